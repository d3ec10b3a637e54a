// What the events of a finding do to it.

#include <algorithm>
#include <array>
#include <string_view>

#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// A finding that another visit raises again is open again, whatever it was.
void Raise(Finding& finding, const Data& data, const Moment& when) {
  Set(finding.kind, data.Text("kind"));
  Set(finding.title, data.Text("title"));
  Set(finding.area, IdOf(data.Text("area")));
  Set(finding.qualifier, data.Text("qualifier"));
  Set(finding.verbatim, data.Text("verbatim"));
  Merge(finding.visits, data.Texts("visit"));
  if (!finding.raised) finding.raised = when;
  finding.standing = Standing::kOpen;
}

void Incorporate(Finding& finding, const Data& data, const Moment& when) {
  Set(finding.plan, data.Text("plan"));
  finding.incorporated = when;
}

void Supersede(Finding& finding, const Data& data, const Moment&) {
  Merge(finding.superseded_by, data.Texts("by"));
  finding.standing = Standing::kSuperseded;
}

void AssessImpact(Finding& finding, const Data& data, const Moment& when) {
  Merge(finding.evidence, data.Texts("evidence"));
  const auto level = ParseImpact(data.Text("level"));
  if (!level) return;
  finding.impact = *level;
  finding.impact_assessed = when;
}

void ProposeClosure(Finding& finding, const Data&, const Moment& when) {
  finding.closure_proposed = when;
}

void Close(Finding& finding, const Data& data, const Moment& when) {
  Set(finding.decision, data.Text("decision"));
  finding.closed = when;
  finding.standing = Standing::kClosed;
}

void Reopen(Finding& finding, const Data&, const Moment& when) {
  finding.reopened = when;
  finding.closed = {};
  finding.closure_proposed = {};
  finding.standing = Standing::kOpen;
}

void Decline(Finding& finding, const Data&, const Moment& when) {
  finding.declined = when;
  finding.standing = Standing::kDeclined;
}

struct Step {
  std::string_view type;
  void (*apply)(Finding&, const Data&, const Moment&);
};

constexpr std::array kSteps = {
    Step{"finding.raised", Raise},
    Step{"finding.incorporated", Incorporate},
    Step{"finding.split", Supersede},
    Step{"finding.superseded", Supersede},
    Step{"finding.impact-assessed", AssessImpact},
    Step{"finding.closure-proposed", ProposeClosure},
    Step{"finding.closed", Close},
    Step{"finding.reopened", Reopen},
    Step{"finding.declined", Decline},
};

}  // namespace

void Apply(Finding& finding, const Fact& fact) {
  const auto step = std::ranges::find(kSteps, fact.type, &Step::type);
  if (step != kSteps.end()) step->apply(finding, fact.data, fact.when);
}

}  // namespace daybook::improvement
