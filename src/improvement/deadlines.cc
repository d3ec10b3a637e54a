#include "improvement/deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "improvement/field.h"
#include "improvement/measures.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

void Meet(Deadline& deadline, const Moment& when) {
  deadline.met = TextOf(CellOf(when));
  deadline.met_on = DayOf(when);
}

void AddActions(std::vector<Deadline>& deadlines, const Subjects& subjects) {
  ForEach<Action>(subjects, [&](const Subject& subject, const Action& action) {
    if (action.delivery == Delivery::kCancelled) return;
    const auto add = [&](std::string_view what, const std::string& day, std::string detail,
                         const Moment& met) {
      const auto due = ParseDay(day);
      if (!due) return;
      deadlines.push_back({.what = what,
                           .subject = subject.name,
                           .title = action.title,
                           .owner = action.owner,
                           .due = *due,
                           .detail = std::move(detail),
                           .met = {},
                           .met_on = {}});
      Meet(deadlines.back(), met);
    };
    const bool moved = !action.first_due.empty() && action.first_due != action.due;
    add("action-due", action.due, moved ? "first due on " + action.first_due : std::string(),
        action.completed);
    add("impact-review-due", action.impact_review, {}, action.impact_evidenced);
  });
}

void AddTargets(std::vector<Deadline>& deadlines, const Subjects& subjects) {
  ForEach<Measure>(subjects, [&](const Subject& subject, const Measure& measure) {
    if (measure.targets.empty()) return;
    const Target& target = measure.targets.back();
    const auto due = ParseDay(target.by);
    if (!due) return;
    const Point* met = MeetsTarget(measure, *due);
    deadlines.push_back({.what = "target-due",
                         .subject = subject.name,
                         .title = measure.title,
                         .owner = {},
                         .due = *due,
                         .detail = fmt::format("{} {}", target.value, measure.unit),
                         .met = met ? met->period : std::string(),
                         .met_on = met ? EndOfPeriod(met->period) : std::nullopt});
  });
}

struct Submitted {
  std::string_view plan;
  const Submission* submission = nullptr;
};

std::vector<Submitted> SubmissionsOf(const Subjects& subjects) {
  std::vector<Submitted> all;
  ForEach<Plan>(subjects, [&](const Subject& subject, const Plan& plan) {
    for (const Submission& submission : plan.submissions) {
      all.push_back({subject.name, &submission});
    }
  });
  std::ranges::sort(all, [](const Submitted& a, const Submitted& b) {
    return std::tie(a.submission->sent.at, a.plan, a.submission) <
           std::tie(b.submission->sent.at, b.plan, b.submission);
  });
  return all;
}

std::unordered_set<std::string_view> VisitsWithPriorityActions(const Subjects& subjects) {
  std::unordered_set<std::string_view> visits;
  ForEach<Finding>(subjects, [&](const Subject&, const Finding& finding) {
    if (finding.kind != "priority-action") return;
    visits.insert(finding.visits.begin(), finding.visits.end());
  });
  return visits;
}

bool IsInspection(const Visit& visit) {
  return visit.kind == "standard" || visit.kind == "short" || visit.kind == "jtai";
}

void AddStatements(std::vector<Deadline>& deadlines, const Subjects& subjects) {
  const auto priority = VisitsWithPriorityActions(subjects);
  const auto submissions = SubmissionsOf(subjects);
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    if (!IsInspection(visit) && !priority.contains(subject.name)) return;
    const bool received = DayOf(visit.report_received).has_value();
    const Moment& from = received ? visit.report_received : visit.report_published;
    const auto day = DayOf(from);
    if (!day) return;
    const auto answer = std::ranges::lower_bound(
        submissions, from.at, {}, [](const Submitted& one) { return one.submission->sent.at; });
    const bool met = answer != submissions.end();
    deadlines.push_back(
        {.what = "action-statement-due",
         .subject = subject.name,
         .title = visit.title,
         .owner = {},
         .due = AddWorkingDays(*day, kActionStatementWorkingDays),
         .detail = fmt::format(
             "{} working days after its report was {} on {}{}", kActionStatementWorkingDays,
             received ? "received" : "published (its receipt is not known)", from.day,
             met ? fmt::format("; {} was submitted", answer->plan)
                 : std::string("; no plan was submitted since")),
         .met = {},
         .met_on = {}});
    if (met) Meet(deadlines.back(), answer->submission->sent);
  });
}

}  // namespace

std::vector<Deadline> DeadlinesOf(const Subjects& subjects) {
  std::vector<Deadline> deadlines;
  AddActions(deadlines, subjects);
  AddTargets(deadlines, subjects);
  AddStatements(deadlines, subjects);
  return deadlines;
}

}  // namespace daybook::improvement
