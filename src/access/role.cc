#include "access/role.h"

#include <algorithm>
#include <array>

#include "access/pattern.h"
#include "catalogue/reserved.h"

namespace daybook::access {
namespace {

using improvement::Audience;
using Types = std::string_view;

constexpr std::uint16_t Set(auto... permissions) {
  return static_cast<std::uint16_t>((static_cast<std::uint16_t>(permissions) | ... | 0));
}

using enum Permission;
constexpr std::uint16_t kReader = Set(kRead, kReadViews, kReadFiles);
// With a ceiling of internal, who sees every event may have them in bundles, too.
constexpr std::uint16_t kInsider = Set(kReadBundles) | kReader;
constexpr std::uint16_t kEverything = 0xFFFF;

constexpr std::array kDirector = {
    Types("plan.*"),         Types("meeting.challenged"), Types("intervention.*"),
    Types("event.released"), Types("policy.changed"),     Types("pack.exported"),
};
constexpr std::array kProgrammeManager = {
    Types("plan.*"),
    Types("!plan.approved"),
    Types("action.*"),
    Types("!action.impact-assessed"),
    Types("finding.*"),
    Types("!finding.closed"),
    Types("!finding.reopened"),
    Types("!finding.impact-assessed"),
    Types("visit.*"),
    Types("report.*"),
    Types("area.*"),
    Types("person.registered"),
    Types("evidence.added"),
    Types("evidence.linked"),
    Types("meeting.paper-received"),
    Types("event.corrected"),
    Types("event.disputed"),
    Types("dispute.resolved"),
    Types("import.applied"),
    Types("pack.exported"),
};
constexpr std::array kQualityLead = {
    Types("practice-audit.*"),        Types("evidence.*"),       Types("action.impact-assessed"),
    Types("finding.impact-assessed"), Types("finding.declined"), Types("finding.closure-proposed"),
};
constexpr std::array kPractitioner = {
    Types("action.started"),   Types("action.progressed"), Types("action.blocked"),
    Types("action.unblocked"), Types("action.completed"),  Types("evidence.added"),
    Types("evidence.linked"),
};
constexpr std::array kBoardChair = {
    Types("meeting.*"),
    Types("finding.closed"),
    Types("finding.reopened"),
    Types("plan.approved"),
};
constexpr std::array kScrutinyOfficer = {Types("meeting.*")};
constexpr std::array kAnalyst = {Types("measure.*")};
constexpr std::array kOperator = {Types("key.rotated")};
constexpr std::array kAdministrator = {Types("*")};

constexpr std::array kRoles = {
    Role{.name = "director",
         .permissions = Set(kReadPersonal, kAppend, kOverrideRules) | kInsider,
         .ceiling = Audience::kInternal,
         .appends = kDirector},
    Role{
        .name = "programme-manager",
        .permissions = Set(kReadPersonal, kAppend, kStoreFiles, kImport, kOverrideRules) | kInsider,
        .ceiling = Audience::kInternal,
        .appends = kProgrammeManager},
    Role{.name = "quality-lead",
         .permissions = Set(kReadPersonal, kAppend, kStoreFiles) | kInsider,
         .ceiling = Audience::kInternal,
         .appends = kQualityLead},
    Role{.name = "practitioner",
         .permissions = Set(kAppend, kStoreFiles) | kReader,
         .ceiling = Audience::kBoard,
         .appends = kPractitioner},
    Role{.name = "board-chair",
         .permissions = Set(kAppend) | kReader,
         .ceiling = Audience::kBoard,
         .appends = kBoardChair},
    Role{.name = "scrutiny-officer",
         .permissions = Set(kAppend) | kReader,
         .ceiling = Audience::kCommittee,
         .appends = kScrutinyOfficer},
    Role{.name = "inspector", .permissions = kReader, .ceiling = Audience::kBoard},
    Role{.name = "internal-auditor",
         .permissions = Set(kObserve) | kInsider,
         .ceiling = Audience::kInternal},
    // Must not read what is personal, which a file may be.
    Role{.name = "analyst",
         .permissions = Set(kRead, kReadViews, kReadBundles, kAppend),
         .ceiling = Audience::kInternal,
         .appends = kAnalyst},
    // Reads nothing but how the book is run.
    Role{.name = "operator",
         .permissions = Set(kRead, kAppend, kObserve, kOperate),
         .ceiling = Audience::kInternal,
         .subjects = "book/*",
         .appends = kOperator},
    Role{.name = "administrator",
         .permissions = kEverything,
         .ceiling = Audience::kInternal,
         .appends = kAdministrator},
    // Another system that writes.
    Role{.name = "system", .permissions = Set(kAppend), .foreign = true},
};

}  // namespace

std::string_view PhraseOf(Permission permission) {
  switch (permission) {
    case kOpen:
      return "do anything";
    case kRead:
      return "read events";
    case kReadViews:
      return "read what is made of all subjects";
    case kReadFiles:
      return "read files of evidence";
    case kReadBundles:
      return "read bundles of entries";
    case kReadPersonal:
      return "read personal data";
    case kAppend:
      return "append events";
    case kStoreFiles:
      return "store files of evidence";
    case kImport:
      return "append events as history (Daybook-Import)";
    case kOverrideRules:
      return "override rules (ruleoverride)";
    case kObserve:
      return "read how the daemon is doing";
    case kOperate:
      return "operate the daemon";
  }
  return "do this";
}

bool Role::MayAppendAnything() const {
  return Has(kOverrideRules) && std::ranges::find(appends, "*") != appends.end();
}

bool Role::MayAppend(std::string_view type, std::string_view subject) const {
  if (MayAppendAnything()) return true;
  const std::string_view of = catalogue::KindOfType(type);
  const bool reserved = catalogue::IsReservedKind(catalogue::Prefix(subject));
  if (!reserved && of != catalogue::kAnyKind) return foreign;
  // What corrects or releases how the book itself is run would change that.
  const bool about_book = catalogue::Prefix(subject) == "book";
  if (about_book && of == catalogue::kAnyKind) return false;
  bool may = false;
  for (const std::string_view pattern : appends) {
    const bool takes_away = pattern.starts_with('!');
    if (Fits(takes_away ? pattern.substr(1) : pattern, type)) may = !takes_away;
  }
  return may;
}

std::span<const Role> Roles() { return kRoles; }

const Role* FindRole(std::string_view name) {
  const auto role = std::ranges::find(kRoles, name, &Role::name);
  return role == kRoles.end() ? nullptr : &*role;
}

}  // namespace daybook::access
