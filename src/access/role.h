// Roles: what somebody may do, as one table.

#ifndef DAYBOOK_ACCESS_ROLE_H_
#define DAYBOOK_ACCESS_ROLE_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "improvement/audience.h"

namespace daybook::access {

/// What a request needs. A role has a set of these; nothing is allowed that is not in it.
enum class Permission : std::uint16_t {
  kOpen = 0,                 ///< Nothing: anybody may, without a credential.
  kRead = 1U << 0U,          ///< Events, and what one subject has come to.
  kReadViews = 1U << 1U,     ///< What is made of all subjects: views and reports.
  kReadFiles = 1U << 2U,     ///< Files of evidence, which may hold anything about anybody.
  kReadBundles = 1U << 3U,   ///< Entries as the tiles of the log have them, all of them.
  kReadPersonal = 1U << 4U,  ///< Personal values that are sealed in events.
  kAppend = 1U << 5U,
  kStoreFiles = 1U << 6U,
  kImport = 1U << 7U,  ///< Append as history, which rules do not hold back.
  kOverrideRules = 1U << 8U,
  kObserve = 1U << 9U,   ///< Whether all is well here: readiness, metrics, a replay's progress.
  kOperate = 1U << 10U,  ///< Have the daemon do something: a replay.
};

/// What a permission is for, as in "may not …".
std::string_view PhraseOf(Permission permission);

struct Role {
  std::string_view name;  ///< As in access.granted.
  std::uint16_t permissions = 0;
  improvement::Audience ceiling = improvement::Audience::kPublic;  ///< The most it may read.
  /// If set, the one pattern of subjects (pattern.h) that it is kept to.
  std::string_view subjects = {};
  /// The types of event it may append: patterns; one with `!` before it takes away again.
  std::span<const std::string_view> appends = {};
  /// Whether it may append, of any type that is not Daybook's own, about kinds of subject that are
  /// not either.
  bool foreign = false;

  bool Has(Permission permission) const {
    const auto bits = static_cast<std::uint16_t>(permission);
    return (permissions & bits) == bits;
  }

  /// Whether it may append events of any type about any subject, and leave rules aside.
  bool MayAppendAnything() const;

  /// Whether it may append events of this type about this subject.
  bool MayAppend(std::string_view type, std::string_view subject) const;
};

/// All roles.
std::span<const Role> Roles();

/// Null if there is none of that name: whoever has it has no rights.
const Role* FindRole(std::string_view name);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_ROLE_H_
