// What the events of a measure, and of a practice audit, do to it.

#include <utility>

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

void Define(Measure& measure, const Fact& fact, const Data& data) {
  Set(measure.title, data.Text("title"));
  Set(measure.numerator, data.Text("numerator"));
  Set(measure.denominator, data.Text("denominator"));
  Set(measure.unit, data.Text("unit"));
  Set(measure.polarity, data.Text("polarity"));
  Set(measure.frequency, data.Text("frequency"));
  Set(measure.area, IdOf(data.Text("area")));
  if (!measure.defined) measure.defined = fact.when;
}

void SetTarget(Measure& measure, const Fact& fact, const Data& data) {
  const auto value = data.Real("target");
  if (!value || measure.targets.size() == kListTextsMax) return;
  measure.targets.push_back(
      {.value = *value, .by = std::string(data.Text("by")), .set = fact.when});
}

// Periods of one measure are written alike, so that their texts are in the order of time.
void Record(Measure& measure, const Fact& fact, const Data& data) {
  const auto numerator = data.Real("numerator");
  if (!numerator || data.Text("period").empty()) return;
  Point point{.period = std::string(data.Text("period")),
              .numerator = *numerator,
              .denominator = data.Real("denominator"),
              .provisional = data.Flag("provisional"),
              .restatements = 0,
              .recorded = fact.when,
              .event = fact.name()};
  std::vector<Point>& points = measure.points;
  const auto place = std::ranges::lower_bound(points, point.period, {}, &Point::period);
  if (place != points.end() && place->period == point.period) {
    *place = std::move(point);
    return;
  }
  points.insert(place, std::move(point));
  if (points.size() > kPointsMax) points.erase(points.begin());
}

void Restate(Measure& measure, const Fact& fact, const Data& data) {
  const auto numerator = data.Real("numerator");
  const auto name = ReferenceOf(fact, "event");
  if (!numerator || !name) return;
  const auto point = std::ranges::find(measure.points, *name, &Point::event);
  if (point == measure.points.end()) return;
  point->numerator = *numerator;
  if (const auto denominator = data.Real("denominator")) point->denominator = denominator;
  point->provisional = data.Flag("provisional");
  point->recorded = fact.when;
  ++point->restatements;
}

constexpr std::array kMeasureSteps = {
    Step<Measure>{"measure.defined", Define},
    Step<Measure>{"measure.target-set", SetTarget},
    Step<Measure>{"measure.recorded", Record},
    Step<Measure>{"measure.restated", Restate},
};

void Complete(PracticeAudit& audit, const Fact& fact, const Data& data) {
  Set(audit.grade, data.Text("grade"));
  Set(audit.first_grade, data.Text("grade"));
  Set(audit.area, IdOf(data.Text("area")));
  Set(audit.auditor, data.Text("auditor"));
  audit.completed = fact.when;
}

void Moderate(PracticeAudit& audit, const Fact& fact, const Data& data) {
  if (audit.first_grade.empty()) audit.first_grade = data.Text("from");
  Set(audit.grade, data.Text("to"));
  audit.moderated_by = fact.actor();
  audit.moderated = fact.when;
}

constexpr std::array kAuditSteps = {
    Step<PracticeAudit>{"practice-audit.completed", Complete},
    Step<PracticeAudit>{"practice-audit.moderated", Moderate},
};

}  // namespace

void Apply(Measure& measure, const Fact& fact) { Take(kMeasureSteps, measure, fact); }
void Apply(PracticeAudit& audit, const Fact& fact) { Take(kAuditSteps, audit, fact); }

}  // namespace daybook::improvement
