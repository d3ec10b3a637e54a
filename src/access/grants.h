// What is granted and not revoked, folded from the events of `book/control`.

#ifndef DAYBOOK_ACCESS_GRANTS_H_
#define DAYBOOK_ACCESS_GRANTS_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "access/token.h"
#include "daybook/error.h"
#include "event/entry.h"

namespace daybook::access {

inline constexpr std::string_view kGranted = "access.granted";
inline constexpr std::string_view kRevoked = "access.revoked";

/// One credential, and what it lets somebody do.
struct Grant {
  PrincipalPtr principal;
  std::string role;         ///< As it was granted, known or not.
  std::string prefix;       ///< Of a token; "" if it is a certificate.
  Sha256Digest hash{};      ///< Of a token's secret.
  std::string certificate;  ///< SHA-256 of a certificate, hexadecimal; "" if it is a token.
  Position position = 0;    ///< Of the event that granted it.
};

/// The credentials that are in force. A plain value: not thread-safe.
///
/// What was taken in as history grants nothing, and neither does what cannot be read whole: a book
/// that is copied event by event does not let in whoever the first one did. Corrections change
/// nothing either; what was granted wrongly is revoked.
class Grants {
 public:
  /// Takes in one event of `book/control`; of most types there is nothing to take in.
  void Learn(const Entry& event);

  /// Null if no token has this digest.
  const Grant* ByToken(const TokenDigest& token) const;
  const Grant* ByCertificate(std::string_view fingerprint) const;

  /// Whether everything of this name was revoked and nothing granted since: then nobody has it,
  /// whoever else vouches for them.
  bool IsBarred(std::string_view name) const { return barred_.contains(name); }

  const std::vector<Grant>& all() const { return all_; }
  bool ever() const { return ever_; }  ///< Whether there was one, revoked or not.

 private:
  void Add(const Entry& event);
  void Revoke(const Entry& event);

  std::vector<Grant> all_;  // by position
  std::set<std::string, std::less<>> barred_;
  bool ever_ = false;
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_GRANTS_H_
