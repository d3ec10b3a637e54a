// How a visit of the inspectorate goes, from its announcement to its report.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

constexpr std::array<std::string_view, 7> kVisitKinds = {
    "standard", "short", "focused", "monitoring", "monitoring", "monitoring", "jtai"};
constexpr std::array<std::string_view, 4> kGrades = {"inadequate", "requires-improvement", "good",
                                                     "outstanding"};
constexpr std::array<std::string_view, 5> kFindingKinds = {"strength", "area-for-improvement",
                                                           "priority-action", "mixed", "emerging"};
constexpr std::array<std::string_view, 3> kOrdinals = {"First", "Second", "Later"};

struct Visit {
  World& world;
  Authority& authority;
  std::string visit;
  std::string kind;
  std::string area;
  Occurrence when;
};

void Announce(Visit& visit) {
  Dice& dice = visit.world.dice();
  const std::uint64_t number = ++visit.authority.visits;
  Telling telling =
      visit.world.Tell(visit.authority, visit.visit, "visit.announced", visit.when.Next());
  telling.By("inspectorate")
      .Attribute("dataclassification", "public")
      .Text("kind", visit.kind)
      .Text("title", std::string(kOrdinals[std::min<std::uint64_t>(number, 3) - 1]) + " visit to " +
                         visit.authority.name)
      .Text("framework", "ILACS")
      .Number("number", static_cast<std::int64_t>(number));
  if (dice.Chance(50)) {
    telling.Text("notice", "immediate");
  } else {
    telling.Number("days", dice.Between(2, 20));
  }
}

void Prepare(Visit& visit) {
  Dice& dice = visit.world.dice();
  visit.world.Tell(visit.authority, visit.visit, "visit.scoped", visit.when.Next())
      .By("inspectorate")
      .Texts("areas", {visit.area})
      .Texts("focus", {Remark(dice), "The experience of children"});
  visit.world.Tell(visit.authority, visit.visit, "visit.inspector-assigned", visit.when.Next())
      .By("inspectorate")
      .Text("role", dice.Chance(70) ? "inspector" : "quality-assurance-hmi")
      .Number("count", dice.Between(1, 4));
  visit.world.Tell(visit.authority, visit.visit, "visit.information-shared", visit.when.Next())
      .By(visit.authority.slug + "-council")
      .Texts("information", {"Self-evaluation", "List of open cases"});
}

void Postpone(Visit& visit) {
  const auto later = std::chrono::days(visit.world.dice().Between(10, 60));
  visit.world.Tell(visit.authority, visit.visit, "visit.postponed", visit.when.Next())
      .By("inspectorate")
      .Text("to", DayText(visit.world.now() + later))
      .Text("text", "The team was needed elsewhere");
}

void RaiseFindings(Visit& visit) {
  Dice& dice = visit.world.dice();
  for (std::int64_t left = dice.Between(3, 9); left > 0; --left) {
    visit.world.Begin(TellFinding(visit.world, visit.authority,
                                  {.finding = visit.authority.Name("finding"),
                                   .visit = visit.visit,
                                   .area = dice.Pick(visit.authority.areas),
                                   .kind = std::string(dice.Pick(kFindingKinds)),
                                   .since = visit.when.last()}));
  }
}

void GiveJudgement(Visit& visit) {
  const bool overall = visit.kind == "standard" || visit.kind == "short";
  visit.world.Tell(visit.authority, visit.visit, "visit.judgement-given", visit.when.Next())
      .By("inspectorate")
      .Attribute("dataclassification", "public")
      .Text("area", overall ? visit.authority.areas.front() : visit.area)
      .Text("grade", visit.world.dice().Pick(kGrades))
      .Text("framework", "ILACS")
      .Text("frameworkVersion", "2023-09");
}

void ShowReport(Visit& visit) {
  const bool publish = visit.world.dice().Chance(70);
  if (publish) {
    visit.world.Tell(visit.authority, visit.visit, "visit.report-published", visit.when.Next())
        .By("inspectorate")
        .Attribute("dataclassification", "public");
    return;
  }
  visit.world.Tell(visit.authority, visit.visit, "visit.report-disclosed", visit.when.Next())
      .By(visit.authority.slug + "-council")
      .Attribute("dataclassification", "committee")
      .Text("to", visit.authority.slug + "-scrutiny-committee")
      .Text("basis", "The letter is not published, and the committee asked for it")
      .Json("published", "false");
}

}  // namespace

Script TellVisit(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Visit visit{world,
              authority,
              authority.Name("visit"),
              std::string(dice.Pick(kVisitKinds)),
              dice.Pick(authority.areas),
              Occurrence(world)};
  Announce(visit);
  co_await Pause(dice.Between(1, 10));
  Prepare(visit);
  if (dice.Chance(8)) Postpone(visit);
  co_await Pause(dice.Between(3, 20));
  world.Tell(authority, visit.visit, "visit.started", visit.when.Next())
      .By("inspectorate")
      .Text("place", authority.name + " Civic Centre");
  co_await Pause(dice.Between(1, 5));
  world.Tell(authority, visit.visit, "visit.ended", visit.when.Next()).By("inspectorate");
  world.Tell(authority, visit.visit, "visit.feedback-given", visit.when.Next())
      .By("inspectorate")
      .Text("text", Remark(dice));
  co_await Pause(dice.Between(10, 40));
  RaiseFindings(visit);
  if (visit.kind != "monitoring" || dice.Chance(20)) GiveJudgement(visit);
  world.Tell(authority, visit.visit, "visit.report-received", visit.when.Next())
      .By(authority.slug + "-council")
      .Text("text", "Received by the director");
  co_await Pause(dice.Between(5, 30));
  ShowReport(visit);
}

}  // namespace daybook::replay
