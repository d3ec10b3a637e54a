// What an event breaks after others, for tests.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_JUDGING_H_
#define DAYBOOK_TESTS_IMPROVEMENT_JUDGING_H_

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/rules.h"

namespace daybook::improvement {

/// A breach as text, so that it outlives what it was found in.
struct Broken {
  std::string rule;
  std::string pointer;
  std::string sentence;
};

/// The streams of entries, by subject.
inline std::map<std::string, std::vector<std::string>> StreamsOf(
    const std::vector<std::string>& entries) {
  std::map<std::string, std::vector<std::string>> streams;
  EntryReader reader;
  for (const std::string& entry : entries) {
    streams[std::string(reader.Read(entry)->subject)].push_back(entry);
  }
  return streams;
}

inline Subjects FoldAll(const std::vector<std::string>& entries, const Cut& cut = {}) {
  Subjects subjects;
  for (const auto& [name, stream] : StreamsOf(entries)) {
    Subject subject = Fold(name, FactsOf(stream), cut);
    if (subject.history.events > 0) subjects.emplace(name, std::move(subject));
  }
  return subjects;
}

/// What the last one of `events` breaks after the others. Those without a time are a day apart.
inline std::vector<Broken> BrokenByLast(std::vector<Told> events) {
  Entries entries;
  int day = 10;
  for (Told& event : events) {
    if (event.time.empty()) event.time = "2025-01-" + std::to_string(day++);
    entries.Add(event);
  }
  const Facts last = FactsOf(std::span(entries.all).last(1));
  entries.all.pop_back();
  const Fact event = ReadFact(last.front());
  const Subjects known = FoldAll(entries.all);
  const auto streams = StreamsOf(entries.all);
  const auto stream = streams.find(std::string(event.subject));
  std::vector<Breach> breaches = Breaches(known, event);
  const auto more =
      StreamBreaches(stream == streams.end() ? Facts() : FactsOf(stream->second), event);
  std::ranges::copy(more, std::back_inserter(breaches));
  std::vector<Broken> broken;
  for (const Breach& breach : WithOverride(std::move(breaches), event, true)) {
    broken.push_back(
        {std::string(breach.rule->name), std::string(breach.pointer), SentenceOf(breach)});
  }
  return broken;
}

inline std::vector<std::string> RulesBrokenByLast(const std::vector<Told>& events) {
  std::vector<std::string> rules;
  for (const Broken& broken : BrokenByLast(events)) rules.push_back(broken.rule);
  return rules;
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_JUDGING_H_
