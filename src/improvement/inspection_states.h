// What comes from outside: inspectors' visits, and what government puts a council under.

#ifndef DAYBOOK_IMPROVEMENT_INSPECTION_STATES_H_
#define DAYBOOK_IMPROVEMENT_INSPECTION_STATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "improvement/moment.h"

namespace daybook::improvement {

struct Judgement {
  std::string area;
  std::string grade;
  std::string framework;
  std::string framework_version;
  Moment given;

  static void Fields(auto& self, auto&& field) {
    field("area", self.area);
    field("grade", self.grade);
    field("framework", self.framework);
    field("frameworkVersion", self.framework_version);
    field("given", self.given);
  }
  bool operator==(const Judgement&) const = default;
};

/// That a report was given to somebody, published or not.
struct Disclosure {
  std::string to;
  std::string basis;
  Moment given;

  static void Fields(auto& self, auto&& field) {
    field("to", self.to);
    field("basis", self.basis);
    field("given", self.given);
  }
  bool operator==(const Disclosure&) const = default;
};

struct Visit {
  std::string kind;
  std::string title;
  std::string framework;
  std::uint64_t number = 0;
  std::vector<std::string> areas;
  std::vector<std::string> focus;
  std::uint64_t inspectors = 0;
  Moment announced;
  Moment postponed;
  std::string postponed_to;
  Moment started;
  Moment ended;
  Moment feedback_given;
  Moment report_received;
  Moment report_published;
  std::vector<Disclosure> disclosures;  ///< Of its report.
  std::vector<Judgement> judgements;    ///< The last of each area, in the order of first judgement.

  static void Fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("title", self.title);
    field("framework", self.framework);
    field("number", self.number);
    field("areas", self.areas);
    field("focus", self.focus);
    field("inspectors", self.inspectors);
    field("announced", self.announced);
    field("postponed", self.postponed);
    field("postponedTo", self.postponed_to);
    field("started", self.started);
    field("ended", self.ended);
    field("feedbackGiven", self.feedback_given);
    field("reportReceived", self.report_received);
    field("reportPublished", self.report_published);
    field("disclosures", self.disclosures);
    field("judgements", self.judgements);
  }
  bool operator==(const Visit&) const = default;
};

/// What government put the council under.
struct Intervention {
  std::string kind;
  std::string by;
  std::string text;
  std::string adviser;
  std::string chair;
  std::vector<std::string> partners;
  std::vector<std::string> support;  ///< What partners give.
  std::string area;                  ///< Without `area/`.
  std::string finding;
  Moment issued;
  Moment adviser_appointed;
  Moment chair_appointed;
  Moment partner_engaged;  ///< Last.
  Moment lifted;

  static void Fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("by", self.by);
    field("text", self.text);
    field("adviser", self.adviser);
    field("chair", self.chair);
    field("partners", self.partners);
    field("support", self.support);
    field("area", self.area);
    field("finding", self.finding);
    field("issued", self.issued);
    field("adviserAppointed", self.adviser_appointed);
    field("chairAppointed", self.chair_appointed);
    field("partnerEngaged", self.partner_engaged);
    field("lifted", self.lifted);
  }
  bool operator==(const Intervention&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_INSPECTION_STATES_H_
