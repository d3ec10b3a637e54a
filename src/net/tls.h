// TLS: what each side shows of itself, and whom it believes.

#ifndef DAYBOOK_NET_TLS_H_
#define DAYBOOK_NET_TLS_H_

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "daybook/error.h"

struct ssl_st;   // OpenSSL's SSL
struct x509_st;  // and its X509

namespace boost::asio::ssl {
class context;
}

namespace daybook::net {

/// Versions 1.2 and 1.3 with forward secrecy and authenticated encryption; in 1.2, AES-GCM and
/// ChaCha20-Poly1305 after an elliptic Diffie-Hellman.
using TlsContext = boost::asio::ssl::context;

/// All PEM. The key is neither encrypted nor readable by other users of the machine.
struct TlsFiles {
  std::filesystem::path certificate;  ///< The chain, own certificate first.
  std::filesystem::path key;
  std::filesystem::path ca;  ///< Who may have signed the other side's.
};

/// A server's side. Speaks http/1.1 (ALPN). With a `ca` it asks each client for a certificate,
/// which a client need not have; one that is not from there ends the handshake. Sessions are
/// resumed by tickets, unless clients have certificates: these are then checked each time.
/// Thread-safe.
class ServerTls {
 public:
  /// Fails with kNotFound, kMalformed or kUnprocessable, naming the file.
  static Result<std::unique_ptr<ServerTls>> Load(TlsFiles files);
  ~ServerTls();

  /// Loads the files again, for the connections to come. On failure, which is as Load's, what was
  /// loaded before stays.
  Result<void> Reload();

  std::shared_ptr<TlsContext> context() const;

  /// When the certificate ends.
  std::chrono::sys_seconds ends() const;

  /// The last day of the certificate, `2027-01-31`.
  std::string last_day() const;

 private:
  explicit ServerTls(TlsFiles files);

  const TlsFiles files_;
  mutable std::mutex mutex_;
  std::shared_ptr<TlsContext> context_;  // guarded by mutex_
};

/// A client's side. Each file may be missing: without a `ca` it believes whom the system does,
/// without a certificate it shows none. Fails as ServerTls::Load does.
Result<std::shared_ptr<TlsContext>> ClientTls(const TlsFiles& files);

/// Before a client's handshake: the server's certificate must be that of `host`, a name or a
/// numeric address.
void ExpectHost(ssl_st* session, const std::string& host);

/// The SHA-256 of a certificate's DER form, 64 hexadecimal digits: by it a client is known.
std::string FingerprintOf(const x509_st& certificate);

/// The same of the first certificate in a PEM file. Fails with kNotFound or kMalformed.
Result<std::string> FingerprintIn(const std::filesystem::path& file);

/// After a client's handshake failed: why the server's certificate was not believed, or "".
std::string WhyNotBelieved(ssl_st* session);

}  // namespace daybook::net

#endif  // DAYBOOK_NET_TLS_H_
