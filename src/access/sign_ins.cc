#include "access/sign_ins.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>

#include "event/text.h"

namespace daybook::access {
namespace {

constexpr std::size_t kSignInBytes = 32;

}  // namespace

Result<std::string> MakeSecret() {
  std::array<unsigned char, kSignInBytes> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) {
    return Fail(ErrorCode::kIo, "There is no randomness to make a secret of.");
  }
  std::string secret =
      EncodeBase64Url({reinterpret_cast<const char*>(random.data()), random.size()});
  OPENSSL_cleanse(random.data(), random.size());
  return secret;
}

std::string CsrfToken(std::string_view secret) {
  return DigestHex(Sha256("csrf " + std::string(secret)));
}

bool IsSameSecret(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

// Without randomness nothing else here works either; then no form is taken.
SignIns::SignIns(SignInOptions options)
    : options_(options), own_secret_(MakeSecret().value_or("")) {}

std::string SignIns::CsrfTokenWithout(std::string_view of) const {
  return own_secret_.empty() ? "-" : CsrfToken(own_secret_ + std::string(of));
}

Result<std::string> SignIns::Begin(PrincipalPtr principal, Instant now) {
  auto secret = MakeSecret();
  if (!secret) return secret;
  const Sha256Digest hash = Sha256(*secret);
  const std::scoped_lock lock(mutex_);
  MakeRoomFor(*principal);
  all_.push_front({.hash = hash, .principal = std::move(principal), .begun = now, .seen = now});
  by_hash_[hash] = all_.begin();
  return secret;
}

PrincipalPtr SignIns::Find(std::string_view secret, Instant now) {
  const Sha256Digest hash = Sha256(secret);
  const std::scoped_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return nullptr;
  const Place place = found->second;
  if (IsOver(*place, now)) {
    Remove(place);
    return nullptr;
  }
  place->seen = now;
  all_.splice(all_.begin(), all_, place);
  return place->principal;
}

bool SignIns::IsOn(const Sha256Digest& hash, Instant now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  return found != by_hash_.end() && !IsOver(*found->second, now);
}

void SignIns::End(std::string_view secret) {
  const Sha256Digest hash = Sha256(secret);
  const std::scoped_lock lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found != by_hash_.end()) Remove(found->second);
}

std::size_t SignIns::count() const {
  const std::scoped_lock lock(mutex_);
  return all_.size();
}

bool SignIns::IsOver(const SignIn& sign_in, Instant now) const {
  return now >= sign_in.seen + options_.idle || now >= sign_in.begun + options_.lifetime ||
         sign_in.principal->HasExpired(now);
}

void SignIns::Remove(Place place) {
  by_hash_.erase(place->hash);
  all_.erase(place);
}

void SignIns::MakeRoomFor(const Principal& principal) {
  std::size_t theirs = 0;
  Place quietest = all_.end();
  for (Place place = all_.begin(); place != all_.end(); ++place) {
    if (place->principal->name != principal.name) continue;
    ++theirs;
    quietest = place;
  }
  if (theirs >= options_.principal_max) Remove(quietest);
  if (all_.size() >= options_.count_max) Remove(std::prev(all_.end()));
}

}  // namespace daybook::access
