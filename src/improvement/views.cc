#include "improvement/views.h"

#include <algorithm>
#include <array>

#include "improvement/exceptions.h"
#include "improvement/measure_values.h"
#include "improvement/measures.h"
#include "improvement/plan.h"
#include "improvement/readiness.h"
#include "improvement/status.h"
#include "improvement/timeline.h"
#include "improvement/workload.h"

namespace daybook::improvement {
namespace {

// `book` has the policy, by which actions get their colours.
constexpr std::array<std::string_view, 6> kOfStatus = {"action",  "area",    "book",
                                                       "finding", "meeting", "visit"};
constexpr std::array<std::string_view, 3> kOfPlan = {"action", "book", "finding"};
constexpr std::array<std::string_view, 6> kOfReadiness = {"action",  "book",    "evidence",
                                                          "finding", "meeting", "visit"};
constexpr std::array<std::string_view, 1> kOfMeasures = {"measure"};
constexpr std::array<std::string_view, 2> kOfWorkload = {"action", "person"};

constexpr std::array kViews = {
    ViewKind{"status", "Where the programme stands, area by area.", Status, kOfStatus},
    ViewKind{"plan", "What is promised, whether it is on time, and why it has its colour.",
             PlanTable, kOfPlan},
    ViewKind{"readiness", "What an inspector would ask of each finding, and what is missing.",
             Readiness, kOfReadiness},
    ViewKind{"measures", "Whether practice moves, measure by measure.", MeasuresTable, kOfMeasures},
    ViewKind{"values", "What the measures came to, period by period.", MeasureValues, kOfMeasures},
    ViewKind{"timeline", "What happened, and what has to happen by when.", Timeline},
    ViewKind{"workload", "What each owner has to do, and what of it is late.", Workload,
             kOfWorkload},
    ViewKind{"exceptions", "What did not follow the rules, was told late, or is disputed.",
             Exceptions},
};

}  // namespace

std::span<const ViewKind> Views() { return kViews; }

std::string ViewNames() {
  std::string names;
  for (const ViewKind& view : kViews) {
    names.append(names.empty() ? "" : ", ").append(view.name);
  }
  return names;
}

const ViewKind* FindView(std::string_view name) {
  const auto found = std::ranges::find(kViews, name, &ViewKind::name);
  return found == kViews.end() ? nullptr : &*found;
}

}  // namespace daybook::improvement
