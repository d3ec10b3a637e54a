// What the events of a piece of evidence do to it. What was withdrawn is not accepted or rejected
// any more, unless it is added again.

#include "improvement/fold.h"
#include "improvement/step.h"

namespace daybook::improvement {
namespace {

void Add(Evidence& evidence, const Fact& fact, const Data& data) {
  Set(evidence.title, data.Text("title"));
  Set(evidence.sha256, data.Text("sha256"));
  Set(evidence.media_type, data.Text("mediaType"));
  Set(evidence.as_at, data.Text("asAt"));
  evidence.bytes = data.Number("bytes").value_or(evidence.bytes);
  evidence.added_by = fact.actor();
  evidence.added = fact.when;
  evidence.review = Review::kPending;
}

void Link(Evidence& evidence, const Fact& fact, const Data& data) {
  Merge(evidence.targets, data.Texts("target"));
  evidence.linked = fact.when;
}

void Decide(Evidence& evidence, const Fact& fact, const Data& data, Review review) {
  const std::string_view by = data.Text("by");
  evidence.review = review;
  evidence.reviewed_by = by.empty() ? fact.actor() : by;
  evidence.reason = fact.reason;
}

void Accept(Evidence& evidence, const Fact& fact, const Data& data) {
  evidence.accepted = fact.when;
  if (evidence.review != Review::kWithdrawn) Decide(evidence, fact, data, Review::kAccepted);
}

void Reject(Evidence& evidence, const Fact& fact, const Data& data) {
  evidence.rejected = fact.when;
  if (evidence.review != Review::kWithdrawn) Decide(evidence, fact, data, Review::kRejected);
}

void Withdraw(Evidence& evidence, const Fact& fact, const Data& data) {
  evidence.withdrawn = fact.when;
  Decide(evidence, fact, data, Review::kWithdrawn);
}

constexpr std::array kEvidenceSteps = {
    Step<Evidence>{"evidence.added", Add},          Step<Evidence>{"evidence.linked", Link},
    Step<Evidence>{"evidence.accepted", Accept},    Step<Evidence>{"evidence.rejected", Reject},
    Step<Evidence>{"evidence.withdrawn", Withdraw},
};

}  // namespace

void Apply(Evidence& evidence, const Fact& fact) { Take(kEvidenceSteps, evidence, fact); }

}  // namespace daybook::improvement
