// Certificates made for a test, by OpenSSL.

#ifndef DAYBOOK_TESTS_SUPPORT_CERTIFICATES_H_
#define DAYBOOK_TESTS_SUPPORT_CERTIFICATES_H_

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace daybook::testing {

/// A certificate and its key, in PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

/// A certificate authority of its own. Not thread-safe.
class Authority {
 public:
  explicit Authority(const std::string& name = "Test authority") {
    certificate_.reset(Draft(name, key_.get()), X509_free);
    X509_set_issuer_name(certificate_.get(), X509_get_subject_name(certificate_.get()));
    AddExtension(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate_.get(), key_.get(), EVP_sha256());
  }

  /// In PEM.
  std::string certificate() const { return Pem(certificate_.get()); }

  /// Signs a certificate for `names`, e.g. `DNS:localhost,IP:127.0.0.1`.
  Identity Sign(const std::string& names) {
    const Key key = NewKey();
    const Certificate made(Draft(names, key.get()), X509_free);
    X509_set_issuer_name(made.get(), X509_get_subject_name(certificate_.get()));
    AddExtension(made.get(), NID_subject_alt_name, names);
    X509_sign(made.get(), key_.get(), EVP_sha256());
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {.certificate = Pem(made.get()), .key = Take(out)};
  }

 private:
  using Key = std::shared_ptr<EVP_PKEY>;
  using Certificate = std::shared_ptr<X509>;

  static Key NewKey() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

  // Valid for an hour, and without an issuer or a signature yet.
  X509* Draft(const std::string& name, EVP_PKEY* key) {
    X509* const draft = X509_new();
    X509_set_version(draft, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(draft), ++serial_);
    X509_gmtime_adj(X509_getm_notBefore(draft), -60);
    X509_gmtime_adj(X509_getm_notAfter(draft), 3'600);
    X509_set_pubkey(draft, key);
    const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(draft), "CN", MBSTRING_UTF8, text, -1, -1, 0);
    return draft;
  }

  static void AddExtension(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  static std::string Pem(X509* certificate) {
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, certificate);
    return Take(out);
  }

  static std::string Take(BIO* out) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    std::string taken(text, static_cast<std::size_t>(size));
    BIO_free(out);
    return taken;
  }

  long serial_ = 0;
  Key key_ = NewKey();
  Certificate certificate_;
};

/// The SHA-256 of the certificate itself (DER), in hexadecimal.
inline std::string Fingerprint(const Identity& identity) {
  const std::string& pem = identity.certificate;
  BIO* const in = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* const certificate = PEM_read_bio_X509(in, nullptr, nullptr, nullptr);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), digest, &size);
  X509_free(certificate);
  BIO_free(in);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : std::span(digest, size)) {
    text += kDigits[byte / 16];
    text += kDigits[byte % 16];
  }
  return text;
}

/// Writes a file that only its owner may read.
inline void WriteSecret(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::remove(path);
  std::ofstream(path) << text;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
}

}  // namespace daybook::testing

#endif  // DAYBOOK_TESTS_SUPPORT_CERTIFICATES_H_
