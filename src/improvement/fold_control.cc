// What events say of how the book itself is run.

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

// What an event does not name stays as it was.
void ChangePolicy(Control& control, const Fact& fact, const Data& data) {
  if (!data.Json("purposeAskedFor").empty()) {
    control.purpose_asked_for = data.Texts("purposeAskedFor");
  }
  if (control.policies.size() == kListTextsMax) control.policies.erase(control.policies.begin());
  Policy policy = control.policies.empty() ? Policy() : control.policies.back().policy;
  Policy::Fields(policy, [&](const char* name, std::uint64_t& threshold) {
    threshold = data.Number(name).value_or(threshold);
  });
  control.policies.push_back({.policy = policy,
                              .since = fact.when,
                              .position = fact.position,
                              .by = std::string(fact.actor()),
                              .reason = std::string(fact.reason)});
}

void ApplyImport(Control& control, const Fact& fact, const Data& data) {
  if (control.imports.size() == kListTextsMax) control.imports.erase(control.imports.begin());
  control.imports.push_back({.sha256 = std::string(data.Text("sha256")),
                             .rows = data.Number("rows").value_or(0),
                             .rejects = data.Number("rejects").value_or(0),
                             .applied = fact.when});
}

void RegisterSchema(Control& control, const Fact&, const Data&) { ++control.schemas; }
void ExportPack(Control& control, const Fact&, const Data&) { ++control.packs; }
void DiscloseData(Control& control, const Fact&, const Data&) { ++control.disclosures; }

void RotateKey(Control& control, const Fact& fact, const Data& data) {
  Set(control.verifier_key, data.Text("verifierKey"));
  control.key_rotated = fact.when;
}

void RollBack(Control& control, const Fact& fact, const Data&) { control.rolled_back = fact.when; }

constexpr std::array kControlSteps = {
    Step<Control>{"policy.changed", ChangePolicy},
    Step<Control>{"import.applied", ApplyImport},
    Step<Control>{"schema.registered", RegisterSchema},
    Step<Control>{"pack.exported", ExportPack},
    Step<Control>{"data.disclosed", DiscloseData},
    Step<Control>{"key.rotated", RotateKey},
    Step<Control>{"book.rollback-accepted", RollBack},
};

}  // namespace

void Apply(Control& control, const Fact& fact) { Take(kControlSteps, control, fact); }

}  // namespace daybook::improvement
