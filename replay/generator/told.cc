// What can be told of anything, and the words it is told in.

#include <array>
#include <utility>

#include "replay/generator/scripts.h"

namespace daybook::replay {
namespace {

constexpr std::array<std::string_view, 14> kPractices = {"Management oversight",
                                                         "The recording of decisions",
                                                         "Supervision of social workers",
                                                         "The quality of assessments",
                                                         "Planning for children",
                                                         "The timeliness of visits",
                                                         "Decision-making at the point of contact",
                                                         "The response out of hours",
                                                         "Direct work with children",
                                                         "The use of chronologies",
                                                         "Support for care leavers",
                                                         "The oversight of thresholds",
                                                         "Work with partners",
                                                         "The voice of the child in plans"};

constexpr std::array<std::string_view, 10> kStates = {
    "is consistent across teams",        "is too variable",
    "has improved since the last visit", "is not yet strong enough",
    "depends on individual workers",     "is timely for most children",
    "is not evident in every record",    "is well understood by staff",
    "leaves some children waiting",      "is overseen by managers who know the children"};

constexpr std::array<std::string_view, 8> kReasons = {
    "The post holder has left the service",
    "Recruitment has taken longer than planned",
    "A dependency on the case management system is late",
    "Capacity was needed for another visit",
    "The board asked for a wider scope",
    "New evidence was found in a dip sample",
    "The first date was set without the partners",
    "A later audit came to another result"};

struct Kind {
  std::string_view media_type;
  std::string_view title;
};

constexpr std::array kKinds = {
    Kind{"application/pdf", "Dip sample of case files"},
    Kind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Duty rota"},
    Kind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "Notes of a practice week"},
    Kind{"text/csv", "Extract from the case management system"},
    Kind{"image/png", "Photograph of a team's board"},
    Kind{"text/plain", "Feedback from families"},
};

constexpr std::array<std::string_view, 4> kLevels = {"board", "committee", "public", "internal"};

}  // namespace

std::string Remark(Dice& dice) {
  std::string remark(dice.Pick(kPractices));
  remark += ' ';
  return remark.append(dice.Pick(kStates));
}

std::string Reason(Dice& dice) { return std::string(dice.Pick(kReasons)); }

std::string AnyDigest(Dice& dice) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digest;
  for (int word = 0; word < 4; ++word) {
    std::uint64_t bits = dice.Any();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4U) digest += kDigits[bits & 0xFU];
  }
  return digest;
}

Evidence AddEvidence(World& world, Authority& authority, Occurrence& when,
                     const std::string& target) {
  Dice& dice = world.dice();
  Evidence evidence{.item = authority.Name("evidence"), .by = world.Person(authority)};
  const Kind& kind = dice.Pick(kKinds);
  const When added = when.Next();
  world.Tell(authority, evidence.item, "evidence.added", added)
      .By(evidence.by)
      .Text("sha256", AnyDigest(dice))
      .Text("title", kind.title)
      .Text("mediaType", kind.media_type)
      .Text("asAt", DayText(added.at - std::chrono::days(dice.Between(0, 60))))
      .Number("bytes", dice.Between(900, 9'000'000));
  world.Tell(authority, evidence.item, "evidence.linked", when.Next())
      .By(evidence.by)
      .Text("target", target);
  return evidence;
}

void Correct(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& id, std::string_view pointer, std::string_view from,
             std::string_view to) {
  world.Tell(authority, subject, "event.corrected", when.Next())
      .By(world.Person(authority))
      .Text("event", id)
      .Text("pointer", pointer)
      .Json("from", from)
      .Json("to", to)
      .Text("basis", "The minutes, which were compared with what had been entered");
}

void Release(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& id) {
  Telling telling = world.Tell(authority, subject, "event.released", when.Next());
  telling.Text("level", world.dice().Pick(kLevels))
      .Text("basis", "Agreed by the director and the lead member");
  if (!id.empty()) telling.Texts("events", {id});
}

std::string Dispute(World& world, const Authority& authority, Occurrence& when,
                    const std::string& subject, const std::string& one, const std::string& other) {
  world.Tell(authority, subject, "event.disputed", when.Next())
      .Attribute("dataclassification", "internal")
      .Texts("events", {one, other})
      .Text("note", "These two cannot both be right");
  return world.last_id();
}

void Resolve(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& dispute) {
  world.Tell(authority, subject, "dispute.resolved", when.Next())
      .Text("dispute", dispute)
      .Text("outcome", "The later of the two stands");
}

}  // namespace daybook::replay
