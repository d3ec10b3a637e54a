// What the events of an intervention do to it.

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

void Issue(Intervention& intervention, const Fact& fact, const Data& data) {
  Set(intervention.kind, data.Text("kind"));
  Set(intervention.by, data.Text("by"));
  Set(intervention.text, data.Text("text"));
  intervention.issued = fact.when;
  intervention.lifted = {};
}

void AppointAdviser(Intervention& intervention, const Fact& fact, const Data& data) {
  Set(intervention.adviser, data.Text("person"));
  intervention.adviser_appointed = fact.when;
}

void AppointChair(Intervention& intervention, const Fact& fact, const Data& data) {
  Set(intervention.chair, data.Text("person"));
  intervention.chair_appointed = fact.when;
}

void EngagePartner(Intervention& intervention, const Fact& fact, const Data& data) {
  Merge(intervention.partners, data.Texts("partner"));
  Merge(intervention.support, data.Texts("support"));
  Set(intervention.area, IdOf(data.Text("area")));
  Set(intervention.finding, data.Text("finding"));
  intervention.partner_engaged = fact.when;
}

void Lift(Intervention& intervention, const Fact& fact, const Data&) {
  intervention.lifted = fact.when;
}

constexpr std::array kInterventionSteps = {
    Step<Intervention>{"intervention.issued", Issue},
    Step<Intervention>{"intervention.adviser-appointed", AppointAdviser},
    Step<Intervention>{"intervention.chair-appointed", AppointChair},
    Step<Intervention>{"intervention.partner-engaged", EngagePartner},
    Step<Intervention>{"intervention.lifted", Lift},
};

}  // namespace

void Apply(Intervention& intervention, const Fact& fact) {
  Take(kInterventionSteps, intervention, fact);
}

}  // namespace daybook::improvement
