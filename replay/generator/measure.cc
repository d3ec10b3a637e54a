// Measures, month by month and restated, and audits of practice.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

using namespace std::chrono;

struct Definition {
  std::string_view title, numerator, denominator, unit, polarity;
};

constexpr std::array kDefinitions = {
    Definition{"Assessments in time", "Assessments completed within 45 working days",
               "Assessments completed", "percent", "higher-is-better"},
    Definition{"Re-referrals", "Referrals within a year of the last one", "Referrals", "percent",
               "lower-is-better"},
    Definition{"Visits in time", "Children visited within the time of their plan",
               "Children with a plan", "percent", "higher-is-better"},
    Definition{"Days to a first decision", "Days from contact to decision, in all",
               "Contacts decided", "days", "lower-is-better"},
    Definition{"Caseload", "Cases held", "Social workers", "number", "lower-is-better"},
};

constexpr std::array<std::string_view, 4> kFrequencies = {"monthly", "monthly", "quarterly",
                                                          "weekly"};
constexpr std::array<std::string_view, 4> kAuditGrades = {"inadequate", "requires-improvement",
                                                          "good", "outstanding"};

std::int64_t DaysOf(std::string_view frequency) {
  if (frequency == "weekly") return 7;
  return frequency == "monthly" ? 30 : 91;
}

// The period that ended last: `2025-01`, `2025-Q1`, or the day a week begins with.
std::string PeriodBefore(Instant now, std::string_view frequency) {
  const Instant then = now - days(DaysOf(frequency));
  std::string day = DayText(then);
  if (frequency == "weekly") return day;
  if (frequency == "monthly") return day.substr(0, 7);
  const year_month_day date(floor<days>(then));
  const unsigned quarter = (static_cast<unsigned>(date.month()) - 1) / 3 + 1;
  return day.substr(0, 4) + "-Q" + std::to_string(quarter);
}

// What is counted of one period.
struct Count {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
};

Count CountAny(Dice& dice, std::string_view unit) {
  const std::int64_t of = dice.Between(60, 400);
  if (unit == "percent") return {of * dice.Between(40, 98) / 100, of};
  return {of * dice.Between(3, 19), of};
}

}  // namespace

Script TellMeasure(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string measure = authority.Name("measure");
  const Definition& definition = dice.Pick(kDefinitions);
  const std::string_view frequency = dice.Pick(kFrequencies);
  world.Tell(authority, measure, "measure.defined", when.Next())
      .Attribute("dataclassification", "board")
      .Text("title", definition.title)
      .Text("numerator", definition.numerator)
      .Text("denominator", definition.denominator)
      .Text("unit", definition.unit)
      .Text("polarity", definition.polarity)
      .Text("frequency", frequency)
      .Text("area", dice.Pick(authority.areas));
  world.Tell(authority, measure, "measure.target-set", when.Next())
      .By(authority.slug + "-council")
      .Number("target", dice.Between(5, 95))
      .Text("by", DayText(world.now() + days(dice.Between(200, 700))));
  for (std::int64_t left = dice.Between(12, 40); left > 0; --left) {
    co_await Pause(DaysOf(frequency));
    const Count count = CountAny(dice, definition.unit);
    world.Tell(authority, measure, "measure.recorded", when.Next())
        .Text("period", PeriodBefore(world.now(), frequency))
        .Number("numerator", count.numerator)
        .Number("denominator", count.denominator)
        .Json("provisional", dice.Chance(20) ? "true" : "false");
    const std::string recorded = world.last_id();
    if (dice.Chance(3)) {
      Correct(world, authority, when, measure, recorded, "/numerator",
              std::to_string(count.numerator), std::to_string(count.numerator + 1));
    }
    if (!dice.Chance(6)) continue;
    co_await Pause(dice.Between(5, 25));
    world.Tell(authority, measure, "measure.restated", when.Next())
        .By(world.Person(authority))
        .Because("Records that were entered late")
        .Text("event", recorded)
        .Number("numerator", count.numerator + dice.Between(1, 5))
        .Number("denominator", count.denominator + 5);
  }
}

Script TellAudit(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string audit = authority.Name("practice-audit");
  const std::string_view grade = dice.Pick(kAuditGrades);
  const std::string auditor = world.Person(authority);
  world.Tell(authority, audit, "practice-audit.completed", when.Next())
      .By(auditor)
      .Text("grade", grade)
      .Text("area", dice.Pick(authority.areas))
      .Text("auditor", auditor);
  co_await Pause(dice.Between(3, 20));
  if (!dice.Chance(25)) co_return;
  world.Tell(authority, audit, "practice-audit.moderated", when.Next())
      .By(world.Person(authority, auditor))
      .Text("from", grade)
      .Text("to", dice.Pick(kAuditGrades));
}

}  // namespace daybook::replay
