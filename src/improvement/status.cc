#include "improvement/status.h"

#include <array>
#include <cstddef>
#include <map>
#include <tuple>

#include "improvement/areas.h"
#include "improvement/brag.h"
#include "improvement/field.h"
#include "improvement/subjects.h"
#include "improvement/visited.h"

namespace daybook::improvement {
namespace {

enum class CountedAs : std::uint8_t { kOpen, kEvidenced, kClosed, kDeclined, kStrength };
constexpr std::size_t kCountedAs = 5;
constexpr std::size_t kDeliveryCount = 6;

// A meeting of the improvement board.
struct Board {
  std::string_view meeting;
  const Moment* held = nullptr;
};

struct Row {
  std::string_view name;
  const Judgement* judgement = nullptr;
  std::string_view judged_by;  // the visit, to decide between two of one moment
  std::array<std::int64_t, kCountedAs> findings{};
  std::array<std::int64_t, kDeliveryCount> deliveries{};
  std::array<std::int64_t, kColours> colours{};
  VisitMade visit;
  Board board;
  std::int64_t disputes = 0;
};

// By area; "" sorts first, and is shown last. Views into the subjects.
using Rows = std::map<std::string_view, Row>;

std::optional<CountedAs> CountOf(const Finding& finding) {
  switch (finding.standing) {
    case Standing::kSuperseded:
      return std::nullopt;
    case Standing::kClosed:
      return CountedAs::kClosed;
    case Standing::kDeclined:
      return CountedAs::kDeclined;
    case Standing::kOpen:
      break;
  }
  if (IsStrength(finding)) return CountedAs::kStrength;
  return IsEvidenced(finding.impact) ? CountedAs::kEvidenced : CountedAs::kOpen;
}

void AddAreas(Rows& rows, const Subjects& subjects) {
  ForEach<Area>(subjects, [&](const Subject& subject, const Area& area) {
    Row& row = rows[IdOf(subject.name)];
    row.name = area.name;
    row.disputes += OpenDisputes(subject);
  });
}

void AddFindings(Rows& rows, const Subjects& subjects) {
  ForEach<Finding>(subjects, [&](const Subject& subject, const Finding& finding) {
    Row& row = rows[finding.area];
    if (const auto count = CountOf(finding)) ++row.findings.at(static_cast<std::size_t>(*count));
    row.disputes += OpenDisputes(subject);
  });
}

void AddActions(Rows& rows, const Subjects& subjects, Day today) {
  const PolicyInForce policy = PolicyOn(subjects, today);
  ForEach<Action>(subjects, [&](const Subject&, const Action& action) {
    const Brag brag = BragOf({.action = action,
                              .findings_closed = FindingsClosed(subjects, action),
                              .policy = policy.policy,
                              .today = today});
    for (const std::string_view area : AreasOf(subjects, action)) {
      Row& row = rows[area];
      ++row.deliveries.at(static_cast<std::size_t>(action.delivery));
      ++row.colours.at(static_cast<std::size_t>(brag.colour));
    }
  });
}

void AddJudgements(Rows& rows, const Subjects& subjects) {
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    for (const Judgement& judgement : visit.judgements) {
      Row& row = rows[judgement.area];
      if (row.judgement && std::tie(row.judgement->given.at, row.judged_by) >=
                               std::tie(judgement.given.at, subject.name)) {
        continue;
      }
      row.judgement = &judgement;
      row.judged_by = subject.name;
    }
  });
}

void AddVisits(Rows& rows, const Subjects& subjects) {
  for (const auto& [area, visit] : LastVisits(subjects)) rows[area].visit = visit;
}

// The areas that are spoken of at a meeting.
AreaIds AreasOf(const AreaFinder& finder, const Meeting& meeting) {
  AreaIds areas;
  const auto add = [&](const std::vector<std::string>& targets) {
    for (const std::string& target : targets) areas.merge(finder.Of(target));
  };
  for (const Decision& decision : meeting.decisions) add(decision.targets);
  for (const Challenge& challenge : meeting.challenges) add(challenge.targets);
  return areas;
}

void AddBoards(Rows& rows, const Subjects& subjects) {
  const AreaFinder finder(subjects);
  ForEach<Meeting>(subjects, [&](const Subject& subject, const Meeting& meeting) {
    if (!IsBoard(meeting) || !meeting.held) return;
    for (const std::string_view area : AreasOf(finder, meeting)) {
      const auto row = rows.find(area);
      if (row == rows.end()) continue;
      Board& board = row->second.board;
      if (board.held && board.held->at > meeting.held.at) continue;
      board = {.meeting = subject.name, .held = &meeting.held};
    }
  });
}

Cell CellOf(const Moment* moment) { return moment ? CellOf(*moment) : Cell(); }

std::vector<Cell> CellsOf(std::string_view area, const Row& row) {
  const Judgement none;
  const Judgement& judgement = row.judgement ? *row.judgement : none;
  std::vector<Cell> cells = {TextCell(area), TextCell(row.name), TextCell(judgement.grade),
                             CellOf(judgement.given)};
  cells.insert(cells.end(), row.findings.begin(), row.findings.end());
  cells.insert(cells.end(), row.deliveries.begin(), row.deliveries.end());
  for (const Colour colour :
       {Colour::kBlue, Colour::kRed, Colour::kAmber, Colour::kGreen, Colour::kGrey}) {
    cells.emplace_back(row.colours.at(static_cast<std::size_t>(colour)));
  }
  cells.insert(cells.end(),
               {TextCell(row.visit.visit), CellOf(row.visit.when), TextCell(row.board.meeting),
                CellOf(row.board.held), Cell(row.disputes)});
  return cells;
}

}  // namespace

Table Status(const Subjects& subjects, const AsOf& as_of) {
  Rows rows;
  AddAreas(rows, subjects);
  AddFindings(rows, subjects);
  AddActions(rows, subjects, as_of.day);
  AddJudgements(rows, subjects);
  AddVisits(rows, subjects);
  AddBoards(rows, subjects);
  Table table{.name = "status",
              .columns = {"area",
                          "name",
                          "grade",
                          "graded",
                          "findingsOpen",
                          "findingsEvidenced",
                          "findingsClosed",
                          "findingsDeclined",
                          "strengths",
                          "actionsProposed",
                          "actionsAgreed",
                          "actionsInProgress",
                          "actionsBlocked",
                          "actionsCompleted",
                          "actionsCancelled",
                          "actionsBlue",
                          "actionsRed",
                          "actionsAmber",
                          "actionsGreen",
                          "actionsGrey",
                          "lastVisit",
                          "lastVisited",
                          "lastBoard",
                          "lastBoardHeld",
                          "disputesOpen"},
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
