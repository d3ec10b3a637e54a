// Events that grant and revoke.

#ifndef DAYBOOK_ACCESS_GRANT_EVENT_H_
#define DAYBOOK_ACCESS_GRANT_EVENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "event/sha256.h"

namespace daybook::access {

/// What an access.granted says, with a token or with a certificate. What is empty is left out.
struct GrantFields {
  std::string principal;
  std::string role;
  std::string prefix = {};       ///< Of the token.
  Sha256Digest hash{};           ///< Of its secret.
  std::string certificate = {};  ///< In place of a token: the SHA-256 of its DER form.
  std::string audience = {};
  std::vector<std::string> subjects = {};
  bool acts_for_others = false;
  std::string expires = {};
  std::string text = {};
};

/// Its data, as JSON.
std::string GrantData(const GrantFields& grant);

/// The data of an access.revoked, as JSON: of one token, or of everything if `prefix` is empty.
std::string RevocationData(std::string_view principal, std::string_view prefix);

/// An access.granted of now, on `book/control`. Fails as MakeDraft does.
Result<Draft> GrantEvent(const GrantFields& grant);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_GRANT_EVENT_H_
