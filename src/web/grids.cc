// What each of the tables that are looked through shows.

#include <array>

#include "web/grid.h"

namespace daybook::web {
namespace {

constexpr bool kFilters = true;

constexpr std::array kFindingColumns = {
    GridColumn{"title", "Finding", Show::kText, false, "finding", "finding"},
    GridColumn{"kind", "Kind", Show::kTag, kFilters},
    GridColumn{"area", "Area", Show::kSubject, kFilters, {}, "area"},
    GridColumn{"standing", "Standing", Show::kTag, kFilters},
    GridColumn{"impact", "Impact", Show::kTag, kFilters},
    GridColumn{"actions", "Actions", Show::kNumber},
    GridColumn{"actionsCompleted", "Completed", Show::kNumber},
    GridColumn{"accepted", "Evidence accepted", Show::kNumber},
    GridColumn{"lastVisited", "Last visited", Show::kMoment},
    GridColumn{"closed", "Closed", Show::kMoment},
};

constexpr std::array kActionColumns = {
    GridColumn{"title", "Action", Show::kText, false, "action", "action"},
    GridColumn{"colour", "Colour", Show::kTag, kFilters},
    GridColumn{"delivery", "Delivery", Show::kTag, kFilters},
    GridColumn{"impact", "Impact", Show::kTag, kFilters},
    GridColumn{"owner", "Owner", Show::kSubject, kFilters, {}, "person"},
    GridColumn{"firstDue", "First due", Show::kMoment},
    GridColumn{"due", "Due", Show::kMoment},
    GridColumn{"daysLate", "Days late", Show::kNumber},
    GridColumn{"reason", "Why this colour"},
    GridColumn{"findings", "To mend", Show::kSubjects, false, {}, "finding"},
};

constexpr std::array kMeasureColumns = {
    GridColumn{"title", "Measure", Show::kText, false, "measure", "measure"},
    GridColumn{"area", "Area", Show::kSubject, kFilters, {}, "area"},
    GridColumn{"standing", "Standing", Show::kTag, kFilters},
    GridColumn{"target", "Target", Show::kNumber},
    GridColumn{"targetBy", "Target by", Show::kMoment},
    GridColumn{"value", "Actual", Show::kNumber},
    GridColumn{"gap", "Gap", Show::kNumber},
    GridColumn{"unit", "Unit", Show::kWords},
    GridColumn{"period", "Period", Show::kMoment},
    GridColumn{"change", "Change", Show::kNumber},
    GridColumn{"trend", "Trend", Show::kTag, kFilters},
};

constexpr std::array kTimelineColumns = {
    GridColumn{"when", "When", Show::kWhen},
    GridColumn{"kind", "Kind", Show::kWords, kFilters},
    GridColumn{"what", "What", Show::kWords, kFilters},
    GridColumn{"title", "About", Show::kText, false, "subject"},
    GridColumn{"detail", "Detail"},
    GridColumn{"standing", "Standing", Show::kTag, kFilters},
    GridColumn{"daysLeft", "Days left", Show::kNumber},
    GridColumn{"owner", "Owner", Show::kSubject, false, {}, "person"},
};

constexpr std::array kChangeColumns = {
    GridColumn{"title", "About", Show::kText, false, "subject"},
    GridColumn{"change", "Change", Show::kWords, kFilters},
    GridColumn{"field", "What"},
    GridColumn{"before", "Before", Show::kWords},
    GridColumn{"after", "After", Show::kWords},
    GridColumn{"occurred", "Occurred", Show::kMoment},
    GridColumn{"actor", "By", Show::kWords, kFilters},
    GridColumn{"reason", "Reason"},
    GridColumn{"position", "Event", Show::kPosition},
};

constexpr std::array kReadinessColumns = {
    GridColumn{"title", "Finding", Show::kText, false, "finding", "finding"},
    GridColumn{"area", "Area", Show::kSubject, kFilters, {}, "area"},
    GridColumn{"standing", "Standing", Show::kTag, kFilters},
    GridColumn{"impact", "Impact", Show::kTag, kFilters},
    GridColumn{"missing", "What is missing", Show::kList, kFilters},
    GridColumn{"why", "Why"},
    GridColumn{"evidence", "Evidence", Show::kNumber},
    GridColumn{"accepted", "Accepted", Show::kNumber},
    GridColumn{"newestEvidence", "Newest", Show::kMoment},
    GridColumn{"lastVisited", "Last visited", Show::kMoment},
};

constexpr std::array kDisclosureColumns = {
    GridColumn{"position", "Event", Show::kPosition},
    GridColumn{"recorded", "When", Show::kMoment},
    GridColumn{"who", "Who", Show::kText, kFilters},
    GridColumn{"form", "How", Show::kWords, kFilters},
    GridColumn{"person", "Whose data", Show::kSubject, kFilters},
    GridColumn{"values", "Values", Show::kNumber},
    GridColumn{"rows", "Events", Show::kNumber},
    GridColumn{"purpose", "What for"},
    GridColumn{"asked", "What was asked for"},
};

constexpr Grid kFindings{
    "/findings",     "findings", "Findings",          "No finding has been raised.",
    kFindingColumns, "impact",   "Findings by impact"};
constexpr Grid kActions{
    "/actions",     "actions", "Actions",          "No action has been proposed.",
    kActionColumns, "colour",  "Actions by colour"};
constexpr Grid kMeasures{"/measures",
                         "measures",
                         "Measures",
                         "No measure has been defined.",
                         kMeasureColumns,
                         "standing",
                         "Measures by standing"};
constexpr Grid kTimeline{"/timeline", "timeline", "What happened, and what has to happen by when",
                         "Nothing has happened, and nothing is due.", kTimelineColumns};
constexpr Grid kChanges{"/changes",     "changes", "What changed",    "Nothing changed.",
                        kChangeColumns, "change",  "Changes by kind", true};
constexpr Grid kReadiness{"/readiness",
                          "readiness",
                          "Findings, and what an inspector would ask of each",
                          "No finding has been raised.",
                          kReadinessColumns,
                          "missing",
                          "Findings by what is missing"};

constexpr Grid kDisclosures{
    "/who-looked", "disclosures", "Readings of personal data, exports and packs, the newest first",
    "Nobody has been shown personal data, and nobody has exported events.", kDisclosureColumns};

}  // namespace

const Grid& FindingsGrid() { return kFindings; }
const Grid& ActionsGrid() { return kActions; }
const Grid& MeasuresGrid() { return kMeasures; }
const Grid& TimelineGrid() { return kTimeline; }
const Grid& ChangesGrid() { return kChanges; }
const Grid& ReadinessGrid() { return kReadiness; }
const Grid& DisclosuresGrid() { return kDisclosures; }

}  // namespace daybook::web
