// Which acts there are. What the rules ask of each is asked for in its form; the schemas of the
// types say the rest.

#include <algorithm>
#include <array>

#include "web/act.h"

namespace daybook::web {
namespace {

constexpr bool kNeeded = true;

constexpr std::array<std::string_view, 3> kConfidence = {"low", "medium", "high"};
constexpr std::array<std::string_view, 6> kLevels = {"not-assessed", "not-yet-evident", "emerging",
                                                     "evidenced",    "embedded",        "lost"};
constexpr std::array<std::string_view, 3> kWider = {"board", "committee", "public"};

constexpr std::string_view kEvidenceHint = "For example evidence/rota-2025-03, several with spaces";

constexpr std::array kAgree = {
    ActField{"owner", "Who is accountable", Input::kLine, kNeeded,
             "For example person/head-of-mash"},
    ActField{"due", "Due", Input::kDay, kNeeded},
    ActField{"impactReview", "Its impact is reviewed on", Input::kDay},
};
constexpr std::array kStart = {
    ActField{"text", "What is said of it", Input::kText},
};
constexpr std::array kProgress = {
    ActField{"text", "What has been done", Input::kText, kNeeded},
    ActField{"confidence", "How sure its owner is that it will be done in time", Input::kChoice,
             false, "", kConfidence},
};
constexpr std::array kComplete = {
    ActField{"evidence", "What shows it", Input::kSubjects, false, kEvidenceHint},
};
constexpr std::array kAssess = {
    ActField{"level", "How far the impact on children is evidenced", Input::kChoice, kNeeded, "",
             kLevels},
    ActField{"evidence", "What that rests on", Input::kSubjects, false, kEvidenceHint},
};
constexpr std::array kPropose = {
    ActField{"text", "Why it can be closed", Input::kText},
};
constexpr std::array kClose = {
    ActField{"decision", "The meeting that decided it", Input::kLine, kNeeded,
             "For example meeting/improvement-board-2025-06"},
    ActField{"ref", "The decision’s reference in its minutes", Input::kLine},
};
constexpr std::array kAccept = {
    ActField{"by", "Who accepts it", Input::kLine, false,
             "For example person/quality-lead; not whoever added it"},
};
constexpr std::array kReject = {
    ActField{"reason", "Why", Input::kText, kNeeded},
};
constexpr std::array kCorrect = {
    ActField{"event", "The event that was wrong", Input::kLine, kNeeded,
             "Its position, as on its page"},
    ActField{"pointer", "Which value of its data", Input::kLine, kNeeded,
             "As a JSON pointer, for example /due"},
    ActField{"from", "What stands there", Input::kValue, kNeeded,
             "A text as it is; numbers and lists as JSON"},
    ActField{"to", "What is right", Input::kValue, kNeeded},
    ActField{"basis", "How that is known", Input::kText, kNeeded},
};
constexpr std::array kRelease = {
    ActField{"level", "Who may see it from now on", Input::kChoice, kNeeded, "", kWider},
    ActField{"basis", "Why they may", Input::kText, kNeeded},
};

constexpr std::array kActs = {
    Act{"action.agreed", "action", "Agree", kAgree},
    Act{"action.started", "action", "Start", kStart},
    Act{"action.progressed", "action", "Record progress", kProgress},
    Act{"action.completed", "action", "Complete", kComplete},
    Act{"action.impact-assessed", "action", "Assess impact", kAssess},
    Act{"finding.impact-assessed", "finding", "Assess impact", kAssess},
    Act{"finding.closure-proposed", "finding", "Propose closing", kPropose},
    Act{"finding.closed", "finding", "Close", kClose},
    Act{"evidence.accepted", "evidence", "Accept", kAccept},
    Act{"evidence.rejected", "evidence", "Reject", kReject},
    Act{"event.corrected", "", "Correct an event", kCorrect},
    Act{"event.released", "", "Release", kRelease},
};

}  // namespace

std::span<const Act> Acts() { return kActs; }

const Act* FindAct(std::string_view type, std::string_view kind) {
  const auto found = std::ranges::find_if(kActs, [&](const Act& act) {
    return act.type == type && (act.kind.empty() || act.kind == kind);
  });
  return found == kActs.end() ? nullptr : &*found;
}

}  // namespace daybook::web
