// For random histories: the rows of what changed between two cuts are the difference of what each
// of them comes to, and each says which event made it so.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <tuple>

#include "improvement/change_kind.h"
#include "improvement/changes.h"
#include "improvement/tables.h"
#include "projection/histories.h"

namespace daybook::projection {
namespace {

using improvement::Facts;
using improvement::PackedFact;
using improvement::Subject;
using improvement::TextOf;

using Difference = std::tuple<std::string, std::string, std::string>;  // field, before, after

std::set<Difference> Differences(const Subject& before, const Subject& after) {
  std::set<Difference> differences;
  for (const auto& change : improvement::ChangesOf(improvement::FieldsOf(before.state),
                                                   improvement::FieldsOf(after.state))) {
    if (improvement::IsCompanion(after.state, change.field)) continue;
    differences.emplace(change.field, TextOf(change.before), TextOf(change.after));
  }
  return differences;
}

bool IsTold(const std::string& change) {
  return change == "learned-late" || change == "corrected" || change == "disputed" ||
         change == "resolved" || change == "released";
}

RC_GTEST_PROP(ChangesProperty, TheRowsAreTheDifferenceOfTheCutsAndNameTheEventsThatMadeIt, ()) {
  const improvement::Entries history = AnyHistory();
  improvement::Between between{.before = AnyCut(history.all.size()),
                               .after = AnyCut(history.all.size()),
                               .moment = *ParseInstant("2025-01-15T00:00:00Z")};
  between.before.audience = between.after.audience;
  if (between.before.size > between.after.size) std::swap(between.before.size, between.after.size);
  if (between.after.at && (!between.before.at || *between.before.at > *between.after.at)) {
    std::swap(between.before.at, between.after.at);
  }
  for (const std::string name : {"finding/a", "action/b"}) {
    Facts facts = improvement::FactsOf(history.all);
    std::erase_if(facts, [&](const PackedFact& fact) { return ReadFact(fact).subject != name; });
    const Subject before = improvement::Fold(name, facts, between.before);
    const Subject after = improvement::Fold(name, facts, between.after);
    improvement::Table table = improvement::NoChanges();
    improvement::AddChanges(name, facts, between, table);
    const bool added = before.history.events == 0 && after.history.events > 0;
    std::set<Difference> rows;
    for (const auto& row : improvement::RowsOf(table)) {
      RC_ASSERT(!row.at("position").empty());
      RC_ASSERT(std::stoull(row.at("position")) < between.after.size);
      RC_ASSERT(!row.at("type").empty());
      if (IsTold(row.at("change"))) continue;
      rows.emplace(row.at("field"), row.at("before"), row.at("after"));
    }
    if (!added) RC_ASSERT(rows == Differences(before, after));
    if (added) RC_ASSERT(improvement::RowsOf(table).front().at("change") == "opened");
  }
}

}  // namespace
}  // namespace daybook::projection
