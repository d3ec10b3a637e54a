#include "improvement/areas.h"

#include "improvement/subjects.h"

namespace daybook::improvement {

AreaIds AreasOf(const Subjects& subjects, const Action& action) {
  AreaIds areas;
  for (const std::string& name : action.findings) {
    const Finding* finding = Find<Finding>(subjects, name);
    areas.insert(finding ? std::string_view(finding->area) : std::string_view());
  }
  if (areas.empty()) areas.emplace();
  return areas;
}

AreaFinder::AreaFinder(const Subjects& subjects) : subjects_(subjects) {
  ForEach<Finding>(subjects, [this](const Subject&, const Finding& finding) {
    if (!finding.plan.empty()) plans_[finding.plan].insert(finding.area);
  });
}

AreaIds AreaFinder::Of(std::string_view target) const {
  if (target.starts_with("area/")) return {IdOf(target)};
  if (const auto* finding = Find<Finding>(subjects_, target)) return {finding->area};
  if (const auto* action = Find<Action>(subjects_, target)) return AreasOf(subjects_, *action);
  const auto plan = plans_.find(target);
  return plan == plans_.end() ? AreaIds() : plan->second;
}

}  // namespace daybook::improvement
