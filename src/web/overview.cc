#include "web/overview.h"

#include <algorithm>
#include <array>

#include "improvement/field.h"
#include "web/grid.h"
#include "web/grid_cells.h"
#include "web/grid_model.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Table;

constexpr std::array kDeadlineColumns = {
    GridColumn{"title", "What", Show::kText, false, "subject"},
    GridColumn{"what", "Deadline", Show::kWords},
    GridColumn{"when", "Due", Show::kMoment},
    GridColumn{"standing", "Standing", Show::kTag},
    GridColumn{"daysLeft", "Days left", Show::kNumber},
    GridColumn{"owner", "Owner", Show::kSubject, false, {}, "person"},
};
constexpr std::array kBriefChangeColumns = {
    GridColumn{"title", "About", Show::kText, false, "subject"},
    GridColumn{"change", "Change", Show::kWords},
    GridColumn{"before", "Before", Show::kWords},
    GridColumn{"after", "After", Show::kWords},
    GridColumn{"occurred", "Occurred", Show::kMoment},
};
constexpr std::array kBriefMeasureColumns = {
    GridColumn{"title", "Measure", Show::kText, false, "measure", "measure"},
    GridColumn{"standing", "Standing", Show::kTag},
    GridColumn{"target", "Target", Show::kNumber},
    GridColumn{"value", "Actual", Show::kNumber},
    GridColumn{"gap", "Gap", Show::kNumber},
    GridColumn{"trend", "Trend", Show::kTag},
};
constexpr std::array kAreaColumns = {
    GridColumn{"name", "Area", Show::kText, false, "area", "area"},
    GridColumn{"grade", "Grade", Show::kTag},
    GridColumn{"graded", "Judged", Show::kMoment},
    GridColumn{"findingsOpen", "Open", Show::kNumber},
    GridColumn{"findingsEvidenced", "Evidenced", Show::kNumber},
    GridColumn{"findingsClosed", "Closed", Show::kNumber},
    GridColumn{"strengths", "Strengths", Show::kNumber},
    GridColumn{"actionsRed", "Red actions", Show::kNumber},
    GridColumn{"actionsAmber", "Amber", Show::kNumber},
    GridColumn{"actionsGreen", "Green", Show::kNumber},
    GridColumn{"lastVisited", "Last visited", Show::kMoment},
};

constexpr Grid kDeadlines{"", "deadlines", "Overdue most recently, and due next", "Nothing is due.",
                          kDeadlineColumns};
constexpr Grid kBriefChanges{"", "changes", "The first of them", "Nothing changed.",
                             kBriefChangeColumns};
constexpr Grid kBriefMeasures{"", "measures", "Those that miss their target first",
                              "No measure has a target and a value.", kBriefMeasureColumns};
constexpr Grid kAreas{"", "areas", "Findings and actions of each area", "No area is registered.",
                      kAreaColumns};

std::int64_t CountOf(const Table& counts, std::string_view of, std::string_view by,
                     std::string_view value) {
  for (const auto& row : counts.rows) {
    const bool found = CellText(counts, row, "of") == of && CellText(counts, row, "by") == by &&
                       CellText(counts, row, "value") == value;
    if (found) return std::get<std::int64_t>(row.back());
  }
  return 0;
}

void AddCounts(Model& model, const Table& counts, std::string_view of, std::string_view by,
               std::string_view caption) {
  std::vector<std::pair<std::string, std::int64_t>> values;
  for (const auto& row : counts.rows) {
    if (CellText(counts, row, "of") != of || CellText(counts, row, "by") != by) continue;
    values.emplace_back(CellText(counts, row, "value"), std::get<std::int64_t>(row.back()));
  }
  if (values.empty()) return;
  const std::string name = std::string(of) + "-by-" + std::string(by);
  model.Set("has_counts", true).Add("counts", CountsModel(name, caption, NameWords(by), values));
}

void AddTile(Model& model, const Frame& frame, std::int64_t count, std::string_view label,
             const Address& address) {
  model.Add("tiles", Model()
                         .Set("tile_count", CountWords(static_cast<std::uint64_t>(count)))
                         .Set("tile_label", label)
                         .Set("tile_href", LinkTo(frame, address)));
}

void AddTiles(Model& model, const Frame& frame, const Table& counts) {
  const auto of = [&](std::string_view what, std::string_view by, std::string_view value) {
    return CountOf(counts, what, by, value);
  };
  AddTile(model, frame, of("findings", "standing", "open"), "findings open",
          {"/findings", {{"standing", "open"}}});
  AddTile(model, frame, of("findings", "standing", "closed"), "findings closed",
          {"/findings", {{"standing", "closed"}}});
  AddTile(model, frame, of("actions", "colour", "red"), "actions red",
          {"/actions", {{"colour", "red"}}});
  AddTile(model, frame, of("actions", "delivery", "completed"), "actions completed",
          {"/actions", {{"delivery", "completed"}}});
  AddTile(model, frame, of("deadlines", "standing", "overdue"), "deadlines overdue",
          {"/timeline", {{"standing", "overdue"}}});
}

// The judgement that the programme is about: of overall effectiveness, if there is one.
void AddJudgement(Model& model, const Table& status) {
  const auto graded = [&](const auto& row) { return !CellText(status, row, "grade").empty(); };
  auto row = std::ranges::find_if(status.rows, [&](const auto& one) {
    return graded(one) && CellText(status, one, "area") == "overall-effectiveness";
  });
  if (row == status.rows.end()) row = std::ranges::find_if(status.rows, graded);
  if (row == status.rows.end()) return;
  Model judgement;
  const std::string name = CellText(status, *row, "name");
  judgement.Set("judged_area", name.empty() ? ValueWords(CellText(status, *row, "area")) : name)
      .Set("judged", MomentWords(CellText(status, *row, "graded")));
  SetTag(judgement, CellText(status, *row, "grade"));
  model.Set("judgement", std::move(judgement));
}

Model WithMore(Model model, const Frame& frame, const Address& address, const std::string& text) {
  model.Set("more_href", LinkTo(frame, address)).Set("more_text", text);
  return model;
}

void AddChanges(Model& model, const Frame& frame, const Overview& overview) {
  if (overview.since.day.empty()) return;
  const std::string since = overview.since.title + ", " + MomentWords(overview.since.day);
  model.Set("changes_heading", "Since " + since);
  const Address all{"/changes", {{"from_at", overview.since.day}}};
  const std::string more = "All that changed since then (" + CountWords(overview.changes_all) + ")";
  model.Set("changes",
            WithMore(PlainGridModel(frame, kBriefChanges, overview.changes), frame, all, more));
}

// All areas in the order of their names or, where they are many, those with the most to be done.
Model AreasModel(const Frame& frame, const Table& status) {
  if (status.rows.size() <= kOverviewAreas) return PlainGridModel(frame, kAreas, status);
  Table most = status;
  const std::size_t open = ColumnOf(status, "findingsOpen");
  const std::size_t red = ColumnOf(status, "actionsRed");
  const auto weight = [&](const std::vector<improvement::Cell>& row) {
    return std::get<std::int64_t>(row[open]) + std::get<std::int64_t>(row[red]);
  };
  std::ranges::stable_sort(most.rows, std::ranges::greater(), weight);
  most.rows.resize(kOverviewAreas);
  Grid grid = kAreas;
  const std::string caption = "The " + CountWords(kOverviewAreas) + " of " +
                              CountWords(status.rows.size()) +
                              " areas with the most open findings and red actions";
  grid.caption = caption;
  return PlainGridModel(frame, grid, most);
}

}  // namespace

std::string OverviewPage(const Frame& frame, const Overview& overview) {
  Model model;
  AddJudgement(model, overview.status);
  AddTiles(model, frame, overview.counts);
  AddCounts(model, overview.counts, "findings", "standing", "Findings by standing");
  AddCounts(model, overview.counts, "findings", "impact", "Findings by impact");
  AddCounts(model, overview.counts, "actions", "delivery", "Actions by delivery");
  AddCounts(model, overview.counts, "actions", "colour", "Actions by colour");
  const Address due{"/timeline", {{"kind", "deadline"}}};
  model.Set("deadlines", WithMore(PlainGridModel(frame, kDeadlines, overview.deadlines), frame, due,
                                  "All deadlines"));
  AddChanges(model, frame, overview);
  model.Set("measures", WithMore(PlainGridModel(frame, kBriefMeasures, overview.measures), frame,
                                 {"/measures"}, "All measures"));
  model.Set("areas", AreasModel(frame, overview.status));
  if (overview.status.rows.empty()) model.Set("nothing_yet", true);
  model.Set(
      "trust",
      Model().Set("trust_words", overview.trust).Set("trust_href", LinkTo(frame, {"/integrity"})));
  return InFrame(frame, {.title = "Overview", .section = "/overview"}, "overview",
                 std::move(model));
}

}  // namespace daybook::web
