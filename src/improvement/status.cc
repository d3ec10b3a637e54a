#include "improvement/status.h"

#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <tuple>

#include "improvement/field.h"

namespace daybook::improvement {
namespace {

constexpr std::string_view kNoArea = "(no area)";

enum class Count : std::uint8_t { kOpen, kEvidenced, kClosed, kDeclined, kStrength };
constexpr std::size_t kCounts = 5;
constexpr std::size_t kDeliveries = 6;

struct Row {
  std::string name;
  std::string grade;
  Moment graded;
  std::string graded_by;  // the visit, to decide between two of one moment
  std::array<std::int64_t, kCounts> findings{};
  std::array<std::int64_t, kDeliveries> actions{};
  std::string visit;
  Moment visited;
  std::int64_t disputes = 0;
};

// By area; "" sorts first, and is shown last.
using Rows = std::map<std::string, Row, std::less<>>;

Row& RowOf(Rows& rows, std::string_view area) {
  return rows.try_emplace(std::string(area)).first->second;
}

template <typename T, typename F>
void ForEach(const Subjects& subjects, F&& use) {
  for (const auto& [name, subject] : subjects) {
    if (const T* state = std::get_if<T>(&subject.state)) use(subject, *state);
  }
}

std::optional<Count> CountOf(const Finding& finding) {
  switch (finding.standing) {
    case Standing::kSuperseded:
      return std::nullopt;
    case Standing::kClosed:
      return Count::kClosed;
    case Standing::kDeclined:
      return Count::kDeclined;
    case Standing::kOpen:
      break;
  }
  if (finding.kind == "strength") return Count::kStrength;
  const bool evidenced =
      finding.impact == Impact::kEvidenced || finding.impact == Impact::kEmbedded;
  return evidenced ? Count::kEvidenced : Count::kOpen;
}

void AddFindings(Rows& rows, const Subjects& subjects) {
  ForEach<Finding>(subjects, [&](const Subject& subject, const Finding& finding) {
    Row& row = RowOf(rows, finding.area);
    if (const auto count = CountOf(finding)) ++row.findings.at(static_cast<std::size_t>(*count));
    row.disputes += OpenDisputes(subject);
  });
}

const Finding* FindFinding(const Subjects& subjects, std::string_view name) {
  const auto found = subjects.find(name);
  return found == subjects.end() ? nullptr : std::get_if<Finding>(&found->second.state);
}

void AddActions(Rows& rows, const Subjects& subjects) {
  ForEach<Action>(subjects, [&](const Subject&, const Action& action) {
    std::set<std::string> areas;
    for (const std::string& name : action.findings) {
      const Finding* finding = FindFinding(subjects, name);
      areas.insert(finding ? finding->area : std::string());
    }
    if (areas.empty()) areas.emplace();
    for (const std::string& area : areas) {
      ++RowOf(rows, area).actions.at(static_cast<std::size_t>(action.delivery));
    }
  });
}

void AddAreas(Rows& rows, const Subjects& subjects) {
  ForEach<Area>(subjects, [&](const Subject& subject, const Area& area) {
    Row& row = RowOf(rows, IdOf(subject.name));
    row.name = area.name;
    row.disputes += OpenDisputes(subject);
  });
}

void AddJudgements(Rows& rows, const Subjects& subjects) {
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    for (const Judgement& judgement : visit.judgements) {
      Row& row = RowOf(rows, judgement.area);
      if (std::tie(row.graded.at, row.graded_by) < std::tie(judgement.given.at, subject.name)) {
        row.grade = judgement.grade;
        row.graded = judgement.given;
        row.graded_by = subject.name;
      }
    }
  });
}

// The areas a visit looked at: those it was to look at, those it judged, and those it found
// something in.
std::map<std::string, std::set<std::string>> VisitedAreas(const Subjects& subjects) {
  std::map<std::string, std::set<std::string>> areas;
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    areas[subject.name].insert(visit.areas.begin(), visit.areas.end());
    for (const Judgement& judgement : visit.judgements) areas[subject.name].insert(judgement.area);
  });
  ForEach<Finding>(subjects, [&](const Subject&, const Finding& finding) {
    for (const std::string& visit : finding.visits) areas[visit].insert(finding.area);
  });
  return areas;
}

void AddVisits(Rows& rows, const Subjects& subjects) {
  const auto areas = VisitedAreas(subjects);
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    const Moment& when = visit.ended ? visit.ended : visit.started;
    for (const std::string& area : areas.at(subject.name)) {
      Row& row = RowOf(rows, area);
      if (when && std::tie(row.visited.at, row.visit) < std::tie(when.at, subject.name)) {
        row.visited = when;
        row.visit = subject.name;
      }
    }
  });
}

std::vector<Cell> CellsOf(std::string_view area, const Row& row) {
  const auto text = [](std::string_view value) {
    return value.empty() ? Cell() : Cell(std::string(value));
  };
  std::vector<Cell> cells = {text(area), text(row.name), text(row.grade), CellOf(row.graded)};
  cells.insert(cells.end(), row.findings.begin(), row.findings.end());
  cells.insert(cells.end(), row.actions.begin(), row.actions.end());
  cells.insert(cells.end(), {text(row.visit), CellOf(row.visited), Cell(row.disputes)});
  return cells;
}

}  // namespace

Table Status(const Subjects& subjects) {
  Rows rows;
  AddAreas(rows, subjects);
  AddFindings(rows, subjects);
  AddActions(rows, subjects);
  AddJudgements(rows, subjects);
  AddVisits(rows, subjects);
  Table table{
      .name = "status",
      .columns = {"area", "name", "grade", "graded", "findingsOpen", "findingsEvidenced",
                  "findingsClosed", "findingsDeclined", "strengths", "actionsProposed",
                  "actionsAgreed", "actionsInProgress", "actionsBlocked", "actionsCompleted",
                  "actionsCancelled", "lastVisit", "lastVisited", "disputesOpen"},
      .rows = {}};
  for (const auto& [area, row] : rows) {
    if (!area.empty()) table.rows.push_back(CellsOf(area, row));
  }
  if (const auto none = rows.find(""); none != rows.end()) {
    table.rows.push_back(CellsOf(kNoArea, none->second));
  }
  return table;
}

}  // namespace daybook::improvement
