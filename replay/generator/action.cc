// How an action goes: its delivery first, then what came of it.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 8> kTitles = {
    "Add duty social workers",
    "Train managers in reflective supervision",
    "Revise the threshold document with partners",
    "Introduce a weekly performance meeting",
    "Set up a quality assurance framework",
    "Recruit permanent team managers",
    "Rewrite the pathway plan template",
    "Audit every plan that is older than six months"};

constexpr std::array<std::string_view, 3> kConfidence = {"low", "medium", "high"};

// One action while it is told of.
struct Course {
  World& world;
  Authority& authority;
  std::string action;
  Occurrence when;
  std::string owner;
  std::string due;

  std::string InDays(std::int64_t least, std::int64_t most) {
    return DayText(world.now() + days(world.dice().Between(least, most)));
  }
};

void Propose(Course& course, const std::string& finding) {
  Dice& dice = course.world.dice();
  course.world.Tell(course.authority, course.action, "action.proposed", course.when.Next())
      .By(course.owner)
      .Text("title", dice.Pick(kTitles))
      .Texts("findings", {finding})
      .Text("successCriteria", "A dip sample of ten finds it in nine");
}

void Agree(Course& course) {
  course.due = course.InDays(40, 200);
  course.world.Tell(course.authority, course.action, "action.agreed", course.when.Next())
      .By(course.authority.slug + "-council")
      .Text("owner", course.owner)
      .Text("due", course.due)
      .Text("impactReview", course.InDays(200, 300));
  if (!course.world.dice().Chance(6)) return;
  const std::string id = course.world.last_id();
  const std::string right = course.InDays(40, 200);
  Correct(course.world, course.authority, course.when, course.action, id, "/due",
          '"' + course.due + '"', '"' + right + '"');
  course.due = right;
}

void Progress(Course& course) {
  Dice& dice = course.world.dice();
  Telling telling =
      course.world.Tell(course.authority, course.action, "action.progressed", course.when.Next());
  telling.By(course.owner);
  if (dice.Chance(15)) telling.Attribute("dataclassification", "committee");
  telling.Text("text", Remark(dice)).Text("confidence", dice.Pick(kConfidence));
}

void Reschedule(Course& course) {
  const std::string from = course.due;
  course.due = course.InDays(20, 120);
  course.world.Tell(course.authority, course.action, "action.rescheduled", course.when.Next())
      .By(course.owner)
      .Because(Reason(course.world.dice()))
      .Text("from", from)
      .Text("to", course.due)
      .Text("approvedBy", course.world.Person(course.authority, course.owner));
}

void Reassign(Course& course) {
  const std::string from = course.owner;
  course.owner = course.world.Person(course.authority, from);
  course.world.Tell(course.authority, course.action, "action.reassigned", course.when.Next())
      .By(course.authority.slug + "-council")
      .Because(Reason(course.world.dice()))
      .Text("from", from)
      .Text("to", course.owner);
}

void Say(Course& course, std::string_view type, std::string_view text) {
  Telling telling = course.world.Tell(course.authority, course.action, type, course.when.Next());
  telling.By(course.owner);
  if (type == "action.reopened" || type == "action.cancelled" || type == "action.blocked") {
    telling.Because(Reason(course.world.dice()));
  }
  telling.Text("text", text);
}

// A note found after the action was done, on what had gone before.
void AddLateNote(Course& course) {
  course.world
      .Tell(course.authority, course.action, "action.progressed",
            course.when.Late(course.world.dice().Between(20, 90)))
      .By(course.owner)
      .Text("text", "Found in the notes of a team meeting");
}

void Complete(Course& course) {
  const bool shown = course.world.dice().Chance(60);
  const std::string item =
      shown ? AddEvidence(course.world, course.authority, course.when, course.action).item
            : std::string();
  Telling telling =
      course.world.Tell(course.authority, course.action, "action.completed", course.when.Next());
  telling.By(course.owner);
  if (shown) telling.Texts("evidence", {item});
}

void Assess(Course& course, std::string_view level) {
  course.world.Tell(course.authority, course.action, "action.impact-assessed", course.when.Next())
      .By(course.world.Person(course.authority, course.owner))
      .Text("level", level);
}

}  // namespace

Script TellAction(World& world, Authority& authority, std::string finding, Instant since) {
  Dice& dice = world.dice();
  Course course{world,
                authority,
                authority.Name("action"),
                Occurrence(world, since),
                world.Person(authority),
                std::string()};
  Propose(course, finding);
  co_await Pause(dice.Between(3, 30));
  Agree(course);
  co_await Pause(dice.Between(1, 20));
  Say(course, "action.started", "Work has begun");
  bool done = false;
  for (int round = 0; round < 2 && !done; ++round) {
    for (std::int64_t left = dice.Between(2, 9); left > 0; --left) {
      co_await Pause(dice.Between(7, 35));
      Progress(course);
      if (dice.Chance(9)) Reschedule(course);
      if (dice.Chance(5)) Reassign(course);
      if (!dice.Chance(7)) continue;
      Say(course, "action.blocked", "Waiting for others");
      co_await Pause(dice.Between(5, 40));
      Say(course, "action.unblocked", "Work goes on");
    }
    if (dice.Chance(6)) {
      Say(course, "action.cancelled", "Another action does more");
      co_return;
    }
    Complete(course);
    if (dice.Chance(8)) AddLateNote(course);
    co_await Pause(dice.Between(20, 60));
    Assess(course, "not-yet-evident");
    done = !dice.Chance(8);
    if (!done) Say(course, "action.reopened", "It has not held");
  }
  if (!done) Complete(course);
  co_await Pause(dice.Between(30, 90));
  Assess(course, "emerging");
  co_await Pause(dice.Between(30, 120));
  Assess(course, dice.Chance(80) ? "evidenced" : "lost");
  co_await Pause(dice.Between(60, 200));
  if (dice.Chance(40)) Assess(course, "embedded");
}

}  // namespace daybook::replay
