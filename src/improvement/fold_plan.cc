// What the events of a plan do to it.

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

void Begin(Plan& plan, const Fact& fact, const Data& data) {
  Set(plan.title, data.Text("title"));
  Set(plan.text, data.Text("text"));
  if (!plan.drafted) plan.drafted = fact.when;
}

void Approve(Plan& plan, const Fact& fact, const Data& data) {
  Set(plan.version, data.Text("version"));
  if (plan.approvals.size() == kListTextsMax) return;
  plan.approvals.push_back({.version = std::string(data.Text("version")),
                            .by = std::string(data.Text("by")),
                            .given = fact.when});
}

void Submit(Plan& plan, const Fact& fact, const Data& data) {
  if (plan.submissions.size() == kListTextsMax) return;
  plan.submissions.push_back({.to = std::string(data.Text("to")), .sent = fact.when});
}

constexpr std::array kPlanSteps = {
    Step<Plan>{"plan.drafted", Begin},
    Step<Plan>{"plan.approved", Approve},
    Step<Plan>{"plan.submitted", Submit},
};

}  // namespace

void Apply(Plan& plan, const Fact& fact) { Take(kPlanSteps, plan, fact); }

}  // namespace daybook::improvement
