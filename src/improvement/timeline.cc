#include "improvement/timeline.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "improvement/brag.h"
#include "improvement/deadlines.h"
#include "improvement/field.h"
#include "improvement/happenings.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

using std::chrono::days;

// A row and its place.
struct Line {
  Instant place;
  std::size_t number = 0;  // of what has the same place, in the order of adding
  std::vector<Cell> cells;
};

// A day that is to come has its place after all that happened on it.
Instant PlaceOf(Day day) { return day + days(1); }

std::string_view PrecisionOf(const Moment& when) {
  switch (when.precision) {
    case Precision::kYear:
      return "year";
    case Precision::kMonth:
      return "month";
    case Precision::kUnknown:
      return "no-later";
    default:
      return "day";
  }
}

void Add(std::vector<Line>& lines, Instant place, std::vector<Cell> cells) {
  lines.push_back({.place = place, .number = lines.size(), .cells = std::move(cells)});
}

void AddHappenings(std::vector<Line>& lines, const Subjects& subjects) {
  for (const Happening& happening : HappeningsOf(subjects)) {
    const Moment& when = *happening.when;
    Add(lines, *when.at,
        {when.day.empty() ? LondonDay(*when.at) : when.day,
         std::string(PrecisionOf(when)),
         "happened",
         TextCell(happening.type),
         TextCell(happening.subject),
         TextCell(happening.title),
         TextCell(happening.detail),
         {},
         {},
         {},
         {}});
  }
}

std::string_view StandingOf(const Deadline& deadline, Day today, const Policy& policy) {
  if (!deadline.met.empty()) {
    return deadline.met_on && *deadline.met_on > deadline.due ? "met-late" : "met";
  }
  if (deadline.due < today) return "overdue";
  const auto soon = static_cast<std::int64_t>(policy.due_soon_days);
  return (deadline.due - today).count() <= soon ? "due-soon" : "due";
}

void AddDeadlines(std::vector<Line>& lines, const Subjects& subjects, Day today) {
  const PolicyInForce policy = PolicyOn(subjects, today);
  for (const Deadline& deadline : DeadlinesOf(subjects)) {
    Add(lines, PlaceOf(deadline.due),
        {TextOf(deadline.due), "day", "deadline", TextCell(deadline.what),
         TextCell(deadline.subject), TextCell(deadline.title), TextCell(deadline.detail),
         TextCell(StandingOf(deadline, today, policy.policy)),
         deadline.met.empty() ? Cell(std::int64_t{(deadline.due - today).count()}) : Cell(),
         TextCell(deadline.met), TextCell(IdOf(deadline.owner))});
  }
}

void AddExpectedVisits(std::vector<Line>& lines, const Subjects& subjects, Day today) {
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    const auto day = ParseDay(visit.postponed_to);
    if (!day || visit.started || visit.ended) return;
    Add(lines, PlaceOf(*day),
        {visit.postponed_to,
         "day",
         "expected",
         "visit-expected",
         TextCell(subject.name),
         TextCell(visit.title),
         {},
         {},
         std::int64_t{(*day - today).count()},
         {},
         {}});
  });
}

}  // namespace

Table Timeline(const Subjects& subjects, const AsOf& as_of) {
  Table table{.name = "timeline",
              .columns = {"when", "precision", "kind", "what", "subject", "title", "detail",
                          "standing", "daysLeft", "met", "owner"},
              .rows = {}};
  std::vector<Line> lines;
  AddHappenings(lines, subjects);
  AddDeadlines(lines, subjects, as_of.day);
  AddExpectedVisits(lines, subjects, as_of.day);
  std::ranges::sort(lines, [](const Line& a, const Line& b) {
    return std::tie(a.place, a.number) < std::tie(b.place, b.number);
  });
  table.rows.reserve(lines.size());
  for (Line& line : lines) table.rows.push_back(std::move(line.cells));
  return table;
}

}  // namespace daybook::improvement
