// Which rules (rule.h) an event breaks, decided on what is known before it. Pure. Decided where
// people append; in folding, rules refuse nothing, and what breaks one is kept as a departure.

#ifndef DAYBOOK_IMPROVEMENT_RULES_H_
#define DAYBOOK_IMPROVEMENT_RULES_H_

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "improvement/rule.h"
#include "improvement/stream.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// Whether there are rules for events of this type on this kind of subject: not for most types that
/// only add to what is known.
bool HasRules(const Fact& event);

/// What `event` breaks of the rules that look at the state of its own subject alone.
std::vector<Breach> Breaches(const Subject& subject, const Fact& event);

/// What `event` breaks of all rules that look at states. `known` has the subject of the event and
/// the others that Consulted names, as far as there is an event about them, and all evidence that
/// is linked to a finding that is to be closed.
std::vector<Breach> Breaches(const Subjects& known, const Fact& event);

/// What `event` breaks of the rules on what it says of other events of its subject (corrections,
/// releases). `stream` has the subject's facts so far.
std::vector<Breach> StreamBreaches(std::span<const PackedFact> stream, const Fact& event);

/// Whether StreamBreaches looks at the stream for an event of this kind.
bool HasStreamRules(const Fact& event);

/// The subjects that `event` names and whose states its rules look at.
std::vector<std::string> Consulted(const Fact& event);

/// Whether closing is what `event` does to a finding: then evidence linked to it is looked at.
bool ClosesFinding(const Fact& event);

/// Judgements of one kind of subject.
void Judge(const Action& action, const Fact& event, Verdict& verdict);
void Judge(const Finding& finding, const Fact& event, Verdict& verdict);
void Judge(const Evidence& evidence, const Fact& event, Verdict& verdict);
void Judge(const Visit& visit, const Fact& event, Verdict& verdict);
void Judge(const Meeting& meeting, const Fact& event, Verdict& verdict);
void Judge(const Person& person, const Fact& event, Verdict& verdict);

/// Of an assessment of impact, which stood at `present` before.
void JudgeImpact(Impact present, const Fact& event, Verdict& verdict);

/// Whether each of these is evidence that was added.
bool WereAdded(const Subjects& known, const std::vector<std::string>& names);

/// Whether evidence is one that lets a finding close.
bool Supports(const Evidence& evidence, std::string_view finding);

/// Whether a meeting decided that a finding closes, and not before `reopened`; by the decision of
/// this `ref`, if it is given.
bool DecidesClosure(const Meeting& meeting, std::string_view finding, std::string_view ref,
                    const Moment& reopened);

/// Calls `use` with each rule's name that an event says it knowingly breaks.
template <typename Use>
void ForEachOverride(std::string_view ruleoverride, Use use) {
  while (!ruleoverride.empty()) {
    std::string_view name = ruleoverride.substr(0, ruleoverride.find(','));
    ruleoverride.remove_prefix(std::min(name.size() + 1, ruleoverride.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty()) use(name);
  }
}

/// Whether `ruleoverride` names a rule.
bool IsOverridden(std::string_view ruleoverride, std::string_view rule);

/// What is left of `breaches` once those that `event` overrides are passed over, and what is wrong
/// with the override itself. Nothing if the event may be appended.
std::vector<Breach> WithOverride(std::vector<Breach> breaches, const Fact& event, bool allowed);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_RULES_H_
