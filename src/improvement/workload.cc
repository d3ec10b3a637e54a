#include "improvement/workload.h"

#include <map>

#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

constexpr std::string_view kNoOwner = "(no owner)";
constexpr std::chrono::days kSoon{28};

struct Load {
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t due_soon = 0;
  std::int64_t rescheduled = 0;
  std::int64_t inherited = 0;
};

void Add(Load& load, const Action& action, Day today) {
  ++load.open;
  if (const auto due = ParseDay(action.due)) {
    if (*due < today) ++load.overdue;
    if (*due >= today && *due <= today + kSoon) ++load.due_soon;
  }
  if (action.reschedules > 0) ++load.rescheduled;
  if (!action.owners.empty() && action.owners.back().inherited) ++load.inherited;
}

std::vector<Cell> RowOf(std::string_view owner, std::string_view name, const Load& load) {
  return {std::string(owner), name.empty() ? Cell() : Cell(std::string(name)),
          load.open,          load.overdue,
          load.due_soon,      load.rescheduled,
          load.inherited};
}

std::string_view NameOfPerson(const Subjects& subjects, std::string_view subject) {
  const auto* person = Find<Person>(subjects, subject);
  return person ? std::string_view(person->name) : std::string_view();
}

}  // namespace

Table Workload(const Subjects& subjects, const AsOf& as_of) {
  std::map<std::string_view, Load> loads;  // by owner; "" sorts first, and is shown last
  ForEach<Action>(subjects, [&](const Subject&, const Action& action) {
    if (action.delivery == Delivery::kCompleted || action.delivery == Delivery::kCancelled) return;
    Add(loads[action.owner], action, as_of.day);
  });
  Table table{
      .name = "workload",
      .columns = {"owner", "name", "open", "overdue", "dueSoon", "rescheduled", "inherited"},
      .rows = {}};
  for (const auto& [owner, load] : loads) {
    if (owner.empty()) continue;
    table.rows.push_back(RowOf(IdOf(owner), NameOfPerson(subjects, owner), load));
  }
  if (const auto none = loads.find(""); none != loads.end()) {
    table.rows.push_back(RowOf(kNoOwner, "", none->second));
  }
  return table;
}

}  // namespace daybook::improvement
