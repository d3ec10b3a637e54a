// Who an identity provider says somebody is, as a principal.
//
//   name  := issuer '#' sub               stamped as `authid`; no issuer has a '#' in it
//   rule  := group '=' role [ ':' audience ]

#ifndef DAYBOOK_ACCESS_VOUCHED_H_
#define DAYBOOK_ACCESS_VOUCHED_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "access/jwt.h"
#include "access/principal.h"
#include "daybook/error.h"

namespace daybook::access {

/// What the members of a group of the provider's are here.
struct RoleRule {
  std::string group;
  const Role* role = nullptr;
  std::optional<improvement::Audience> audience = {};  ///< Narrows what the role reads.
};

/// Reads a rule: `children-services-board=board-chair`, `press=inspector:public`. A group may have
/// `=` and `:` in it. Fails with kMalformed.
Result<RoleRule> ParseRoleRule(std::string_view text);

/// Whether it can be the issuer of names: an URL without query and fragment, of at most 255 bytes
/// of ASCII.
bool IsIssuer(std::string_view text);

/// A name that nobody has who is granted something by name alone.
std::string NameOfVouched(std::string_view issuer, std::string_view subject);

/// The principal that `claims` make until `expires`: of the role of the first rule that one of
/// their groups is in; without rights, if there is none.
PrincipalPtr Vouched(std::string_view issuer, const Claims& claims, std::span<const RoleRule> rules,
                     Instant expires);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_VOUCHED_H_
