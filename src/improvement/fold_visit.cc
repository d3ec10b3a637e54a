// What the events of a visit do to it.

#include <algorithm>
#include <array>
#include <string_view>

#include "improvement/data.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// What any event of a visit may say of it, so that one can be told of with a single event.
void Describe(Visit& visit, const Data& data) {
  Set(visit.kind, data.Text("kind"));
  Set(visit.framework, data.Text("framework"));
  visit.number = data.Number("number").value_or(visit.number);
  Merge(visit.focus, data.Texts("focus"));
  for (const std::string& area : data.Texts("areas")) {
    Merge(visit.areas, {std::string(IdOf(area))});
  }
}

void GiveJudgement(Visit& visit, const Data& data, const Moment& when) {
  Judgement judgement{.area = std::string(IdOf(data.Text("area"))),
                      .grade = std::string(data.Text("grade")),
                      .framework = std::string(data.Text("framework")),
                      .framework_version = std::string(data.Text("frameworkVersion")),
                      .given = when};
  const auto same = std::ranges::find(visit.judgements, judgement.area, &Judgement::area);
  if (same != visit.judgements.end()) {
    *same = std::move(judgement);
  } else {
    visit.judgements.push_back(std::move(judgement));
  }
}

void Disclose(Visit& visit, const Data& data, const Moment& when) {
  for (std::string& to : data.Texts("to")) {
    if (visit.disclosures.size() == kListTextsMax) return;
    visit.disclosures.push_back(
        {.to = std::move(to), .basis = std::string(data.Text("basis")), .given = when});
  }
}

// The events that do no more than say when.
struct Dated {
  std::string_view type;
  Moment Visit::* field;
};

constexpr std::array kDated = {
    Dated{"visit.announced", &Visit::announced},
    Dated{"visit.postponed", &Visit::postponed},
    Dated{"visit.started", &Visit::started},
    Dated{"visit.ended", &Visit::ended},
    Dated{"visit.feedback-given", &Visit::feedback_given},
    Dated{"visit.report-received", &Visit::report_received},
    Dated{"visit.report-published", &Visit::report_published},
};

}  // namespace

void Apply(Visit& visit, const Fact& fact) {
  const std::string_view type = fact.type;
  if (!type.starts_with("visit.")) return;
  const Data& data = fact.data;
  Describe(visit, data);
  // Of a report, the title is the report's.
  if (!type.starts_with("visit.report-")) Set(visit.title, data.Text("title"));
  const auto dated = std::ranges::find(kDated, type, &Dated::type);
  if (dated != kDated.end()) visit.*(dated->field) = fact.when;
  if (type == "visit.inspector-assigned") visit.inspectors += data.Number("count").value_or(1);
  if (type == "visit.postponed") Set(visit.postponed_to, data.Text("to"));
  if (type == "visit.report-disclosed") Disclose(visit, data, fact.when);
  if (type == "visit.judgement-given") GiveJudgement(visit, data, fact.when);
}

}  // namespace daybook::improvement
