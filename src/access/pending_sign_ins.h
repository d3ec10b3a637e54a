// Sign-ins that have been sent to an identity provider and are not back yet.

#ifndef DAYBOOK_ACCESS_PENDING_SIGN_INS_H_
#define DAYBOOK_ACCESS_PENDING_SIGN_INS_H_

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"
#include "event/sha256.h"

namespace daybook::access {

struct PendingSignIn {
  std::string nonce;     ///< The provider puts it into the token it gives (OpenID Connect).
  std::string verifier;  ///< Whoever redeems the code must have it (PKCE, RFC 7636).
  std::string back;      ///< Where they wanted to go.
};

/// What begins one: two secrets that must come back together.
struct BegunSignIn {
  std::string state;    ///< By way of the provider.
  std::string browser;  ///< In a cookie, so that nobody ends in another's browser what they began.
  PendingSignIn pending;
};

/// `code_challenge` of the method S256 (RFC 7636, section 4.2).
std::string ChallengeOf(std::string_view verifier);

/// Each ends once, in the browser it began in, within its time. Of too many, the oldest is
/// forgotten: whoever begins many keeps nobody from being signed in for good. Thread-safe.
class PendingSignIns {
 public:
  PendingSignIns(std::size_t count_max, std::chrono::seconds time)
      : count_max_(count_max), time_(time) {}

  /// Fails with kIo when there is no randomness.
  Result<BegunSignIn> Begin(std::string back, Instant now);

  /// The one of this state and browser, which then is none any more.
  std::optional<PendingSignIn> Take(std::string_view state, std::string_view browser, Instant now);

 private:
  struct Held {
    Sha256Digest state, browser;
    PendingSignIn pending;
    Instant begun;
  };

  const std::size_t count_max_;
  const std::chrono::seconds time_;
  std::mutex mutex_;
  std::list<Held> held_;  // guarded by mutex_; the oldest is first
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_PENDING_SIGN_INS_H_
