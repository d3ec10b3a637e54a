// Who is signed in with a browser: what a cookie stands for.

#ifndef DAYBOOK_ACCESS_SIGN_INS_H_
#define DAYBOOK_ACCESS_SIGN_INS_H_

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "access/principal.h"
#include "daybook/error.h"
#include "event/sha256.h"

namespace daybook::access {

struct SignInOptions {
  /// Without a request, somebody has left the desk.
  std::chrono::seconds idle{30 * 60};
  /// A working day: then they prove again who they are, and what they are in.
  std::chrono::seconds lifetime{10 * 60 * 60};
  /// Of all: about 5 MiB. One more ends the one that was quiet for the longest.
  std::size_t count_max = 10'000;
  /// Of one principal: their browsers. One more ends the one that was quiet for the longest.
  std::size_t principal_max = 16;
};

/// 256 random bits, in base64url: 43 characters. Fails with kIo when there is no randomness.
Result<std::string> MakeSecret();

/// What a form says back to show that it is from a page of whoever has the secret, from which it is
/// made, and which it does not tell.
std::string CsrfToken(std::string_view secret);

/// Compares in a time that says nothing of where they differ.
bool IsSameSecret(std::string_view one, std::string_view other);

/// Keeps who has signed in, by the hash of a secret that only their browser has; in memory, so that
/// a restart signs everybody out. Thread-safe. Whether what let them in still does is for whoever
/// asks to look at: Registry::Holds.
class SignIns {
 public:
  explicit SignIns(SignInOptions options = {});

  /// Signs somebody in. Gives the secret, a new one each time: none that a browser came with is
  /// ever taken for its own. Fails as MakeSecret does.
  Result<std::string> Begin(PrincipalPtr principal, Instant now);

  /// Who has this secret, unless too much time has passed; null if nobody has. Asking counts as
  /// being there.
  PrincipalPtr Find(std::string_view secret, Instant now);

  /// Whether the one of this hash goes on. Asking does not count as being there.
  bool IsOn(const Sha256Digest& hash, Instant now) const;

  void End(std::string_view secret);

  /// CsrfToken for forms of those who have no secret, told apart by `of`; until a restart.
  std::string CsrfTokenWithout(std::string_view of) const;

  std::size_t count() const;

  const SignInOptions& options() const { return options_; }

 private:
  struct SignIn {
    Sha256Digest hash;  // of the secret
    PrincipalPtr principal;
    Instant begun, seen;
  };
  using Place = std::list<SignIn>::iterator;

  bool IsOver(const SignIn& sign_in, Instant now) const;
  void Remove(Place place);
  void MakeRoomFor(const Principal& principal);

  const SignInOptions options_;
  const std::string own_secret_;
  mutable std::mutex mutex_;
  std::list<SignIn> all_;  // guarded by mutex_, like the next; seen last is first
  std::map<Sha256Digest, Place> by_hash_;
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_SIGN_INS_H_
