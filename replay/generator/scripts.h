// The scripts: how one thing of an improvement programme goes.

#ifndef DAYBOOK_REPLAY_GENERATOR_SCRIPTS_H_
#define DAYBOOK_REPLAY_GENERATOR_SCRIPTS_H_

#include <string>

#include "replay/generator/script.h"
#include "replay/generator/world.h"

namespace daybook::replay {

/// A finding, before anything has happened to it.
struct Raised {
  std::string finding;
  std::string visit;
  std::string area;
  std::string kind;
  Instant since{};  ///< When the visit saw it.
};

// `world` and `authority` outlive the scripts. finding.cc, action.cc:
Script TellFinding(World& world, Authority& authority, Raised raised);
Script TellAction(World& world, Authority& authority, std::string finding, Instant since);

// visit.cc, meeting.cc, measure.cc:
Script TellVisit(World& world, Authority& authority);
Script TellMeeting(World& world, Authority& authority, std::string kind);
Script TellPlan(World& world, Authority& authority);
Script TellReport(World& world, Authority& authority);
Script TellMeasure(World& world, Authority& authority);
Script TellAudit(World& world, Authority& authority);

// office.cc: who and what there is, and who steps in
void RegisterAuthority(World& world, Authority& authority);
Script TellChangeOfOffice(World& world, Authority& authority);
Script TellChangeOfAreas(World& world, Authority& authority);
Script TellIntervention(World& world, Authority& authority);

// control.cc
Script TellControl(World& world, Authority& book);

// told.cc: what can be told of anything

/// Adds a file of evidence for `target` and links it. Gives its subject, and who added it.
struct Evidence {
  std::string item;
  std::string by;
};
Evidence AddEvidence(World& world, Authority& authority, Occurrence& when,
                     const std::string& target);

/// Corrects a member of the event `id` of `subject`, quoting what stood there. Both are JSON.
void Correct(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& id, std::string_view pointer, std::string_view from,
             std::string_view to);

/// Lets more people see the event `id` of `subject`, or all of it if that is empty.
void Release(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& id);

/// Says that two events of `subject` cannot both be right. Gives the id of the dispute.
std::string Dispute(World& world, const Authority& authority, Occurrence& when,
                    const std::string& subject, const std::string& one, const std::string& other);
void Resolve(World& world, const Authority& authority, Occurrence& when, const std::string& subject,
             const std::string& dispute);

/// A sentence about practice.
std::string Remark(Dice& dice);

/// Why something was changed.
std::string Reason(Dice& dice);

/// 64 hexadecimal digits.
std::string AnyDigest(Dice& dice);

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_SCRIPTS_H_
