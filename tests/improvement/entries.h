// Entries for tests, as a book would hold them.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_
#define DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_

#include <gtest/gtest.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daybook/event.h"
#include "event/entry.h"
#include "event/instant.h"
#include "improvement/fact.h"
#include "improvement/fold.h"
#include "improvement/trail.h"

namespace daybook::improvement {

/// What a test says of an event. `time` empty: there is none.
struct Told {
  std::string type;
  std::string subject;
  std::string time;
  std::string data = "{}";
  Precision precision = Precision::kDay;
  std::map<std::string, std::string> extensions = {};
  std::string id = {};  ///< Made from the type and a count if empty.
  bool imported = false;
};

/// The draft of an event; without an id of its own it has `spare_id`.
inline Draft DraftOf(const Told& event, const std::string& spare_id) {
  // `2024-07-30` is that day in UTC.
  const bool day = event.time.find('T') == std::string::npos;
  const std::string time = day ? event.time + "T00:00:00Z" : event.time;
  const auto draft =
      MakeDraft({.id = event.id.empty() ? spare_id : event.id,
                 .source = "/test",
                 .type = event.type,
                 .subject = event.subject,
                 .time = event.time.empty() ? std::nullopt : std::optional(time),
                 .precision = event.time.empty() ? Precision::kUnknown : event.precision,
                 .extensions = event.extensions,
                 .data = event.data});
  EXPECT_TRUE(draft.has_value()) << event.type << ' ' << event.time << ' ' << event.data;
  return draft.value_or(Draft());
}

/// Puts events into entries: positions and revisions in the order of adding, all recorded at noon
/// on 1 March 2025.
class Entries {
 public:
  Entries() = default;
  Entries(std::initializer_list<Told> events) {
    for (const Told& event : events) Add(event);
  }

  void Add(const Told& event) {
    AddDraft(DraftOf(event, event.type + '-' + std::to_string(all.size())), event.imported);
  }

  void AddDraft(const Draft& draft, bool imported = false) {
    all.push_back(EncodeEntry({.position = all.size(),
                               .revision = revisions_[draft.subject]++,
                               .recorded = *ParseInstant("2025-03-01T12:00:00Z"),
                               .authtype = "user",
                               .authid = "clerk",
                               .imported = imported},
                              draft.body));
  }

  std::vector<std::string> all;

 private:
  std::map<std::string, Revision> revisions_;
};

/// Entries as the facts they are kept as; what is no entry is left out.
inline Facts FactsOf(std::span<const std::string> entries) {
  Facts facts;
  EntryReader reader;
  for (const std::string& text : entries) {
    if (const auto entry = reader.Read(text)) facts.push_back(Pack(*entry));
  }
  return facts;
}

/// Folds those of the entries that are of the subject.
inline Subject Fold(std::string_view name, const std::vector<std::string>& entries) {
  Facts facts = FactsOf(entries);
  std::erase_if(facts, [&](const PackedFact& fact) { return ReadFact(fact).subject != name; });
  return Fold(name, facts);
}

/// The trail of a subject from its entries and from those of all other subjects among `entries`.
inline Table TrailIn(std::span<const std::string> entries, std::string_view name,
                     const Cut& cut = {}) {
  std::map<std::string, Facts> facts;
  std::map<std::string, std::set<Position>> positions;
  for (PackedFact& packed : FactsOf(entries)) {
    const Fact fact = ReadFact(packed);
    const std::string subject(fact.subject);
    positions[subject].insert(fact.position);
    facts[subject].push_back(std::move(packed));
  }
  std::vector<Mentioning> others;
  for (const auto& [subject, all] : facts) {
    if (subject != name) others.push_back({.facts = all, .positions = positions[subject]});
  }
  return Trail(name, facts[std::string(name)], others, cut);
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_
