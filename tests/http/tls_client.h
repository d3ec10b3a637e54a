// A blocking TLS client for tests, of OpenSSL alone.

#ifndef DAYBOOK_TESTS_HTTP_TLS_CLIENT_H_
#define DAYBOOK_TESTS_HTTP_TLS_CLIENT_H_

#include <openssl/ssl.h>

#include <csignal>
#include <memory>
#include <string>
#include <string_view>

#include "http/client.h"
#include "support/certificates.h"

namespace daybook::http {

/// What it believes and shows; all PEM, "" for none.
struct TlsClientOptions {
  std::string authority;
  testing::Identity identity = {};
  int version = 0;          ///< The only one it speaks; 0: any that OpenSSL does.
  std::string offers = {};  ///< Protocols as ALPN writes them.
};

/// One connection. Waits for at most 30 s, then nothing more comes.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, const TlsClientOptions& options)
      : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    std::signal(SIGPIPE, SIG_IGN);                  // OpenSSL writes to sockets as to files
    SSL_CTX_set_security_level(context_.get(), 0);  // it may offer what no client should
    SSL_CTX_set_min_proto_version(context_.get(), options.version);
    SSL_CTX_set_max_proto_version(context_.get(), options.version);
    Believe(options.authority);
    if (!options.identity.key.empty()) Show(options.identity);
    BIO* const socket = BIO_new_connect(("127.0.0.1:" + std::to_string(port)).c_str());
    EXPECT_EQ(BIO_do_connect(socket), 1);
    timeval limit{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(Descriptor(socket), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    session_ = {SSL_new(context_.get()), SSL_free};
    SSL_set_bio(session_.get(), socket, socket);
    SSL_set1_host(session_.get(), "localhost");
    const auto* const offers = reinterpret_cast<const unsigned char*>(options.offers.data());
    SSL_set_alpn_protos(session_.get(), offers, static_cast<unsigned>(options.offers.size()));
    connected_ = SSL_connect(session_.get()) == 1;
  }

  /// Whether the handshake went well, as far as this side knows.
  bool connected() const { return connected_; }
  std::string version() const { return SSL_get_version(session_.get()); }
  std::string protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(session_.get(), &chosen, &size);
    return {chosen, chosen + size};
  }
  /// The serial number of the server's certificate.
  long serial() const {
    return ASN1_INTEGER_get(X509_get0_serialNumber(SSL_get0_peer_certificate(session_.get())));
  }

  bool Send(std::string_view bytes) {
    return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

  /// The bytes up to and with `end`, or those before the connection ended.
  std::string ReadUntil(std::string_view end) {
    std::string text;
    char byte = 0;
    while (!text.ends_with(end) && SSL_read(session_.get(), &byte, 1) == 1) text += byte;
    return text;
  }

  /// Whether the server ends here, and says so (close_notify).
  bool IsEnded() {
    char byte = 0;
    const int read = SSL_read(session_.get(), &byte, 1);
    return read <= 0 && SSL_get_error(session_.get(), read) == SSL_ERROR_ZERO_RETURN;
  }

  std::string Get(const std::string& target) {
    Send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return ReadUntil("\r\n\r\n");
  }

  void SayGoodbye() { SSL_shutdown(session_.get()); }
  /// Ends the connection below the session, which is not ended.
  void CutOff() { ::shutdown(Descriptor(SSL_get_rbio(session_.get())), SHUT_RDWR); }

 private:
  static int Descriptor(BIO* socket) {
    int descriptor = -1;
    BIO_get_fd(socket, &descriptor);
    return descriptor;
  }

  static std::shared_ptr<X509> ReadCertificate(const std::string& pem) {
    const std::shared_ptr<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                  BIO_free);
    return {PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free};
  }

  void Believe(const std::string& authority) {
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    if (authority.empty()) return;
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), ReadCertificate(authority).get());
  }

  void Show(const testing::Identity& identity) {
    SSL_CTX_use_certificate(context_.get(), ReadCertificate(identity.certificate).get());
    const std::shared_ptr<BIO> in(
        BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size())), BIO_free);
    const std::shared_ptr<EVP_PKEY> key(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    SSL_CTX_use_PrivateKey(context_.get(), key.get());
  }

  std::shared_ptr<SSL_CTX> context_;
  std::shared_ptr<SSL> session_;
  bool connected_ = false;
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_TLS_CLIENT_H_
