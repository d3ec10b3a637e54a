#include "improvement/finding_case.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "improvement/brag.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

template <typename T>
using ByName = std::unordered_map<std::string_view, T>;

using Items = std::vector<const Subject*>;

// What is looked up for every finding, gathered once.
struct Gathered {
  ByName<Items> actions;                          // by finding
  ByName<Items> evidence;                         // by what it is linked to
  ByName<std::vector<ChallengeMade>> challenges;  // by target
  std::map<std::string_view, VisitMade> visits;
  Moment judged;
};

Gathered GatherAll(const Subjects& subjects) {
  Gathered gathered;
  ForEach<Action>(subjects, [&](const Subject& subject, const Action& action) {
    for (const std::string& finding : action.findings) {
      gathered.actions[finding].push_back(&subject);
    }
  });
  ForEach<Evidence>(subjects, [&](const Subject& subject, const Evidence& evidence) {
    for (const std::string& target : evidence.targets) {
      gathered.evidence[target].push_back(&subject);
    }
  });
  ForEach<Meeting>(subjects, [&](const Subject& subject, const Meeting& meeting) {
    for (const Challenge& challenge : meeting.challenges) {
      for (const std::string& target : challenge.targets) {
        gathered.challenges[target].push_back({.meeting = subject.name, .challenge = &challenge});
      }
    }
  });
  ForEach<Visit>(subjects, [&](const Subject&, const Visit& visit) {
    for (const Judgement& judgement : visit.judgements) {
      if (gathered.judged.at < judgement.given.at) gathered.judged = judgement.given;
    }
  });
  gathered.visits = LastVisits(subjects);
  return gathered;
}

void Add(EvidenceCount& count, const Evidence& evidence, Day stale_before) {
  if (evidence.review == Review::kWithdrawn) return;
  ++count.all;
  if (evidence.review != Review::kAccepted) return;
  ++count.accepted;
  const auto as_at = ParseDay(evidence.as_at);
  const auto day = as_at ? as_at : DayOf(evidence.added);
  if (!day) return;
  if (*day < stale_before) ++count.stale;
  count.newest = std::max(count.newest, day);
}

const Items& ItemsOf(const ByName<Items>& items, std::string_view name) {
  static const Items kNone;
  const auto found = items.find(name);
  return found == items.end() ? kNone : found->second;
}

void AddActions(FindingCase& made, const Gathered& gathered) {
  for (const Subject* subject : ItemsOf(gathered.actions, made.subject.name)) {
    const auto& action = std::get<Action>(subject->state);
    if (action.delivery == Delivery::kCancelled) {
      ++made.cancelled;
      continue;
    }
    made.actions.push_back(&action);
    made.evidence_of_actions += std::ssize(ItemsOf(gathered.evidence, subject->name));
  }
}

void AddChallenges(FindingCase& made, const Gathered& gathered) {
  const auto add = [&](std::string_view target) {
    const auto found = gathered.challenges.find(target);
    if (found == gathered.challenges.end()) return;
    made.challenges.insert(made.challenges.end(), found->second.begin(), found->second.end());
  };
  add(made.subject.name);
  for (const Subject* action : ItemsOf(gathered.actions, made.subject.name)) add(action->name);
  const auto place = [](const ChallengeMade& one) {
    return std::tuple(one.challenge->made.at, one.meeting, one.challenge);
  };
  std::ranges::sort(made.challenges, {}, place);
  const auto again = std::ranges::unique(made.challenges, {}, &ChallengeMade::challenge);
  made.challenges.erase(again.begin(), again.end());
}

// Linked to it, or named by an assessment of it: each once.
void AddEvidence(FindingCase& made, const Gathered& gathered, const Subjects& subjects) {
  const Day stale_before = made.today - std::chrono::days(made.policy.evidence_stale_days);
  const std::string& name = made.subject.name;
  for (const Subject* item : ItemsOf(gathered.evidence, name)) {
    Add(made.evidence, std::get<Evidence>(item->state), stale_before);
  }
  for (const std::string& item : made.finding.evidence) {
    const auto* evidence = Find<Evidence>(subjects, item);
    if (!evidence || std::ranges::count(evidence->targets, name) > 0) continue;
    Add(made.evidence, *evidence, stale_before);
  }
}

void AddVisits(FindingCase& made, const Gathered& gathered, const Subjects& subjects) {
  if (!made.finding.area.empty()) {
    if (const auto last = gathered.visits.find(made.finding.area); last != gathered.visits.end()) {
      made.visit = last->second;
    }
  }
  for (const std::string& name : made.finding.visits) {
    if (const auto* visit = Find<Visit>(subjects, name)) made.visit.Take(MadeOf(name, *visit));
  }
}

}  // namespace

void ForEachCase(const Subjects& subjects, Day today,
                 const std::function<void(const FindingCase&)>& use) {
  const Gathered gathered = GatherAll(subjects);
  const PolicyInForce policy = PolicyOn(subjects, today);
  ForEach<Finding>(subjects, [&](const Subject& subject, const Finding& finding) {
    if (finding.standing == Standing::kSuperseded) return;
    FindingCase made{.subject = subject,
                     .finding = finding,
                     .policy = policy.policy,
                     .today = today,
                     .actions = {},
                     .evidence = {},
                     .challenges = {},
                     .disputes = OpenDisputes(subject),
                     .visit = {},
                     .judged = gathered.judged};
    AddChallenges(made, gathered);
    AddActions(made, gathered);
    AddEvidence(made, gathered, subjects);
    AddVisits(made, gathered, subjects);
    use(made);
  });
}

}  // namespace daybook::improvement
