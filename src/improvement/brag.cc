#include "improvement/brag.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

constexpr std::array<std::string_view, kColours> kNames = {"grey", "blue", "red", "amber", "green"};

constexpr std::string_view kControl = "book/control";

// What a rule says when it holds, and nothing when it does not.
using Said = std::optional<std::string>;

std::int64_t DaysFrom(Day from, Day to) { return (to - from).count(); }

std::string Days(std::int64_t count) {
  return fmt::format("{} day{}", count, count == 1 ? "" : "s");
}

bool IsUnderway(const Action& action) {
  return action.delivery != Delivery::kCompleted && action.delivery != Delivery::kCancelled;
}

Said SayIf(bool holds, std::string_view sentence) { return holds ? Said(sentence) : std::nullopt; }

Said Cancelled(const BragInput& in) {
  return SayIf(in.action.delivery == Delivery::kCancelled, "It was cancelled.");
}

Said NotDueToStart(const BragInput& in) {
  const Action& action = in.action;
  if (action.delivery == Delivery::kProposed) return "It is proposed, and not agreed yet.";
  const auto start = ParseDay(action.start);
  if (action.delivery != Delivery::kAgreed || !start || *start <= in.today) return std::nullopt;
  return fmt::format("It is due to start on {}.", action.start);
}

Said Embedded(const BragInput& in) {
  return SayIf(in.action.impact == Impact::kEmbedded && in.findings_closed,
               "Its impact is embedded, and its findings were closed.");
}

Said Overdue(const BragInput& in) {
  const auto due = ParseDay(in.action.due);
  if (!IsUnderway(in.action) || !due || *due >= in.today) return std::nullopt;
  return fmt::format("It was due on {}, {} ago, and is not completed.", in.action.due,
                     Days(DaysFrom(*due, in.today)));
}

Said Blocked(const BragInput& in) {
  if (in.action.delivery != Delivery::kBlocked) return std::nullopt;
  const std::string& since = in.action.blocked.day;
  return since.empty() ? "It is blocked." : fmt::format("It is blocked, since {}.", since);
}

Said ImpactLost(const BragInput& in) {
  return SayIf(in.action.impact == Impact::kLost, "The impact it had was lost.");
}

Said ImpactReviewPassed(const BragInput& in) {
  const auto review = ParseDay(in.action.impact_review);
  if (!review || *review >= in.today || IsEvidenced(in.action.impact)) return std::nullopt;
  return fmt::format("Its impact was to be reviewed by {}, {} ago, and is not evidenced.",
                     in.action.impact_review, Days(DaysFrom(*review, in.today)));
}

Said ImpactNotEvidenced(const BragInput& in) {
  return SayIf(in.action.delivery == Delivery::kCompleted && !IsEvidenced(in.action.impact),
               "It is completed, but its impact is not evidenced.");
}

Said NoOwner(const BragInput& in) {
  return SayIf(IsUnderway(in.action) && in.action.owner.empty(), "Nobody owns it.");
}

Said Rescheduled(const BragInput& in) {
  const std::uint64_t times = in.action.reschedules;
  if (!IsUnderway(in.action) || times == 0 || times < in.policy.reschedules_amber) {
    return std::nullopt;
  }
  return fmt::format("It was rescheduled {} time{}.", times, times == 1 ? "" : "s");
}

Said NoProgress(const BragInput& in) {
  const Action& action = in.action;
  const auto last =
      std::max({DayOf(action.agreed), DayOf(action.started), DayOf(action.progressed)});
  if (!IsUnderway(action) || !last) return std::nullopt;
  const std::int64_t quiet = DaysFrom(*last, in.today);
  if (quiet < static_cast<std::int64_t>(in.policy.no_progress_days)) return std::nullopt;
  return fmt::format("Nothing was heard of it since {}, for {}.", TextOf(*last), Days(quiet));
}

Said LowConfidence(const BragInput& in) {
  const auto due = ParseDay(in.action.due);
  if (!IsUnderway(in.action) || !due || in.action.confidence != "low") return std::nullopt;
  const std::int64_t left = DaysFrom(in.today, *due);
  if (left > static_cast<std::int64_t>(in.policy.due_soon_days)) return std::nullopt;
  return fmt::format("It is due on {}, in {}, and confidence is low.", in.action.due, Days(left));
}

Said Evidenced(const BragInput& in) {
  return SayIf(in.action.delivery == Delivery::kCompleted,
               "It is completed, and its impact is evidenced.");
}

Said OnTrack(const BragInput& in) {
  if (in.action.due.empty()) return "Nothing stands against it; it has no due date.";
  return fmt::format("It is due on {}, and nothing stands against it.", in.action.due);
}

struct ColourRule {
  std::string_view name;
  Colour colour;
  Said (*says)(const BragInput&);
};

// First match wins; the last one always matches.
constexpr std::array kColourRules = {
    ColourRule{"cancelled", Colour::kGrey, Cancelled},
    ColourRule{"not-due-to-start", Colour::kGrey, NotDueToStart},
    ColourRule{"embedded", Colour::kBlue, Embedded},
    ColourRule{"overdue", Colour::kRed, Overdue},
    ColourRule{"blocked", Colour::kRed, Blocked},
    ColourRule{"impact-lost", Colour::kRed, ImpactLost},
    ColourRule{"impact-review-passed", Colour::kRed, ImpactReviewPassed},
    ColourRule{"impact-not-evidenced", Colour::kAmber, ImpactNotEvidenced},
    ColourRule{"no-owner", Colour::kAmber, NoOwner},
    ColourRule{"rescheduled", Colour::kAmber, Rescheduled},
    ColourRule{"no-progress", Colour::kAmber, NoProgress},
    ColourRule{"low-confidence", Colour::kAmber, LowConfidence},
    ColourRule{"evidenced", Colour::kGreen, Evidenced},
    ColourRule{"on-track", Colour::kGreen, OnTrack},
};

}  // namespace

std::string_view NameOf(Colour colour) { return kNames.at(static_cast<std::size_t>(colour)); }

PolicyInForce PolicyOn(const Subjects& subjects, Day day) {
  PolicyInForce in_force;
  const auto* control = Find<Control>(subjects, kControl);
  if (!control) return in_force;
  for (const PolicyChange& change : control->policies) {
    if (LondonDate(*change.since.at) > day) break;
    in_force = {.policy = change.policy, .position = change.position};
  }
  return in_force;
}

Brag BragOf(const BragInput& input) {
  for (const ColourRule& rule : kColourRules) {
    if (Said said = rule.says(input)) {
      return {.colour = rule.colour, .rule = rule.name, .sentence = *std::move(said)};
    }
  }
  return {};
}

bool FindingsClosed(const Subjects& subjects, const Action& action) {
  const auto closed = [&](const std::string& name) {
    const auto* finding = Find<Finding>(subjects, name);
    return finding && finding->standing == Standing::kClosed &&
           finding->decision.starts_with("meeting/");
  };
  return !action.findings.empty() && std::ranges::all_of(action.findings, closed);
}

}  // namespace daybook::improvement
