// How a finding goes: a strength is watched; anything else is acted on until a board closes it,
// which it does only when the impact is evidenced and evidence of it has been accepted.

#include <array>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

constexpr std::array<std::string_view, 4> kQualifiers = {"for some children", "in one team",
                                                         "since the last visit", "out of hours"};

void Raise(World& world, const Authority& authority, Occurrence& when, const Raised& raised) {
  Dice& dice = world.dice();
  Telling telling = world.Tell(authority, raised.finding, "finding.raised", when.Next());
  telling.By("inspectorate");
  if (dice.Chance(30)) telling.Attribute("dataclassification", "board");
  if (dice.Chance(50)) {
    telling.Attribute("sourceparagraph", std::to_string(dice.Between(1, 9)) + '.' +
                                             std::to_string(dice.Between(1, 20)));
  }
  const std::string remark = Remark(dice);
  telling.Text("kind", raised.kind)
      .Text("title", remark)
      .Text("visit", raised.visit)
      .Text("verbatim", remark + ", inspectors found.")
      .Text("area", raised.area);
  if (dice.Chance(30)) telling.Text("qualifier", dice.Pick(kQualifiers));
  if (dice.Chance(20)) telling.Number("item", dice.Between(1, 12));
}

void Assess(World& world, const Authority& authority, Occurrence& when, const std::string& finding,
            std::string_view level, const std::string& evidence = {}) {
  Telling telling = world.Tell(authority, finding, "finding.impact-assessed", when.Next());
  telling.By(world.Person(authority)).Text("level", level);
  if (!evidence.empty()) telling.Texts("evidence", {evidence});
}

// Nobody accepts what they added themselves.
void Judge(World& world, const Authority& authority, Occurrence& when, const Evidence& evidence,
           bool accept) {
  const std::string& by = world.Person(authority, evidence.by);
  Telling telling = world.Tell(authority, evidence.item,
                               accept ? "evidence.accepted" : "evidence.rejected", when.Next());
  telling.By(by);
  if (!accept) telling.Because("It shows what was done, not what it changed");
  telling.Text("by", by);
}

void Close(World& world, const Authority& authority, Occurrence& when, const std::string& finding) {
  when.NotBefore(authority.board_held);
  const std::string ref = "D" + world.last_id();
  world.Tell(authority, authority.board, "meeting.decided", when.Next())
      .By(authority.slug + "-improvement-board")
      .Attribute("dataclassification", "board")
      .Text("ref", ref)
      .Text("kind", "closure")
      .Texts("targets", {finding})
      .Text("text", "The board is satisfied that the impact is evidenced");
  world.Tell(authority, finding, "finding.closed", when.Next())
      .By(authority.slug + "-improvement-board")
      .Text("decision", authority.board)
      .Text("ref", ref);
}

void Decline(World& world, const Authority& authority, Occurrence& when,
             const std::string& finding) {
  world.Tell(authority, finding, "finding.declined", when.Next())
      .By("inspectorate")
      .Because("A later visit found it weaker")
      .Text("text", Remark(world.dice()));
}

// The finding is told anew, as others that stand in its place.
void Replace(World& world, Authority& authority, Occurrence& when, const Raised& raised,
             bool split) {
  std::vector<std::string> by;
  for (int i = 0; i < (split ? 2 : 1); ++i) {
    Raised other = raised;
    other.finding = authority.Name("finding");
    other.since = when.last();
    by.push_back(other.finding);
    world.Begin(TellFinding(world, authority, other));
  }
  world.Tell(authority, raised.finding, split ? "finding.split" : "finding.superseded", when.Next())
      .Texts("by", by);
}

}  // namespace

Script TellFinding(World& world, Authority& authority, Raised raised) {
  Dice& dice = world.dice();
  const std::string& finding = raised.finding;
  Occurrence when(world, raised.since);
  Raise(world, authority, when, raised);
  const std::string first_id = world.last_id();
  co_await Pause(dice.Between(5, 30));

  if (raised.kind == "strength") {
    if (dice.Chance(60)) Release(world, authority, when, finding, first_id);
    co_await Pause(dice.Between(100, 400));
    if (dice.Chance(30)) Decline(world, authority, when, finding);
    co_return;
  }
  if (dice.Chance(10)) {
    Replace(world, authority, when, raised, dice.Chance(50));
    co_return;
  }
  if (!authority.plan.empty()) {
    world.Tell(authority, finding, "finding.incorporated", when.Next())
        .By(authority.slug + "-council")
        .Text("plan", authority.plan);
  }
  for (std::int64_t left = dice.Between(1, 3); left > 0; --left) {
    world.Begin(TellAction(world, authority, finding, when.last()));
    co_await Pause(dice.Between(1, 20));
  }
  Assess(world, authority, when, finding, "not-yet-evident");
  const std::string assessed_id = world.last_id();
  std::string dispute;
  if (dice.Chance(10)) {
    dispute = Dispute(world, authority, when, finding, first_id, assessed_id);
  }
  co_await Pause(dice.Between(40, 120));
  if (!dispute.empty()) Resolve(world, authority, when, finding, dispute);
  Assess(world, authority, when, finding, "emerging");

  // Closed once, and at times once more, after it was opened again.
  for (int round = 0; round < 2; ++round) {
    Evidence evidence = AddEvidence(world, authority, when, finding);
    co_await Pause(dice.Between(2, 30));
    while (dice.Chance(25)) {
      Judge(world, authority, when, evidence, false);
      if (dice.Chance(30)) {
        world.Tell(authority, evidence.item, "evidence.withdrawn", when.Next())
            .By(evidence.by)
            .Because("It was the wrong file");
      }
      co_await Pause(dice.Between(5, 30));
      evidence = AddEvidence(world, authority, when, finding);
      co_await Pause(dice.Between(2, 30));
    }
    Judge(world, authority, when, evidence, true);
    co_await Pause(dice.Between(10, 60));
    Assess(world, authority, when, finding, "evidenced", evidence.item);
    co_await Pause(dice.Between(5, 40));
    world.Tell(authority, finding, "finding.closure-proposed", when.Next())
        .By(world.Person(authority))
        .Text("text", "Proposed for closure at the next board");
    if (authority.board.empty()) {
      world.Begin(TellMeeting(world, authority, "improvement-board"));
    }
    while (authority.board.empty()) co_await Pause(14);
    Close(world, authority, when, finding);
    if (dice.Chance(30)) Release(world, authority, when, finding, std::string());
    co_await Pause(dice.Between(60, 300));
    if (!dice.Chance(15)) break;
    world.Tell(authority, finding, "finding.reopened", when.Next())
        .By(world.Person(authority))
        .Because(Reason(dice))
        .Text("text", Remark(dice));
    Assess(world, authority, when, finding, "lost");
    co_await Pause(dice.Between(30, 120));
  }
  if (dice.Chance(40)) Assess(world, authority, when, finding, "embedded");
  if (dice.Chance(8)) Decline(world, authority, when, finding);
}

}  // namespace daybook::replay
