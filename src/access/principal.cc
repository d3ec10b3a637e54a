#include "access/principal.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/pattern.h"
#include "daybook/limits.h"
#include "event/entry.h"

namespace daybook::access {
namespace {

PrincipalPtr MakeEverybody() {
  Principal everybody;
  everybody.role = FindRole("administrator");
  everybody.ceiling = improvement::Audience::kInternal;
  everybody.acts_for_others = true;
  return std::make_shared<const Principal>(std::move(everybody));
}

std::string_view NameOfRole(const Principal& principal) {
  return principal.role != nullptr ? principal.role->name : "without a role";
}

// One commit looked at.
class CommitCheck {
 public:
  explicit CommitCheck(const Principal& principal) : principal_(principal) {}

  void Add(const Entry& event, std::size_t index) {
    const std::string pointer = fmt::format("/{}", index);
    if (!principal_.role->MayAppend(event.type, event.subject)) {
      AddFault(pointer + "/type", fmt::format("the role {} may not append {} about {}",
                                              principal_.role->name, event.type, event.subject));
    }
    if (!principal_.Covers(event.subject)) {
      AddFault(pointer + "/subject", "is not among the subjects you are kept to");
    }
    if (!event.onbehalfof.empty() && !principal_.acts_for_others) {
      AddFault(pointer + "/onbehalfof", "is for those who may act for others");
    }
    const bool overrides = !event.ruleoverride.empty();
    if (overrides && !principal_.role->Has(Permission::kOverrideRules)) {
      AddFault(pointer + "/ruleoverride",
               fmt::format("the role {} may not override rules", principal_.role->name));
    }
  }

  // Being told that a revision is another one is reading.
  void Add(const Expectation& expectation, const Commit& commit) {
    const bool appended = std::ranges::find(commit.drafts, expectation.subject, &Draft::subject) !=
                          commit.drafts.end();
    const bool read = principal_.SeesEverything() && principal_.role->Has(Permission::kRead);
    if (principal_.Covers(expectation.subject) && (appended || read)) return;
    AddFault("", fmt::format("{} is neither appended to nor yours to read, so that nothing can be "
                             "expected of it",
                             expectation.subject));
  }

  Result<void> Finish() && {
    if (faults_.empty()) return {};
    return Fail(ErrorCode::kForbidden, "You may not append this; nothing was stored.",
                std::move(faults_));
  }

 private:
  void AddFault(std::string pointer, std::string detail) {
    if (faults_.size() == limits::kFaultsTold) return;
    faults_.push_back({.pointer = std::move(pointer), .detail = std::move(detail)});
  }

  const Principal& principal_;
  std::vector<Fault> faults_;
};

}  // namespace

bool Principal::IsScoped() const {
  return subjects.has_value() || (role != nullptr && !role->subjects.empty());
}

bool Principal::Covers(std::string_view subject) const {
  if (role == nullptr) return false;
  if (!role->subjects.empty() && !Fits(role->subjects, subject)) return false;
  return !subjects || std::ranges::any_of(*subjects, [&](const std::string& pattern) {
    return Fits(pattern, subject);
  });
}

bool Principal::AppendsAnything() const {
  return role != nullptr && role->MayAppendAnything() && !IsScoped() && acts_for_others;
}

const PrincipalPtr& Nobody() {
  static const PrincipalPtr nobody = std::make_shared<const Principal>();
  return nobody;
}

const PrincipalPtr& Everybody() {
  static const PrincipalPtr everybody = MakeEverybody();
  return everybody;
}

Result<void> Require(const Principal& principal, Permission permission) {
  using enum Permission;
  if (permission == kOpen) return {};
  if (principal.role == nullptr || !principal.role->Has(permission)) {
    return Fail(ErrorCode::kForbidden, fmt::format("The role {} may not {}.", NameOfRole(principal),
                                                   PhraseOf(permission)));
  }
  const bool of_all = permission == kReadViews || permission == kReadBundles;
  if (of_all && principal.IsScoped()) {
    return Fail(ErrorCode::kForbidden,
                fmt::format("Who is kept to some subjects may not {}.", PhraseOf(permission)));
  }
  const bool of_insiders = permission == kReadBundles || permission == kReadPersonal;
  if (of_insiders && principal.ceiling != improvement::Audience::kInternal) {
    return Fail(ErrorCode::kForbidden,
                fmt::format("Who reads what is released to the {} may not {}.",
                            improvement::NameOf(principal.ceiling), PhraseOf(permission)));
  }
  return {};
}

Result<void> CheckCommit(const Principal& principal, const Commit& commit) {
  if (principal.role == nullptr) return Require(principal, Permission::kAppend);
  if (commit.imported) {
    if (auto may = Require(principal, Permission::kImport); !may) return may;
  }
  if (principal.AppendsAnything()) return {};
  CommitCheck check(principal);
  EntryReader reader;
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    const std::string text = EncodeEntry(
        {.recorded = {}, .authtype = "unauthenticated", .authid = {}}, commit.drafts[i].body);
    const auto entry = reader.Read(text);
    if (!entry) return std::unexpected(entry.error());
    check.Add(*entry, i);
  }
  for (const Expectation& expectation : commit.expectations) check.Add(expectation, commit);
  return std::move(check).Finish();
}

}  // namespace daybook::access
