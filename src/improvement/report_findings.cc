#include "improvement/report_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "improvement/field.h"
#include "improvement/report_words.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

// Kinds in the order in which they are told.
struct FindingKind {
  std::string_view kind;
  std::string_view title;
};
constexpr std::array kFindingKinds = {
    FindingKind{"strength", "Strengths"},
    FindingKind{"emerging", "Emerging"},
    FindingKind{"mixed", "Mixed"},
    FindingKind{"area-for-improvement", "Areas for improvement"},
    FindingKind{"priority-action", "Priority actions"},
    FindingKind{"", "Other findings"},
};

std::string_view KnownKind(const Finding& finding) {
  const auto known = std::ranges::find(kFindingKinds, finding.kind, &FindingKind::kind);
  return known == kFindingKinds.end() ? "" : known->kind;
}

// What is done about each finding: actions and interventions.
using Done = std::map<std::string, std::vector<std::string>, std::less<>>;

Done FindDone(const Subjects& subjects) {
  Done done;
  ForEach<Action>(subjects, [&](const Subject& subject, const Action& action) {
    for (const std::string& finding : action.findings) done[finding].push_back(subject.name);
  });
  ForEach<Intervention>(subjects, [&](const Subject& subject, const Intervention& intervention) {
    if (!intervention.finding.empty()) done[intervention.finding].push_back(subject.name);
  });
  return done;
}

Passage ItemOf(const Subject& subject, const Finding& finding, const Done& done,
               ReportSource& source) {
  Passage item{.lead = source.NameOf(subject.name),
               .statements = source.StatementsOf(subject.name)};
  if (finding.standing != Standing::kOpen) {
    item.lead.append(" (").append(NameOf(finding.standing)).append(")");
  }
  const auto about = done.find(subject.name);
  if (about == done.end()) return item;
  for (const std::string& name : about->second) {
    std::vector<Statement> statements = source.StatementsOf(name);
    if (!statements.empty() && name.starts_with("action/")) {
      Statement& first = statements.front();
      first.text = source.NameOf(name) + ": " + first.text;
    }
    std::ranges::move(statements, std::back_inserter(item.statements));
  }
  return item;
}

std::string VisitsOf(const Finding& finding, const ReportSource& source) {
  std::vector<std::string> names;
  names.reserve(finding.visits.size());
  for (const std::string& visit : finding.visits) {
    if (source.subjects().contains(visit)) names.push_back(source.NameOf(visit));
  }
  return names.empty() ? "" : " (" + Listed(names) + ")";
}

using ByKind = std::map<std::string_view, std::vector<Passage>>;

void AddKinds(Section& section, ByKind& by_kind) {
  for (const FindingKind& kind : kFindingKinds) {
    std::vector<Passage>& items = by_kind[kind.kind];
    if (items.empty()) continue;
    // As their sources have them: in the order of what was told of them first.
    std::ranges::sort(items, {}, [](const Passage& item) {
      return item.statements.empty() ? Position() : item.statements.front().events.front();
    });
    std::string lead = fmt::format("{} ({})", kind.title, items.size());
    AddParagraph(section, {.lead = std::move(lead), .statements = {}}, std::move(items));
  }
}

}  // namespace

ReportFindings TellFindings(const std::string& visit, ReportSource& source) {
  const Done done = FindDone(source.subjects());
  ByKind of_visit;
  ByKind of_others;
  ForEach<Finding>(source.subjects(), [&](const Subject& subject, const Finding& finding) {
    const bool raised = std::ranges::find(finding.visits, visit) != finding.visits.end();
    ByKind& by_kind = raised ? of_visit : of_others;
    Passage item = ItemOf(subject, finding, done, source);
    if (!raised) item.lead += VisitsOf(finding, source);
    by_kind[KnownKind(finding)].push_back(std::move(item));
  });
  ReportFindings findings{.of_visit = {.title = "Findings of the visit", .paragraphs = {}},
                          .of_others = {.title = "Findings of other visits", .paragraphs = {}}};
  if (visit.empty()) findings.of_others.title = "Findings";
  AddKinds(findings.of_visit, of_visit);
  AddKinds(findings.of_others, of_others);
  return findings;
}

}  // namespace daybook::improvement
