// Who makes a request, and what they may do.

#ifndef DAYBOOK_ACCESS_PRINCIPAL_H_
#define DAYBOOK_ACCESS_PRINCIPAL_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.h"
#include "daybook/error.h"
#include "daybook/log.h"

namespace daybook::access {

/// Somebody, as one credential of theirs has it. A value; all that refers to it shares it,
/// unchanged.
struct Principal {
  std::string name;  ///< Stamped as `authid` on what they append.
  std::string authtype = "unauthenticated";
  const Role* role = nullptr;                                      ///< Null: no rights.
  improvement::Audience ceiling = improvement::Audience::kPublic;  ///< The most they may read.
  std::optional<std::vector<std::string>> subjects = {};  ///< Patterns; not set: every subject.
  bool acts_for_others = false;                           ///< May say `onbehalfof`.
  std::optional<Instant> expires = {};
  bool vouched = false;  ///< An identity provider says who it is; no grant in the book.

  /// Whether only some subjects are theirs to read and to append to.
  bool IsScoped() const;

  /// Whether this subject is.
  bool Covers(std::string_view subject) const;

  /// Whether there is no event that they may not read.
  bool SeesEverything() const { return ceiling == improvement::Audience::kInternal && !IsScoped(); }

  /// Whether there is nothing that they may not append.
  bool AppendsAnything() const;

  /// Whether what lets them in has ended by itself.
  bool HasExpired(Instant now) const { return expires && *expires <= now; }

  Author author() const { return {.type = authtype, .id = name}; }
};

using PrincipalPtr = std::shared_ptr<const Principal>;

/// Somebody without any rights.
const PrincipalPtr& Nobody();

/// Whoever reaches a daemon that asks for no credential: everything, in nobody's name.
const PrincipalPtr& Everybody();

/// Nothing if they may; else kForbidden, naming what is missing. What is made of all subjects is
/// for nobody who is kept to some; bundles of entries and personal values, only for those who read
/// everything up to internal.
Result<void> Require(const Principal& principal, Permission permission);

/// Whether they may append all of a commit: each event's type and subject, whom it is on behalf of,
/// the rules it overrides, the subjects whose revision is expected. Else kForbidden, with a fault
/// for each, up to a limit; a pointer begins with the event's index.
Result<void> CheckCommit(const Principal& principal, const Commit& commit);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_PRINCIPAL_H_
