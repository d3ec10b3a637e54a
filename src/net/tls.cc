#include "net/tls.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <utility>

#include "event/sha256.h"

namespace daybook::net {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using boost::system::error_code;

namespace {

// A bundle of all the authorities there are is a quarter of this.
constexpr std::uintmax_t kFileBytes = 1024 * 1024;

// As RFC 7301 writes it: each name behind its length.
constexpr std::string_view kHttp11 = "\x08http/1.1";

std::unexpected<Error> Unfit(const fs::path& file, std::string_view what, std::string_view why) {
  return Fail(ErrorCode::kMalformed, fmt::format("{} holds no {}: {}.", file.string(), what, why));
}

Result<std::string> ReadPem(const fs::path& path, std::string_view what) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("Cannot read {}, the {}: {}.", path.string(), what, error.message()));
  }
  if (size > kFileBytes) return Unfit(path, what, "it is larger than 1 MiB");
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) {
    return Fail(ErrorCode::kNotFound, fmt::format("Cannot read {}, the {}.", path.string(), what));
  }
  return text;
}

Result<void> LoadCertificate(TlsContext& context, const fs::path& path) {
  const auto text = ReadPem(path, "certificate");
  if (!text) return std::unexpected(text.error());
  error_code error;
  context.use_certificate_chain(asio::buffer(*text), error);
  if (error) return Unfit(path, "certificate chain in PEM", error.message());
  return {};
}

Result<void> LoadKey(TlsContext& context, const fs::path& path) {
  std::error_code unknown;
  const fs::perms others = fs::status(path, unknown).permissions() & fs::perms::others_all;
  if (!unknown && others != fs::perms::none) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("{}, the key, is open to every user of this machine: chmod o= {}",
                            path.string(), path.string()));
  }
  auto text = ReadPem(path, "key");
  if (!text) return std::unexpected(std::move(text.error()));
  if (text->find("ENCRYPTED") != std::string::npos) {
    return Unfit(path, "key that can be used", "it is encrypted, and nobody is here to ask");
  }
  error_code error;
  context.use_private_key(asio::buffer(*text), asio::ssl::context::pem, error);
  OPENSSL_cleanse(text->data(), text->size());
  if (error) return Unfit(path, "private key in PEM for the certificate", error.message());
  return {};
}

Result<void> LoadAuthorities(TlsContext& context, const fs::path& path) {
  const auto text = ReadPem(path, "certificate authority");
  if (!text) return std::unexpected(text.error());
  error_code error;
  context.add_certificate_authority(asio::buffer(*text), error);
  if (error) return Unfit(path, "certificates in PEM", error.message());
  return {};
}

Result<void> LoadIdentity(TlsContext& context, const TlsFiles& files) {
  if (auto loaded = LoadCertificate(context, files.certificate); !loaded) return loaded;
  return LoadKey(context, files.key);
}

std::shared_ptr<TlsContext> NewContext(TlsContext::method side) {
  auto context = std::make_shared<TlsContext>(side);
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");  // of TLS 1.2
  SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  return context;
}

int ChooseProtocol(SSL* /*session*/, const unsigned char** chosen, unsigned char* chosen_size,
                   const unsigned char* offered, unsigned int offered_size, void* /*unused*/) {
  unsigned char* found = nullptr;
  const auto* const ours = reinterpret_cast<const unsigned char*>(kHttp11.data());
  const int outcome =
      SSL_select_next_proto(&found, chosen_size, ours, kHttp11.size(), offered, offered_size);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A session that is resumed would not have the client's certificate looked at again.
void AskClients(SSL_CTX* native) {
  SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(native, 0);
  STACK_OF(X509)* const all = X509_STORE_get1_all_certs(SSL_CTX_get_cert_store(native));
  for (int i = 0; i < sk_X509_num(all); ++i) SSL_CTX_add_client_CA(native, sk_X509_value(all, i));
  sk_X509_pop_free(all, X509_free);
}

Result<std::shared_ptr<TlsContext>> ServerContext(const TlsFiles& files) {
  auto context = NewContext(TlsContext::tls_server);
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // a ticket is the client's to keep
  SSL_CTX_set_alpn_select_cb(native, ChooseProtocol, nullptr);
  if (auto loaded = LoadIdentity(*context, files); !loaded) return std::unexpected(loaded.error());
  if (files.ca.empty()) return context;
  if (auto loaded = LoadAuthorities(*context, files.ca); !loaded) {
    return std::unexpected(loaded.error());
  }
  AskClients(native);
  return context;
}

}  // namespace

ServerTls::ServerTls(TlsFiles files) : files_(std::move(files)) {}
ServerTls::~ServerTls() = default;

Result<std::unique_ptr<ServerTls>> ServerTls::Load(TlsFiles files) {
  std::unique_ptr<ServerTls> tls(new ServerTls(std::move(files)));
  if (auto loaded = tls->Reload(); !loaded) return std::unexpected(std::move(loaded.error()));
  return tls;
}

Result<void> ServerTls::Reload() {
  auto context = ServerContext(files_);
  if (!context) return std::unexpected(std::move(context.error()));
  const std::scoped_lock lock(mutex_);
  context_ = *std::move(context);
  return {};
}

std::shared_ptr<TlsContext> ServerTls::context() const {
  const std::scoped_lock lock(mutex_);
  return context_;
}

std::chrono::sys_seconds ServerTls::ends() const {
  const auto held = context();
  std::tm utc{};
  const X509* const certificate = SSL_CTX_get0_certificate(held->native_handle());
  ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc);
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&utc)));
}

std::string ServerTls::last_day() const {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(ends()));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

Result<std::shared_ptr<TlsContext>> ClientTls(const TlsFiles& files) {
  auto context = NewContext(TlsContext::tls_client);
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
  const auto* const offered = reinterpret_cast<const unsigned char*>(kHttp11.data());
  SSL_CTX_set_alpn_protos(native, offered, kHttp11.size());
  if (files.ca.empty()) {
    SSL_CTX_set_default_verify_paths(native);
  } else if (auto loaded = LoadAuthorities(*context, files.ca); !loaded) {
    return std::unexpected(loaded.error());
  }
  if (files.certificate.empty()) return context;
  if (auto loaded = LoadIdentity(*context, files); !loaded) return std::unexpected(loaded.error());
  return context;
}

void ExpectHost(ssl_st* session, const std::string& host) {
  error_code named;
  asio::ip::make_address(host, named);
  if (named) {
    SSL_set_tlsext_host_name(session, host.c_str());
    SSL_set1_host(session, host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str());
  }
}

std::string WhyNotBelieved(ssl_st* session) {
  const long result = SSL_get_verify_result(session);
  return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

std::string FingerprintOf(const x509_st& certificate) {
  Sha256Digest digest{};
  if (X509_digest(&certificate, EVP_sha256(), digest.data(), nullptr) != 1) return "";
  return DigestHex(digest);
}

Result<std::string> FingerprintIn(const fs::path& file) {
  const auto text = ReadPem(file, "certificate");
  if (!text) return std::unexpected(text.error());
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
      BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), X509_free);
  if (!certificate) return Unfit(file, "certificate", "it is not PEM");
  return FingerprintOf(*certificate);
}

}  // namespace daybook::net
