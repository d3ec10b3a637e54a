// What the events of a finding do to it.

#include "improvement/field.h"
#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

// A finding that another visit raises again is open again, whatever it was.
void Raise(Finding& finding, const Fact& fact, const Data& data) {
  Set(finding.kind, data.Text("kind"));
  Set(finding.title, data.Text("title"));
  Set(finding.area, IdOf(data.Text("area")));
  Set(finding.qualifier, data.Text("qualifier"));
  Set(finding.verbatim, data.Text("verbatim"));
  Merge(finding.visits, data.Texts("visit"));
  if (!finding.raised) finding.raised = fact.when;
  finding.standing = Standing::kOpen;
}

void Incorporate(Finding& finding, const Fact& fact, const Data& data) {
  Set(finding.plan, data.Text("plan"));
  finding.incorporated = fact.when;
}

void Supersede(Finding& finding, const Fact&, const Data& data) {
  Merge(finding.superseded_by, data.Texts("by"));
  finding.standing = Standing::kSuperseded;
}

void AssessImpact(Finding& finding, const Fact& fact, const Data& data) {
  Merge(finding.evidence, data.Texts("evidence"));
  const auto level = ParseImpact(data.Text("level"));
  if (!level) return;
  finding.impact = *level;
  finding.impact_assessed = fact.when;
  finding.impact_assessed_by = fact.actor();
}

void ProposeClosure(Finding& finding, const Fact& fact, const Data&) {
  finding.closure_proposed = fact.when;
  finding.closure_proposed_by = fact.actor();
}

void Close(Finding& finding, const Fact& fact, const Data& data) {
  Set(finding.decision, data.Text("decision"));
  finding.closed = fact.when;
  finding.standing = Standing::kClosed;
}

void Reopen(Finding& finding, const Fact& fact, const Data&) {
  finding.reopened = fact.when;
  finding.closed = {};
  finding.closure_proposed = {};
  finding.closure_proposed_by.clear();
  finding.standing = Standing::kOpen;
}

void Decline(Finding& finding, const Fact& fact, const Data&) {
  finding.declined = fact.when;
  finding.standing = Standing::kDeclined;
}

constexpr std::array kFindingSteps = {
    Step<Finding>{"finding.raised", Raise},
    Step<Finding>{"finding.incorporated", Incorporate},
    Step<Finding>{"finding.split", Supersede},
    Step<Finding>{"finding.superseded", Supersede},
    Step<Finding>{"finding.impact-assessed", AssessImpact},
    Step<Finding>{"finding.closure-proposed", ProposeClosure},
    Step<Finding>{"finding.closed", Close},
    Step<Finding>{"finding.reopened", Reopen},
    Step<Finding>{"finding.declined", Decline},
};

}  // namespace

void Apply(Finding& finding, const Fact& fact) { Take(kFindingSteps, finding, fact); }

}  // namespace daybook::improvement
