// What those who oversee the programme are told, ask and decide.

#ifndef DAYBOOK_IMPROVEMENT_MEETING_STATES_H_
#define DAYBOOK_IMPROVEMENT_MEETING_STATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "improvement/moment.h"

namespace daybook::improvement {

struct Paper {
  std::string title;
  std::string paper;  ///< Which one it is: a reference, a hash, a report.
  Moment received;

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("paper", self.paper);
    field("received", self.received);
  }
  bool operator==(const Paper&) const = default;
};

struct Decision {
  std::string ref;
  std::string kind;
  std::vector<std::string> targets;
  std::string text;
  Moment taken;

  static void Fields(auto& self, auto&& field) {
    field("ref", self.ref);
    field("kind", self.kind);
    field("targets", self.targets);
    field("text", self.text);
    field("taken", self.taken);
  }
  bool operator==(const Decision&) const = default;
};

/// What somebody at a meeting put in question.
struct Challenge {
  std::string text;
  std::vector<std::string> targets;
  std::string by;
  Moment made;

  static void Fields(auto& self, auto&& field) {
    field("text", self.text);
    field("targets", self.targets);
    field("by", self.by);
    field("made", self.made);
  }
  bool operator==(const Challenge&) const = default;
};

struct Meeting {
  std::string kind;
  std::string title;
  std::vector<Paper> papers;
  std::vector<Decision> decisions;  ///< One for each ref, the last that was told.
  std::vector<Challenge> challenges;
  std::vector<std::string> minutes_of;  ///< Other meetings whose minutes it approved.
  Moment held;
  Moment minutes_approved;  ///< Its own.

  static void Fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("title", self.title);
    field("papers", self.papers);
    field("decisions", self.decisions);
    field("challenges", self.challenges);
    field("minutesOf", self.minutes_of);
    field("held", self.held);
    field("minutesApproved", self.minutes_approved);
  }
  bool operator==(const Meeting&) const = default;
};

/// Whether it is one of the improvement board, which alone decides that a finding closes.
inline bool IsBoard(const Meeting& meeting) { return meeting.kind == "improvement-board"; }

struct Recommendation {
  std::string to;
  std::string text;
  Moment made;

  static void Fields(auto& self, auto&& field) {
    field("to", self.to);
    field("text", self.text);
    field("made", self.made);
  }
  bool operator==(const Recommendation&) const = default;
};

/// A document written for a meeting.
struct Report {
  std::string title;
  std::string author;
  std::string responsible_director;
  std::string cabinet_member;
  std::uint64_t statements = 0;
  std::vector<Recommendation> recommendations;
  Moment written;

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("author", self.author);
    field("responsibleDirector", self.responsible_director);
    field("cabinetMember", self.cabinet_member);
    field("statements", self.statements);
    field("recommendations", self.recommendations);
    field("written", self.written);
  }
  bool operator==(const Report&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_MEETING_STATES_H_
