#include "improvement/visited.h"

#include <tuple>

#include "improvement/subjects.h"

namespace daybook::improvement {

void VisitMade::Take(const VisitMade& other) {
  if (!other.when) return;
  if (!when || std::tie(when->at, visit) < std::tie(other.when->at, other.visit)) *this = other;
}

VisitMade MadeOf(std::string_view name, const Visit& visit) {
  const Moment& when = visit.ended ? visit.ended : visit.started;
  return {.visit = name, .when = when ? &when : nullptr};
}

std::map<std::string_view, VisitMade> LastVisits(const Subjects& subjects) {
  std::map<std::string_view, VisitMade> last;
  std::map<std::string_view, VisitMade> made;
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    const VisitMade& this_one = made[subject.name] = MadeOf(subject.name, visit);
    for (const std::string& area : visit.areas) last[area].Take(this_one);
    for (const Judgement& judgement : visit.judgements) last[judgement.area].Take(this_one);
  });
  ForEach<Finding>(subjects, [&](const Subject&, const Finding& finding) {
    for (const std::string& name : finding.visits) {
      if (const auto found = made.find(name); found != made.end()) {
        last[finding.area].Take(found->second);
      }
    }
  });
  return last;
}

}  // namespace daybook::improvement
