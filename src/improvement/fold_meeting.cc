// What the events of a meeting do to it.

#include <utility>

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

template <typename T>
void Add(std::vector<T>& list, T item) {
  if (list.size() < kListTextsMax) list.push_back(std::move(item));
}

void Hold(Meeting& meeting, const Fact& fact, const Data& data) {
  Set(meeting.kind, data.Text("kind"));
  Set(meeting.title, data.Text("title"));
  meeting.held = fact.when;
}

void ReceivePaper(Meeting& meeting, const Fact& fact, const Data& data) {
  Add(meeting.papers, {.title = std::string(data.Text("title")),
                       .paper = std::string(data.Text("paper")),
                       .received = fact.when});
}

// A decision told of again takes the place of the one with its ref.
void TakeDecision(Meeting& meeting, const Fact& fact, const Data& data) {
  Decision decision{.ref = std::string(data.Text("ref")),
                    .kind = std::string(data.Text("kind")),
                    .targets = data.Texts("targets"),
                    .text = std::string(data.Text("text")),
                    .taken = fact.when};
  const auto same = std::ranges::find(meeting.decisions, decision.ref, &Decision::ref);
  if (same != meeting.decisions.end() && !decision.ref.empty()) {
    *same = std::move(decision);
  } else {
    Add(meeting.decisions, std::move(decision));
  }
}

void MakeChallenge(Meeting& meeting, const Fact& fact, const Data& data) {
  Add(meeting.challenges, {.text = std::string(data.Text("text")),
                           .targets = data.Texts("targets"),
                           .by = std::string(fact.actor()),
                           .made = fact.when});
}

// Most meetings approve the minutes of the one before.
void ApproveMinutes(Meeting& meeting, const Fact& fact, const Data& data) {
  const auto others = data.Texts("of");
  Merge(meeting.minutes_of, others);
  if (others.empty()) meeting.minutes_approved = fact.when;
}

constexpr std::array kMeetingSteps = {
    Step<Meeting>{"meeting.held", Hold},
    Step<Meeting>{"meeting.paper-received", ReceivePaper},
    Step<Meeting>{"meeting.decided", TakeDecision},
    Step<Meeting>{"meeting.challenged", MakeChallenge},
    Step<Meeting>{"meeting.minutes-approved", ApproveMinutes},
};

}  // namespace

void Apply(Meeting& meeting, const Fact& fact) { Take(kMeetingSteps, meeting, fact); }

}  // namespace daybook::improvement
