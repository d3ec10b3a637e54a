#include "improvement/report_visits.h"

#include <algorithm>
#include <map>
#include <utility>

#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

const Visit& VisitOf(const Subjects& subjects, const std::string& name) {
  return std::get<Visit>(subjects.at(name).state);
}

void AddVisit(Section& section, const std::string& visit, ReportSource& source) {
  Passage text{.lead = source.NameOf(visit), .statements = source.StatementsOf(visit)};
  std::vector<Passage> focus;
  for (const ToldEvent& told : source.Tell(visit)) {
    for (const std::string& area : told.focus) {
      focus.push_back({.lead = {}, .statements = {{area, told.statement.events}}});
    }
  }
  if (!focus.empty()) text.statements.push_back({.text = "It looked at:", .events = {}});
  AddParagraph(section, std::move(text), std::move(focus));
}

}  // namespace

Moment EndOf(const Visit& visit) {
  for (const Moment* moment : {&visit.ended, &visit.started, &visit.feedback_given,
                               &visit.report_received, &visit.report_published}) {
    if (*moment) return *moment;
  }
  return {};
}

Result<ReportVisits> FindVisits(const Subjects& subjects, std::string_view since) {
  ReportVisits visits;
  ForEach<Visit>(subjects, [&](const Subject& subject, const Visit& visit) {
    (EndOf(visit) ? visits.held : visits.to_come).push_back(subject.name);
  });
  std::ranges::sort(visits.held, {}, [&](const std::string& name) {
    return std::pair(*EndOf(VisitOf(subjects, name)).at, name);
  });
  if (!visits.held.empty()) visits.last = visits.held.back();
  if (since.empty()) {
    if (visits.held.size() > 1) visits.since = visits.held[visits.held.size() - 2];
    return visits;
  }
  if (std::ranges::find(visits.held, since) == visits.held.end()) {
    return Fail(ErrorCode::kUnprocessable,
                "`" + std::string(since) + "` is no visit that was held, as far as is known here.");
  }
  visits.since = since;
  return visits;
}

std::vector<Statement> DatesOf(const std::string& visit, ReportSource& source) {
  std::vector<Statement> dates;
  for (const ToldEvent& told : source.Tell(visit)) {
    if (told.type != "visit.started" && told.type != "visit.ended") continue;
    dates.push_back(told.statement);
  }
  return dates;
}

void AddVisits(Section& section, const ReportVisits& visits, ReportSource& source) {
  for (const std::string& visit : visits.held) AddVisit(section, visit, source);
  for (const std::string& visit : visits.to_come) AddVisit(section, visit, source);
}

std::vector<Statement> Judgements(const ReportVisits& visits, ReportSource& source) {
  std::map<std::string, Statement> by_area;
  for (const std::string& visit : visits.held) {
    for (const ToldEvent& told : source.Tell(visit)) {
      if (told.type == "visit.judgement-given") by_area[told.part] = told.statement;
    }
  }
  std::vector<Statement> judgements;
  judgements.reserve(by_area.size());
  for (auto& [area, statement] : by_area) judgements.push_back(std::move(statement));
  return judgements;
}

}  // namespace daybook::improvement
