#include "projection/known_subjects.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <limits>
#include <utility>

#include "event/entry.h"
#include "improvement/fold.h"
#include "projection/subject_reader.h"

namespace daybook::projection {
namespace {

// Past every position of a book: what is added comes after all that is there.
constexpr Position kAfterAll = Position{1} << 62U;

}  // namespace

Result<void> KnownSubjects::Load(std::string_view name) {
  Held& held = held_.try_emplace(std::string(name)).first->second;
  if (held.loaded) return {};
  const auto positions =
      StreamPositions(book_, name, std::numeric_limits<Position>::max(), stream_events_max_ + 1);
  if (!positions) return std::unexpected(positions.error());
  if (positions->size() > stream_events_max_) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("{} has more than {} events, too many to decide what may be done "
                            "about it now. Go on with a new subject.",
                            name, stream_events_max_));
  }
  auto entries = ReadEntries(book_, *positions);
  if (!entries) return std::unexpected(std::move(entries.error()));
  std::ranges::move(held.entries, std::back_inserter(*entries));
  held.entries = *std::move(entries);
  held.next = positions->size();
  held.loaded = true;
  if (!held.entries.empty()) {
    subjects_.insert_or_assign(std::string(name), improvement::Fold(name, held.entries));
  }
  return {};
}

std::string KnownSubjects::EntryOf(const Draft& draft, const Author& author, std::size_t index) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  return EncodeEntry({.position = kAfterAll + index,
                      .revision = 0,
                      .recorded = now,
                      .authtype = author.type,
                      .authid = author.id},
                     draft.body);
}

Result<void> KnownSubjects::Add(const improvement::Fact& event, const std::string& text) {
  const std::string_view name = event.entry.subject;
  Held& held = held_.try_emplace(std::string(name)).first->second;
  held.added = true;
  held.entries.push_back(text);
  if (!held.loaded) return {};
  auto& subject =
      subjects_.try_emplace(std::string(name), improvement::NewSubject(name)).first->second;
  if (improvement::Follows(subject, event.entry)) {
    improvement::Apply(subject, event);
    return {};
  }
  if (held.entries.size() > refolds_left_) {
    return Fail(ErrorCode::kTooLarge,
                "It is too much to decide at once: many of these events occurred before others "
                "that stand before them. Put them in order, or send fewer at a time.");
  }
  refolds_left_ -= held.entries.size();
  subject = improvement::Fold(name, held.entries);
  return {};
}

std::span<const std::string> KnownSubjects::Stream(std::string_view name) const {
  const auto held = held_.find(name);
  if (held == held_.end()) return {};
  return held->second.entries;
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
