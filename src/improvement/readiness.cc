#include "improvement/readiness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>

#include "improvement/areas.h"
#include "improvement/field.h"
#include "improvement/finding_case.h"
#include "improvement/report_words.h"

namespace daybook::improvement {
namespace {

// What a rule says when it holds, and nothing when it does not.
using Missing = std::optional<std::string>;

std::string Counted(std::int64_t count, std::string_view of_one) {
  return fmt::format("{} {}{}", count, of_one, count == 1 ? "" : "s");
}

// ` on 2025-02-20`; nothing for a day that is not known.
std::string On(const Moment& moment) {
  return moment.day.empty() ? std::string() : " on " + moment.day;
}

bool IsClosed(const Finding& finding) { return finding.standing == Standing::kClosed; }

Missing Declined(const FindingCase& in) {
  if (in.finding.standing != Standing::kDeclined) return std::nullopt;
  return fmt::format("It got worse{}.", On(in.finding.declined));
}

Missing NotInPlan(const FindingCase& in) {
  if (IsClosed(in.finding) || !in.finding.plan.empty()) return std::nullopt;
  return "No plan has it.";
}

Missing NoAction(const FindingCase& in) {
  if (!in.actions.empty()) return std::nullopt;
  if (in.cancelled == 0) return "No action is to mend it.";
  return fmt::format("Every action for it was cancelled ({}).", in.cancelled);
}

bool IsCompleted(const Action* action) { return action->delivery == Delivery::kCompleted; }

Missing ActionsOpen(const FindingCase& in) {
  std::int64_t open = 0, overdue = 0;
  for (const Action* action : in.actions) {
    if (IsCompleted(action)) continue;
    ++open;
    const auto due = ParseDay(action->due);
    if (due && *due < in.today) ++overdue;
  }
  if (open == 0) return std::nullopt;
  return fmt::format("Actions not completed: {} of {}; overdue: {}.", open, in.actions.size(),
                     overdue);
}

Missing ImpactNotEvidenced(const FindingCase& in) {
  const Finding& finding = in.finding;
  if (IsEvidenced(finding.impact)) return std::nullopt;
  const std::string impact = PlainWords(NameOf(finding.impact));
  if (IsClosed(finding)) {
    return fmt::format("It was closed{} while its impact is {}.", On(finding.closed), impact);
  }
  if (in.actions.empty() || !std::ranges::all_of(in.actions, IsCompleted)) {
    return fmt::format("Its impact is {}.", impact);
  }
  const auto best = std::ranges::max(in.actions, {}, [](const Action* action) {
    return action->impact == Impact::kLost ? Impact::kNotAssessed : action->impact;
  });
  return fmt::format(
      "What was to be done is completed; its impact is {}, and that of its actions "
      "at best {}.",
      impact, PlainWords(NameOf(best->impact)));
}

Missing NoEvidence(const FindingCase& in) {
  if (in.evidence.all > 0) return std::nullopt;
  if (in.evidence_of_actions == 0) return "No evidence is linked to it.";
  return fmt::format("No evidence is linked to it; its actions have {}.",
                     Counted(in.evidence_of_actions, "item"));
}

Missing EvidenceNotAccepted(const FindingCase& in) {
  if (in.evidence.all == 0 || in.evidence.accepted > 0) return std::nullopt;
  return fmt::format("It has {} of evidence, and none is accepted.",
                     Counted(in.evidence.all, "item"));
}

Missing StaleEvidence(const FindingCase& in) {
  std::optional<Day> shown = in.evidence.newest;
  if (in.is_strength() && in.visit.when) shown = std::max(shown, DayOf(*in.visit.when));
  if (!shown) return std::nullopt;
  const std::int64_t age = (in.today - *shown).count();
  if (age <= static_cast<std::int64_t>(in.policy.evidence_stale_days)) return std::nullopt;
  return fmt::format(
      "{} {}, {} ago.",
      in.is_strength() ? "Nothing has shown it since" : "Its newest accepted evidence speaks of",
      TextOf(*shown), Counted(age, "day"));
}

Missing NotVisited(const FindingCase& in) {
  if (!in.judged || (in.visit.when && in.visit.when->at > in.judged.at)) return std::nullopt;
  return fmt::format("No inspector has looked at it since the judgement{}.",
                     in.judged.day.empty() ? "" : " of " + in.judged.day);
}

Missing Challenged(const FindingCase& in) {
  if (in.challenges.empty()) return std::nullopt;
  const auto& [meeting, last] = in.challenges.back();
  const auto answered = std::max(in.finding.impact_assessed.at, in.finding.closed.at);
  if (answered > last->made.at) return std::nullopt;
  return fmt::format("It was challenged at {}{}, and nothing was assessed since: “{}”", meeting,
                     On(last->made), last->text);
}

Missing Disputed(const FindingCase& in) {
  if (in.disputes == 0) return std::nullopt;
  return fmt::format("Its sources contradict each other: {} open.",
                     Counted(in.disputes, "dispute"));
}

Missing NotClosed(const FindingCase& in) {
  const Finding& finding = in.finding;
  if (finding.standing != Standing::kOpen || !IsEvidenced(finding.impact) ||
      in.evidence.accepted == 0) {
    return std::nullopt;
  }
  if (!finding.closure_proposed) return "Its impact is evidenced, and nobody proposed to close it.";
  return fmt::format("Its closure was proposed{}, and no meeting has closed it.",
                     On(finding.closure_proposed));
}

Missing ClosedWithoutMeeting(const FindingCase& in) {
  if (!IsClosed(in.finding) || in.finding.decision.starts_with("meeting/")) return std::nullopt;
  return fmt::format("It was closed{}, and no decision of a meeting is named.",
                     On(in.finding.closed));
}

struct Question {
  std::string_view name;
  Missing (*says)(const FindingCase&);
  bool of_strengths = true;
};

constexpr std::array kQuestions = {
    Question{"declined", Declined},
    Question{"not-in-plan", NotInPlan, false},
    Question{"no-action", NoAction, false},
    Question{"actions-open", ActionsOpen},
    Question{"impact-not-evidenced", ImpactNotEvidenced, false},
    Question{"no-evidence", NoEvidence, false},
    Question{"evidence-not-accepted", EvidenceNotAccepted},
    Question{"stale-evidence", StaleEvidence},
    Question{"not-visited", NotVisited},
    Question{"challenged", Challenged},
    Question{"disputed", Disputed},
    Question{"not-closed", NotClosed, false},
    Question{"closed-without-meeting", ClosedWithoutMeeting},
};

struct Asked {
  std::string missing, why;
};

Asked AskOf(const FindingCase& in) {
  Asked asked;
  for (const Question& question : kQuestions) {
    if (in.is_strength() && !question.of_strengths) continue;
    const Missing says = question.says(in);
    if (!says) continue;
    asked.missing.append(asked.missing.empty() ? "" : "; ").append(question.name);
    asked.why.append(asked.why.empty() ? "" : " ").append(*says);
  }
  return asked;
}

std::vector<Cell> RowOf(const FindingCase& in) {
  const Finding& finding = in.finding;
  const Asked asked = AskOf(in);
  return {TextCell(finding.area.empty() ? kNoArea : finding.area),
          TextCell(IdOf(in.subject.name)),
          TextCell(finding.title),
          TextCell(finding.kind),
          TextCell(NameOf(finding.standing)),
          TextCell(NameOf(finding.impact)),
          std::int64_t{std::ssize(in.actions)},
          std::int64_t{std::ranges::count_if(in.actions, IsCompleted)},
          in.evidence.all,
          in.evidence.accepted,
          in.evidence.stale,
          in.evidence.newest ? Cell(TextOf(*in.evidence.newest)) : Cell(),
          in.visit.when ? CellOf(*in.visit.when) : Cell(),
          std::int64_t{std::ssize(in.challenges)},
          in.disputes,
          CellOf(finding.closed),
          TextCell(asked.missing),
          TextCell(asked.why)};
}

}  // namespace

Table Readiness(const Subjects& subjects, const AsOf& as_of) {
  Table table{.name = "readiness",
              .columns = {"area", "finding", "title", "kind", "standing", "impact", "actions",
                          "actionsCompleted", "evidence", "accepted", "stale", "newestEvidence",
                          "lastVisited", "challenges", "disputes", "closed", "missing", "why"},
              .rows = {}};
  struct Line {
    bool no_area = false;
    std::string_view area, finding;
    std::vector<Cell> cells;
  };
  std::vector<Line> lines;
  ForEachCase(subjects, as_of.day, [&](const FindingCase& in) {
    lines.push_back({.no_area = in.finding.area.empty(),
                     .area = in.finding.area,
                     .finding = in.subject.name,
                     .cells = RowOf(in)});
  });
  std::ranges::sort(
      lines, {}, [](const Line& line) { return std::tie(line.no_area, line.area, line.finding); });
  table.rows.reserve(lines.size());
  for (Line& line : lines) table.rows.push_back(std::move(line.cells));
  return table;
}

}  // namespace daybook::improvement
