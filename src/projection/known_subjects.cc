#include "projection/known_subjects.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "event/entry.h"
#include "improvement/fold.h"

namespace daybook::projection {

using improvement::Fact;
using improvement::Facts;
using improvement::PackedFact;

Result<void> KnownSubjects::Load(std::string_view name) {
  Held& held = held_.try_emplace(std::string(name)).first->second;
  if (held.loaded) return {};
  held.loaded = true;
  if (auto known = programme_.subject(name)) {
    held.posted = known->history.events;
    subjects_.insert_or_assign(std::string(name), *std::move(known));
  }
  if (auto read = ReadLater(name, held); !read) return read;
  return Take(name, held, held.later);
}

// What the programme has not taken in yet, before what was added.
Result<void> KnownSubjects::ReadLater(std::string_view name, Held& held) const {
  const auto stream = book_.ReadStream(name, held.posted, limits_.unposted_events_max + 1);
  if (!stream) return std::unexpected(stream.error());
  if (stream->size() > limits_.unposted_events_max) {
    return Fail(ErrorCode::kBusy,
                fmt::format("More than {} events about {} are still being taken in; try again.",
                            limits_.unposted_events_max, name));
  }
  held.next = held.posted + stream->size();
  Facts later;
  later.reserve(stream->size() + held.later.size());
  EntryReader reader;
  for (const StreamEntry& event : *stream) {
    const auto text = book_.Read(event.position);
    if (!text) return std::unexpected(text.error());
    const auto entry = reader.Read(*text);
    if (!entry) return std::unexpected(entry.error());
    later.push_back(improvement::Pack(*entry));
  }
  std::ranges::move(held.later, std::back_inserter(later));
  held.later = std::move(later);
  return {};
}

Result<void> KnownSubjects::Add(PackedFact event) {
  const std::string name(improvement::SubjectOf(event));
  Held& held = held_.try_emplace(name).first->second;
  held.added = true;
  held.later.push_back(std::move(event));
  return held.loaded ? Take(name, held, std::span(held.later).last(1)) : Result<void>();
}

// `facts` are the last ones that are held. What does not follow has all of it folded anew.
Result<void> KnownSubjects::Take(std::string_view name, const Held& held,
                                 std::span<const PackedFact> facts) {
  if (facts.empty()) return {};
  auto& subject =
      subjects_.try_emplace(std::string(name), improvement::NewSubject(name)).first->second;
  for (const PackedFact& packed : facts) {
    const Fact fact = improvement::ReadFact(packed);
    if (improvement::Follows(subject, fact)) {
      improvement::Apply(subject, fact);
      continue;
    }
    const auto all = FactsOf(name, held);
    if (!all) return std::unexpected(all.error());
    subject = improvement::Fold(name, *all);
    return {};
  }
  return {};
}

Result<Facts> KnownSubjects::FactsOf(std::string_view name, const Held& held) {
  refolded_ += held.posted + held.later.size();
  if (refolded_ > limits_.refolded_events_max) {
    return Fail(ErrorCode::kTooLarge,
                "It is too much to decide at once: many of these events occurred before others "
                "that stand before them, or speak of others. Put them in order, or send fewer at a "
                "time.");
  }
  Facts facts = programme_.facts(name);
  facts.resize(held.posted);
  facts.insert(facts.end(), held.later.begin(), held.later.end());
  return facts;
}

Result<Facts> KnownSubjects::Stream(std::string_view name) {
  const auto held = held_.find(name);
  if (held == held_.end()) return Facts();
  return FactsOf(name, held->second);
}

std::set<std::string> KnownSubjects::Added(std::string_view prefix) const {
  std::set<std::string> names;
  for (const auto& [name, held] : held_) {
    if (held.added && name.starts_with(prefix)) names.insert(name);
  }
  return names;
}

std::vector<Expectation> KnownSubjects::Expectations() const {
  std::vector<Expectation> expectations;
  for (const auto& [name, held] : held_) {
    if (!held.loaded) continue;
    Expectation& expectation = expectations.emplace_back();
    expectation.subject = name;
    expectation.kind = held.next == 0 ? Expectation::Kind::kNoStream : Expectation::Kind::kRevision;
    if (held.next > 0) expectation.revision = held.next - 1;
  }
  return expectations;
}

}  // namespace daybook::projection
