#include "improvement/change_kind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace daybook::improvement {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> kFindingCompanions = {
    "raised", "incorporated", "impactAssessed", "impactAssessedBy", "closureProposedBy",
    "closed", "reopened",     "declined"};

constexpr std::array<std::string_view, 16> kActionCompanions = {
    "owners",         "firstDue",         "reschedules",     "reassignments",
    "reopenings",     "proposed",         "agreed",          "started",
    "progressed",     "blocked",          "completed",       "completedBy",
    "impactAssessed", "impactAssessedBy", "impactEvidenced", "cancelled"};

constexpr std::array<std::string_view, 8> kEvidenceCompanions = {
    "added", "addedBy", "linked", "accepted", "rejected", "withdrawn", "reviewedBy", "reason"};

Names CompanionsOf(const State& state) {
  if (std::holds_alternative<Finding>(state)) return kFindingCompanions;
  if (std::holds_alternative<Action>(state)) return kActionCompanions;
  if (std::holds_alternative<Evidence>(state)) return kEvidenceCompanions;
  return {};
}

// What a change to a value, or from others to it, is called.
struct Word {
  std::string_view field;
  std::string_view after;
  std::string_view kind;
};

constexpr std::array kFindingWords = {
    Word{"standing", "closed", "closed"}, Word{"standing", "declined", "declined"},
    Word{"standing", "superseded", "superseded"}, Word{"standing", "open", "reopened"}};

constexpr std::array kActionWords = {Word{"delivery", "completed", "completed"},
                                     Word{"delivery", "cancelled", "cancelled"},
                                     Word{"delivery", "blocked", "blocked"}};

constexpr std::array kEvidenceWords = {Word{"review", "accepted", "accepted"},
                                       Word{"review", "rejected", "rejected"},
                                       Word{"review", "withdrawn", "withdrawn"}};

std::optional<std::string_view> Find(std::span<const Word> words, const FieldChange& change) {
  const std::string after = TextOf(change.after);
  const auto found = std::ranges::find_if(
      words, [&](const Word& word) { return word.field == change.field && word.after == after; });
  if (found == words.end()) return std::nullopt;
  return found->kind;
}

std::string_view KindOfAction(const FieldChange& change) {
  if (const auto kind = Find(kActionWords, change)) return *kind;
  const std::string before = TextOf(change.before);
  const bool ended =
      before == NameOf(Delivery::kCompleted) || before == NameOf(Delivery::kCancelled);
  if (change.field == "delivery" && ended) return "reopened";
  if (change.field == "due" && !before.empty()) return "rescheduled";
  if (change.field == "owner" && !before.empty()) return "reassigned";
  return kChanged;
}

}  // namespace

std::string_view BeginningOf(const State& state) {
  const bool ends = std::holds_alternative<Finding>(state) || std::holds_alternative<Action>(state);
  return ends ? "opened" : "added";
}

std::string_view StandingField(const State& state) {
  if (std::holds_alternative<Finding>(state)) return "standing";
  if (std::holds_alternative<Action>(state)) return "delivery";
  if (std::holds_alternative<Evidence>(state)) return "review";
  return {};
}

std::string_view KindOf(const State& state, const FieldChange& change) {
  const bool finding = std::holds_alternative<Finding>(state);
  const bool action = std::holds_alternative<Action>(state);
  if ((finding || action) && change.field == "impact") return "impact";
  if (finding) return Find(kFindingWords, change).value_or(kChanged);
  if (action) return KindOfAction(change);
  if (std::holds_alternative<Evidence>(state)) {
    return Find(kEvidenceWords, change).value_or(kChanged);
  }
  if (std::holds_alternative<Intervention>(state) && change.field == "lifted") return "lifted";
  return kChanged;
}

bool IsCompanion(const State& state, std::string_view field) {
  const Names names = CompanionsOf(state);
  return std::ranges::find(names, field) != names.end();
}

}  // namespace daybook::improvement
