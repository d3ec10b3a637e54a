// What the rest refers to: areas, people, and how the book itself is run.

#ifndef DAYBOOK_IMPROVEMENT_REGISTER_STATES_H_
#define DAYBOOK_IMPROVEMENT_REGISTER_STATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "daybook/event.h"
#include "improvement/moment.h"

namespace daybook::improvement {

struct Area {
  std::string name;
  std::string kind;
  Moment registered;
  Moment retired;

  static void Fields(auto& self, auto&& field) {
    field("name", self.name);
    field("kind", self.kind);
    field("registered", self.registered);
    field("retired", self.retired);
  }
  bool operator==(const Area&) const = default;
};

/// A hold that stands: nobody may erase them.
struct LegalHold {
  std::string name;
  Position placed = 0;  ///< Of the event that placed it.

  static void Fields(auto& self, auto&& field) {
    field("name", self.name);
    field("placed", self.placed);
  }
  bool operator==(const LegalHold&) const = default;
};

/// Without a name and a role once it is erased, which a hold forbids.
struct Person {
  std::string name;
  std::string role;
  Moment registered;
  Moment erased;
  std::vector<LegalHold> holds;

  static void Fields(auto& self, auto&& field) {
    field("name", self.name);
    field("role", self.role);
    field("registered", self.registered);
    field("erased", self.erased);
    field("holds", self.holds);
  }
  bool operator==(const Person&) const = default;
};

/// What colours and warnings are measured by.
struct Policy {
  std::uint64_t due_soon_days = 14;
  std::uint64_t no_progress_days = 35;
  std::uint64_t reschedules_amber = 2;
  std::uint64_t evidence_stale_days = 180;
  std::uint64_t late_recording_days = 28;

  static void Fields(auto& self, auto&& field) {
    field("dueSoonDays", self.due_soon_days);
    field("noProgressDays", self.no_progress_days);
    field("reschedulesAmber", self.reschedules_amber);
    field("evidenceStaleDays", self.evidence_stale_days);
    field("lateRecordingDays", self.late_recording_days);
  }
  bool operator==(const Policy&) const = default;
};

struct PolicyChange {
  Policy policy;  ///< After it.
  Moment since;
  Position position = 0;  ///< Of the policy.changed.
  std::string by;
  std::string reason;

  static void Fields(auto& self, auto&& field) {
    field("policy", self.policy);
    field("since", self.since);
    field("position", self.position);
    field("by", self.by);
    field("reason", self.reason);
  }
  bool operator==(const PolicyChange&) const = default;
};

/// A file whose rows were appended.
struct Import {
  std::string sha256;
  std::uint64_t rows = 0;
  std::uint64_t rejects = 0;
  Moment applied;

  static void Fields(auto& self, auto&& field) {
    field("sha256", self.sha256);
    field("rows", self.rows);
    field("rejects", self.rejects);
    field("applied", self.applied);
  }
  bool operator==(const Import&) const = default;
};

/// `book/control` and `book/disclosures`: how the book itself is run, and who was shown what of it.
struct Control {
  std::vector<PolicyChange> policies;  ///< In the order in which they came into force.
  std::vector<Import> imports;
  std::uint64_t schemas = 0;
  std::uint64_t packs = 0;
  std::uint64_t disclosures = 0;
  std::vector<std::string> purpose_asked_for;  ///< Of `reading` and `export`.
  std::string verifier_key;  ///< Since the last rotation; "" while it is the first key.
  Moment key_rotated;
  Moment rolled_back;  ///< Last: when it went on without events that were acknowledged.

  static void Fields(auto& self, auto&& field) {
    field("policies", self.policies);
    field("imports", self.imports);
    field("schemas", self.schemas);
    field("packs", self.packs);
    field("disclosures", self.disclosures);
    field("purposeAskedFor", self.purpose_asked_for);
    field("verifierKey", self.verifier_key);
    field("keyRotated", self.key_rotated);
    field("rolledBack", self.rolled_back);
  }
  bool operator==(const Control&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REGISTER_STATES_H_
