#include "improvement/views.h"

#include <algorithm>
#include <array>

#include "improvement/exceptions.h"
#include "improvement/measures.h"
#include "improvement/plan.h"
#include "improvement/readiness.h"
#include "improvement/status.h"
#include "improvement/timeline.h"
#include "improvement/workload.h"

namespace daybook::improvement {
namespace {

constexpr std::array kViews = {
    ViewKind{"status", "Where the programme stands, area by area.", Status},
    ViewKind{"plan", "What is promised, whether it is on time, and why it has its colour.",
             PlanTable},
    ViewKind{"readiness", "What an inspector would ask of each finding, and what is missing.",
             Readiness},
    ViewKind{"measures", "Whether practice moves, measure by measure.", MeasuresTable},
    ViewKind{"timeline", "What happened, and what has to happen by when.", Timeline},
    ViewKind{"workload", "What each owner has to do, and what of it is late.", Workload},
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
