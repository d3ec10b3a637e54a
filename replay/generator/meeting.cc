// Meetings, and what is laid before them: plans and reports.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

constexpr std::array<std::string_view, 4> kDecisions = {"approval", "recommendation", "escalation",
                                                        "other"};

void Decide(World& world, Authority& authority, Occurrence& when, const std::string& meeting) {
  Dice& dice = world.dice();
  const std::string about = authority.plan.empty() ? dice.Pick(authority.areas) : authority.plan;
  const std::string ref = "R" + world.last_id();
  world.Tell(authority, meeting, "meeting.decided", when.Next())
      .Text("ref", ref)
      .Text("kind", dice.Pick(kDecisions))
      .Texts("targets", {about})
      .Text("text", Remark(dice) + ": noted");
}

}  // namespace

Script TellMeeting(World& world, Authority& authority, std::string kind) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string meeting = authority.Name("meeting");
  for (std::int64_t left = dice.Between(1, 3); left > 0; --left) {
    world.Tell(authority, meeting, "meeting.paper-received", when.Next())
        .Attribute("dataclassification", "board")
        .Text("title", Remark(dice))
        .Text("paper", authority.Name("report"));
  }
  co_await Pause(dice.Between(3, 14));
  world.Tell(authority, meeting, "meeting.held", when.Next())
      .By(authority.slug + "-council")
      .Attribute("dataclassification", kind == "cabinet" ? "public" : "committee")
      .Text("kind", kind)
      .Text("title", "Meeting of " + DayText(when.last()));
  const std::string before = authority.board;
  if (kind == "improvement-board") {
    authority.board = meeting;
    authority.board_held = when.last();
  }
  for (std::int64_t left = dice.Between(0, 2); left > 0; --left) {
    Decide(world, authority, when, meeting);
  }
  if (dice.Chance(40)) {
    world.Tell(authority, meeting, "meeting.challenged", when.Next())
        .By(world.Person(authority))
        .Text("text", "Why has this not been seen before?")
        .Texts("targets", {dice.Pick(authority.areas)});
  }
  co_await Pause(dice.Between(20, 40));
  Telling telling = world.Tell(authority, meeting, "meeting.minutes-approved", when.Next());
  telling.By(authority.slug + "-council");
  if (kind == "improvement-board" && !before.empty()) telling.Text("of", before);
}

Script TellPlan(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string plan = authority.Name("plan");
  world.Tell(authority, plan, "plan.drafted", when.Next())
      .By(authority.slug + "-council")
      .Text("title", "Improvement plan of " + authority.name)
      .Text("text", Remark(dice));
  co_await Pause(dice.Between(14, 60));
  if (authority.board.empty()) world.Begin(TellMeeting(world, authority, "improvement-board"));
  while (authority.board.empty()) co_await Pause(14);
  when.NotBefore(authority.board_held);
  world.Tell(authority, plan, "plan.approved", when.Next())
      .Attribute("dataclassification", "committee")
      .Text("version", std::to_string(dice.Between(1, 4)) + ".0")
      .Text("by", authority.board);
  authority.plan = plan;
  co_await Pause(dice.Between(1, 20));
  world.Tell(authority, plan, "plan.submitted", when.Next())
      .Attribute("dataclassification", "public")
      .Text("to", "inspectorate");
}

Script TellReport(World& world, Authority& authority) {
  Dice& dice = world.dice();
  Occurrence when(world);
  const std::string report = authority.Name("report");
  world.Tell(authority, report, "report.written", when.Next())
      .Attribute("dataclassification", "committee")
      .Text("title", "Progress of the improvement programme")
      .Text("author", world.Person(authority))
      .Text("responsibleDirector", world.Person(authority));
  co_await Pause(dice.Between(1, 10));
  for (std::int64_t left = dice.Between(1, 4); left > 0; --left) {
    const std::string section = std::to_string(dice.Between(1, 9)) + ".1";
    world.Tell(authority, report, "report.stated", when.Next())
        .Attribute("sourceparagraph", section)
        .Text("section", section)
        .Text("text", Remark(dice))
        .Texts("targets", {dice.Pick(authority.areas)});
  }
  world.Tell(authority, report, "report.recommended", when.Next())
      .Text("to", authority.slug + "-scrutiny-committee")
      .Text("text", "That the committee notes the report");
}

}  // namespace daybook::replay
