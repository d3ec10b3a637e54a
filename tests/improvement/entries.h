// Entries for tests, as a book would hold them.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_
#define DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_

#include <gtest/gtest.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daybook/event.h"
#include "event/entry.h"
#include "event/instant.h"

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

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_ENTRIES_H_
