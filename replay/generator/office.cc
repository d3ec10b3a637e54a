// The areas and people of a council, and who steps in when it does not do well.

#include <array>
#include <utility>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

struct Named {
  std::string_view id, name;
};

// The first is what a whole council is judged on.
constexpr std::array kAreas = {
    Named{"overall-effectiveness", "Overall effectiveness"},
    Named{"front-door", "Front door"},
    Named{"assessment-team", "Assessment team"},
    Named{"emergency-duty-team", "Emergency duty team"},
    Named{"children-in-need", "Children in need and child protection"},
    Named{"children-in-care", "Children in care"},
    Named{"care-leavers", "Care leavers"},
    Named{"leadership", "Leadership and management"},
};

constexpr std::array<std::string_view, 12> kGiven = {"Arlen", "Bryca", "Cassin", "Delwyn",
                                                     "Eskar", "Faron", "Gwelda", "Hestin",
                                                     "Ivary", "Jorun", "Kelda",  "Lisbar"};
constexpr std::array<std::string_view, 12> kFamily = {
    "Tarrowby", "Wexcombe", "Oddlestone", "Pindrake", "Quarnford",  "Ruskmere",
    "Selwick",  "Thornaby", "Umberfold",  "Vexley",   "Winterhalt", "Yarrowmoss"};
constexpr std::array<std::string_view, 8> kRoles = {"Director of children's services",
                                                    "Assistant director",
                                                    "Head of service",
                                                    "Team manager",
                                                    "Principal social worker",
                                                    "Quality assurance manager",
                                                    "Lead member",
                                                    "Performance analyst"};

constexpr int kPeople = 9;

std::string RegisterArea(World& world, const Authority& authority, Occurrence& when,
                         std::string_view id, std::string_view name, bool judged) {
  const std::string area = "area/" + authority.slug + '-' + std::string(id);
  world.Tell(authority, area, "area.registered", when.Next())
      .Attribute("dataclassification", "public")
      .Text("name", name)
      .Text("kind", judged ? "judgement" : "service")
      .Text("established", DayText(when.last()).substr(0, 7));
  return area;
}

std::string RegisterPerson(World& world, Authority& authority, Occurrence& when) {
  Dice& dice = world.dice();
  std::string person = authority.Name("person");
  const std::string name = std::string(dice.Pick(kGiven)) + ' ' + std::string(dice.Pick(kFamily));
  world.Tell(authority, person, "person.registered", when.Next())
      .Attribute("dataclassification", "internal")
      .Text("name", name)
      .Text("role", dice.Pick(kRoles));
  return person;
}

}  // namespace

void RegisterAuthority(World& world, Authority& authority) {
  authority.registered = true;
  Occurrence when(world);
  for (const Named& area : kAreas) {
    const bool judged = authority.areas.empty();
    authority.areas.push_back(RegisterArea(world, authority, when, area.id, area.name, judged));
  }
  for (int i = 0; i < kPeople; ++i) {
    authority.people.push_back(RegisterPerson(world, authority, when));
  }
}

// Somebody leaves, and somebody comes. What was said of those who left long ago
// may be erased, unless a claim holds it.
Script TellChangeOfOffice(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string came = RegisterPerson(world, authority, when);
  const std::string left = std::exchange(authority.people[dice.Below(kPeople)], came);
  co_await Pause(dice.Between(100, 400));
  if (!dice.Chance(50)) co_return;
  if (dice.Chance(20)) {
    const std::string hold = "claim-" + std::to_string(++authority.named);
    world.Tell(authority, left, "person.hold-placed", when.Next())
        .Text("hold", hold)
        .Text("basis", "A claim may be brought until it has lapsed");
    co_await Pause(dice.Between(50, 200));
    world.Tell(authority, left, "person.hold-lifted", when.Next()).Text("hold", hold);
  }
  world.Tell(authority, left, "person.erased", when.Next()).Text("text", "At their own request");
}

// A team is set up for a time.
Script TellChangeOfAreas(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string id = "project-team-" + std::to_string(++authority.named);
  const std::string area = RegisterArea(world, authority, when, id, "Project team", false);
  co_await Pause(dice.Between(200, 500));
  world.Tell(authority, area, "area.retired", when.Next())
      .Text("text", "Its work has gone over to the teams");
}

Script TellIntervention(World& world, Authority& authority) {
  static constexpr std::array<std::string_view, 3> kKinds = {"improvement-notice",
                                                             "statutory-direction", "other"};
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string intervention = authority.Name("intervention");
  world.Tell(authority, intervention, "intervention.issued", when.Next())
      .By("department")
      .Attribute("dataclassification", "public")
      .Text("kind", dice.Pick(kKinds))
      .Text("by", "The department")
      .Text("text", Remark(dice));
  co_await Pause(dice.Between(5, 40));
  world.Tell(authority, intervention, "intervention.adviser-appointed", when.Next())
      .By("department")
      .Text("person", world.Person(authority))
      .Text("text", "To advise the board");
  world.Tell(authority, intervention, "intervention.chair-appointed", when.Next())
      .By("department")
      .Text("person", world.Person(authority))
      .Text("text", "Independent chair of the board");
  co_await Pause(dice.Between(10, 60));
  world.Tell(authority, intervention, "intervention.partner-engaged", when.Next())
      .Text("partner", "A council that was rated good")
      .Texts("support", {"Peer review", "Training of managers"})
      .Text("area", dice.Pick(authority.areas));
  co_await Pause(dice.Between(200, 600));
  world.Tell(authority, intervention, "intervention.lifted", when.Next())
      .By("department")
      .Attribute("dataclassification", "public")
      .Text("text", "Progress has held");
}

}  // namespace daybook::replay
