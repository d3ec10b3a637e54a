// The rules on what an event says of other events of its subject: corrections and releases.

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "improvement/correction.h"
#include "improvement/data.h"
#include "improvement/rules.h"

namespace daybook::improvement {
namespace {

namespace dom = simdjson::dom;
using nlohmann::json;

// Who may see an event, from few to many.
constexpr std::array<std::string_view, 4> kLevels = {"internal", "board", "committee", "public"};

std::size_t LevelOf(std::string_view name) {
  const auto found = std::ranges::find(kLevels, name);
  return found == kLevels.end() ? 0 : static_cast<std::size_t>(found - kLevels.begin());
}

// A value that is not there is null: a correction adds it.
json ValueAt(const std::optional<dom::element>& data, std::string_view pointer) {
  dom::element value;
  if (!data || data->at_pointer(pointer).get(value) != simdjson::SUCCESS) return nullptr;
  return json::parse(std::string(simdjson::minify(value)), nullptr, false);
}

void JudgeCorrection(std::span<const std::string> stream, const Fact& event, Verdict& verdict) {
  const auto correction = CorrectionOf(event.entry);
  if (!correction) return verdict.Require(false, rules::kCorrectionNamesEvent, "/data/event");
  const json from = ValueAt(event.entry.data, "/from");
  bool found = false;
  bool quoted = false;
  Stream(stream).ForEach([&](const Fact& fact) {
    if (fact.entry.type == kCorrected || NameOf(fact.entry) != correction->event) return;
    found = true;
    quoted = ValueAt(fact.entry.data, correction->pointer) == from;
  });
  verdict.Require(found, rules::kCorrectionNamesEvent, "/data/event");
  verdict.Require(quoted || !found, rules::kCorrectionQuotesValue, "/data/from");
}

// The level each event of a stream is released to by now.
std::map<EventName, std::size_t> ReleasedLevels(std::span<const std::string> stream) {
  struct Release {
    Position position;
    std::size_t level;
    std::vector<EventName> events;  // none: all before it
  };
  std::map<EventName, std::pair<Position, std::size_t>> levels;
  std::vector<Release> releases;
  Stream(stream).ForEach([&](const Fact& fact) {
    const Entry& entry = fact.entry;
    levels[NameOf(entry)] = {entry.position, LevelOf(entry.dataclassification)};
    if (entry.type != kReleased) return;
    releases.push_back(
        {entry.position, LevelOf(Data(entry.data).Text("level")), ReferencesOf(entry)});
  });
  std::map<EventName, std::size_t> released;
  for (const auto& [name, event] : levels) {
    std::size_t& level = released[name] = event.second;
    for (const Release& release : releases) {
      const bool covers = release.events.empty()
                              ? event.first < release.position
                              : std::ranges::find(release.events, name) != release.events.end();
      if (covers) level = std::max(level, release.level);
    }
  }
  return released;
}

void JudgeRelease(std::span<const std::string> stream, const Fact& event, Verdict& verdict) {
  const auto levels = ReleasedLevels(stream);
  const std::size_t level = LevelOf(Data(event.entry.data).Text("level"));
  const auto named = ReferencesOf(event.entry);
  const bool all_there =
      std::ranges::all_of(named, [&](const EventName& name) { return levels.contains(name); });
  verdict.Require(all_there && !levels.empty(), rules::kReleaseNamesEvents, "/data/events");
  if (!all_there || levels.empty()) return;
  const bool raises =
      named.empty()
          ? std::ranges::any_of(levels, [&](const auto& one) { return one.second < level; })
          : std::ranges::all_of(named,
                                [&](const EventName& name) { return levels.at(name) < level; });
  verdict.Require(raises, rules::kReleaseRaises, "/data/level");
}

}  // namespace

std::vector<Breach> StreamBreaches(std::span<const std::string> stream, const Fact& event) {
  Verdict verdict;
  if (event.entry.type == kCorrected) JudgeCorrection(stream, event, verdict);
  if (event.entry.type == kReleased) JudgeRelease(stream, event, verdict);
  return std::move(verdict.breaches);
}

}  // namespace daybook::improvement
