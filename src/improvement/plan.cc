#include "improvement/plan.h"

#include <fmt/format.h>

#include "improvement/brag.h"
#include "improvement/field.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

Cell DaysLate(const Action& action, Day today) {
  const auto due = ParseDay(action.due);
  if (!due || action.delivery == Delivery::kCancelled) return {};
  const Day until = action.completed ? DayOf(action.completed).value_or(*due) : today;
  if (until <= *due) return {};
  return std::int64_t{(until - *due).count()};
}

std::vector<Cell> RowOf(std::string_view name, const Action& action, const Brag& brag,
                        const PolicyInForce& policy, Day today) {
  return {TextCell(IdOf(name)),
          TextCell(action.title),
          TextCell(IdOf(action.owner)),
          TextCell(action.first_due),
          TextCell(action.due),
          DaysLate(action, today),
          TextCell(NameOf(action.delivery)),
          TextCell(NameOf(action.impact)),
          TextCell(NameOf(brag.colour)),
          TextCell(brag.rule),
          TextCell(brag.sentence),
          policy.position ? Cell(std::to_string(*policy.position)) : Cell(),
          static_cast<std::int64_t>(action.reschedules),
          TextCell(fmt::format("{}", fmt::join(action.findings, "; "))),
          CellOf(action.progressed)};
}

}  // namespace

Table PlanTable(const Subjects& subjects, const AsOf& as_of) {
  Table table{
      .name = "plan",
      .columns = {"action", "title", "owner", "firstDue", "due", "daysLate", "delivery", "impact",
                  "colour", "rule", "reason", "policy", "rescheduled", "findings", "lastProgress"},
      .rows = {}};
  const PolicyInForce policy = PolicyOn(subjects, as_of.day);
  ForEach<Action>(subjects, [&](const Subject& subject, const Action& action) {
    const Brag brag = BragOf({.action = action,
                              .findings_closed = FindingsClosed(subjects, action),
                              .policy = policy.policy,
                              .today = as_of.day});
    table.rows.push_back(RowOf(subject.name, action, brag, policy, as_of.day));
  });
  return table;
}

}  // namespace daybook::improvement
