// Random histories for property tests: a few subjects, so that their events meet; late events,
// corrections, releases and disputes of events that are there, are yet to come, or never were.

#ifndef DAYBOOK_TESTS_PROJECTION_HISTORIES_H_
#define DAYBOOK_TESTS_PROJECTION_HISTORIES_H_

#include <fmt/format.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <vector>

#include "improvement/entries.h"

namespace daybook::projection {

// From `from` up to, without, `end`; all equally likely, however small the case is to be.
inline std::size_t Between(std::size_t from, std::size_t end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, end));
}

inline std::string AnyOf(const std::vector<std::string>& values) {
  return values.at(Between(0, values.size()));
}

// A sealed value, as it stands in an entry: folding never opens one.
inline std::string AnySealed() {
  return fmt::format(R"({{"@sealed":{{"person":"person/p","key":"{:016}","nonce":"AAAA",)"
                     R"("ciphertext":"AAAA"}}}})",
                     Between(0, 3));
}

// An event of somebody whom actions name.
inline improvement::Told AnyEventOfPerson() {
  using improvement::Told;
  const std::array<Told, 5> choices{
      Told{.type = "person.registered",
           .data = fmt::format(R"({{"name":{},"role":{}}})", AnySealed(), AnySealed())},
      Told{.type = "event.corrected",
           .data = fmt::format(
               R"({{"event":"event-{}","pointer":"/name","from":{},"to":{},"basis":"b"}})",
               Between(0, 40), AnySealed(), AnySealed())},
      Told{.type = "person.hold-placed", .data = R"({"hold":"h","basis":"b"})"},
      Told{.type = "person.hold-lifted", .data = R"({"hold":"h"})"},
      Told{.type = "person.erased", .data = "{}"}};
  Told event = choices.at(Between(0, choices.size()));
  event.subject = "person/p";
  return event;
}

// An event of what findings and actions are seen beside: visits, evidence, meetings, measures.
inline improvement::Told AnyEventBeside() {
  using improvement::Told;
  const std::string day = fmt::format("2025-01-{:02}", Between(1, 29));
  const std::array<Told, 13> choices{
      Told{.type = "visit.ended", .subject = "visit/v", .data = R"({"areas":["area/x"]})"},
      Told{.type = "visit.report-received",
           .subject = "visit/v",
           .data = R"({"kind":"standard","title":"Visit"})"},
      Told{.type = "visit.judgement-given",
           .subject = "visit/v",
           .data = R"({"area":"area/x","grade":"inadequate"})"},
      Told{.type = "evidence.added",
           .subject = "evidence/e",
           .data = fmt::format(R"({{"title":"E","asAt":"{}"}})", day)},
      Told{.type = "evidence.linked", .subject = "evidence/e", .data = R"({"target":"finding/a"})"},
      Told{.type = "evidence.accepted", .subject = "evidence/e"},
      Told{.type = "meeting.held",
           .subject = "meeting/m",
           .data = R"({"kind":"improvement-board"})"},
      Told{.type = "meeting.challenged",
           .subject = "meeting/m",
           .data = R"({"text":"Why?","targets":["finding/a"]})"},
      Told{.type = "plan.submitted", .subject = "plan/p", .data = R"({"to":"ofsted"})"},
      Told{.type = "measure.defined",
           .subject = "measure/m",
           .data = R"({"title":"M","unit":"percent","polarity":"lower-is-better"})"},
      Told{.type = "measure.target-set",
           .subject = "measure/m",
           .data = fmt::format(R"({{"target":{},"by":"{}"}})", Between(0, 100), day)},
      Told{.type = "measure.recorded",
           .subject = "measure/m",
           .data = fmt::format(R"({{"period":"2024-{:02}","numerator":{},"denominator":{}}})",
                               Between(1, 13), Between(0, 9), Between(0, 9))},
      Told{.type = "policy.changed",
           .subject = "book/control",
           .data = R"({"evidenceStaleDays":10,"noProgressDays":5})"}};
  return choices.at(Between(0, choices.size()));
}

// An event of a finding or an action, when `count` events are in the history; or one that speaks
// of another event.
inline improvement::Told AnyEventOf(const std::string& subject, std::size_t count) {
  using improvement::Told;
  const std::string kind = subject.substr(0, subject.find('/'));
  const std::string other = fmt::format("event-{}", Between(0, count));
  const std::string title = AnyOf({"One", "Two", "Three"});
  const std::string level = AnyOf({"internal", "board", "committee", "public"});
  const std::array<Told, 11> choices{
      Told{.type = kind + ".raised",
           .data = fmt::format(R"({{"title":{},"visit":"visit/v"}})", AnySealed())},
      Told{.type = kind + ".raised",
           .data = fmt::format(R"({{"title":"{}","area":"area/x","visit":"visit/v"}})", title)},
      Told{.type = kind + ".impact-assessed", .data = R"({"level":"evidenced"})"},
      Told{.type = "action.agreed", .data = R"({"owner":"person/p","due":"2025-02-01"})"},
      Told{.type = "action.progressed", .data = R"({"text":"Done","findings":["finding/a"]})"},
      Told{.type = kind + ".completed", .data = R"({"title":"Done"})"},
      Told{.type = kind + ".closed", .data = R"({"decision":"meeting/m"})"},
      Told{.type = "event.corrected",
           .data = fmt::format(R"({{"event":"{}","pointer":"/title","from":"x","to":"{}"}})", other,
                               title)},
      Told{.type = "event.released",
           .data = fmt::format(R"({{"level":"{}","basis":"b","events":["{}"]}})", level, other)},
      Told{.type = "event.released", .data = fmt::format(R"({{"level":"{}","basis":"b"}})", level)},
      Told{.type = "event.disputed",
           .data = fmt::format(R"({{"events":["{}"],"note":"{}"}})", other, title)}};
  Told event = choices.at(Between(0, choices.size()));
  event.subject = subject;
  return event;
}

// The data and type of one event, when `count` events are in the history.
inline improvement::Told AnyEvent(std::size_t number, std::size_t count) {
  const std::string subject =
      AnyOf({"finding/a", "finding/a", "action/b", "case/c", "evidence/e", "person/p", "", "", ""});
  improvement::Told event = subject.empty()         ? AnyEventBeside()
                            : subject == "person/p" ? AnyEventOfPerson()
                                                    : AnyEventOf(subject, count);
  event.time = fmt::format("2025-01-{:02}", Between(1, 29));
  event.id = fmt::format("event-{}", number);
  event.extensions["dataclassification"] = AnyOf({"internal", "board", "committee", "public"});
  return event;
}

inline improvement::Entries AnyHistory() {
  const auto count = Between(1, 40);
  improvement::Entries history;
  for (std::size_t i = 0; i < count; ++i) history.Add(AnyEvent(i, count));
  return history;
}

inline improvement::Cut AnyCut(std::size_t size) {
  improvement::Cut cut;
  if (*rc::gen::arbitrary<bool>()) cut.size = Between(0, size + 1);
  if (*rc::gen::arbitrary<bool>()) {
    cut.at = *ParseInstant(fmt::format("2025-01-{:02}T12:00:00Z", Between(1, 29)));
  }
  cut.audience = static_cast<improvement::Audience>(Between(0, 4));
  return cut;
}

}  // namespace daybook::projection

#endif  // DAYBOOK_TESTS_PROJECTION_HISTORIES_H_
