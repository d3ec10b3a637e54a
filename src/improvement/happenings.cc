#include "improvement/happenings.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

struct FindingCount {
  std::int64_t all = 0;
  std::int64_t strengths = 0;
};

using FindingCounts = std::unordered_map<std::string_view, FindingCount>;  // by visit

// What happened to one subject.
class Reteller {
 public:
  Reteller(std::vector<Happening>& told, std::string_view subject, std::string_view title)
      : told_(told), subject_(subject), title_(title) {}

  void Tell(std::string_view type, const Moment& when, std::string detail = {}) {
    if (!when) return;
    told_.push_back({.type = type,
                     .subject = subject_,
                     .title = title_,
                     .when = &when,
                     .detail = std::move(detail)});
  }

 private:
  std::vector<Happening>& told_;
  std::string_view subject_, title_;
};

std::string DetailOf(const FindingCount& count) {
  if (count.all == 0) return {};
  return fmt::format("{} finding{}, {} of them strengths", count.all, count.all == 1 ? "" : "s",
                     count.strengths);
}

FindingCounts CountFindings(const Subjects& subjects) {
  FindingCounts counts;
  ForEach<Finding>(subjects, [&](const Subject&, const Finding& finding) {
    for (const std::string& visit : finding.visits) {
      FindingCount& count = counts[visit];
      ++count.all;
      if (IsStrength(finding)) ++count.strengths;
    }
  });
  return counts;
}

void TellOf(Reteller& teller, const Visit& visit, const std::string& findings) {
  teller.Tell("visit.announced", visit.announced);
  teller.Tell("visit.postponed", visit.postponed,
              visit.postponed_to.empty() ? std::string() : "to " + visit.postponed_to);
  teller.Tell("visit.started", visit.started);
  teller.Tell("visit.ended", visit.ended);
  teller.Tell("visit.feedback-given", visit.feedback_given);
  teller.Tell("visit.report-received", visit.report_received, findings);
  for (const Judgement& judgement : visit.judgements) {
    teller.Tell("visit.judgement-given", judgement.given, judgement.area + ": " + judgement.grade);
  }
  teller.Tell("visit.report-published", visit.report_published, findings);
  for (const Disclosure& disclosure : visit.disclosures) {
    teller.Tell("visit.report-disclosed", disclosure.given, "to " + disclosure.to);
  }
}

void TellOf(Reteller& teller, const Intervention& intervention) {
  const auto by = [](const std::string& whom) { return whom.empty() ? whom : "by " + whom; };
  teller.Tell("intervention.issued", intervention.issued, by(intervention.by));
  teller.Tell("intervention.adviser-appointed", intervention.adviser_appointed,
              intervention.adviser);
  teller.Tell("intervention.chair-appointed", intervention.chair_appointed, intervention.chair);
  teller.Tell("intervention.partner-engaged", intervention.partner_engaged,
              fmt::format("{}", fmt::join(intervention.partners, ", ")));
  teller.Tell("intervention.lifted", intervention.lifted);
}

void TellOf(Reteller& teller, const Plan& plan) {
  teller.Tell("plan.drafted", plan.drafted);
  for (const Approval& approval : plan.approvals) {
    teller.Tell("plan.approved", approval.given,
                fmt::format("version {} by {}", approval.version, approval.by));
  }
  for (const Submission& submission : plan.submissions) {
    teller.Tell("plan.submitted", submission.sent, "to " + submission.to);
  }
}

void TellOf(Reteller& teller, const Meeting& meeting) {
  teller.Tell("meeting.held", meeting.held,
              fmt::format("{}; decisions: {}, challenges: {}", meeting.kind,
                          meeting.decisions.size(), meeting.challenges.size()));
}

void TellOf(Reteller& teller, const Report& report) {
  teller.Tell("report.written", report.written);
  for (const Recommendation& recommendation : report.recommendations) {
    teller.Tell("report.recommended", recommendation.made,
                fmt::format("to {}: {}", recommendation.to, recommendation.text));
  }
}

void TellOf(Reteller& teller, const Area& area) {
  if (!area.registered.day.empty()) teller.Tell("area.registered", area.registered);
  teller.Tell("area.retired", area.retired);
}

void TellOf(Reteller& teller, const Finding& finding) {
  teller.Tell("finding.declined", finding.declined);
  teller.Tell("finding.reopened", finding.reopened);
  teller.Tell("finding.closed", finding.closed, finding.decision);
}

// A title for whatever has one.
std::string_view TitleOf(const auto& state) {
  if constexpr (requires { state.title; }) {
    return state.title;
  } else if constexpr (requires { state.name; }) {
    return state.name;
  } else {
    return state.kind;
  }
}

}  // namespace

std::vector<Happening> HappeningsOf(const Subjects& subjects) {
  const FindingCounts counts = CountFindings(subjects);
  std::vector<Happening> told;
  const auto tell = [&](const Subject& subject, const auto& state) {
    Reteller teller(told, subject.name, TitleOf(state));
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(state)>, Visit>) {
      const auto found = counts.find(subject.name);
      TellOf(teller, state, found == counts.end() ? std::string() : DetailOf(found->second));
    } else {
      TellOf(teller, state);
    }
  };
  ForEach<Area>(subjects, tell);
  ForEach<Visit>(subjects, tell);
  ForEach<Intervention>(subjects, tell);
  ForEach<Plan>(subjects, tell);
  ForEach<Meeting>(subjects, tell);
  ForEach<Report>(subjects, tell);
  ForEach<Finding>(subjects, tell);
  return told;
}

}  // namespace daybook::improvement
