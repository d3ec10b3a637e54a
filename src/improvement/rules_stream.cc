// The rules on what an event says of other events of its subject: corrections and releases.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "improvement/correction.h"
#include "improvement/data.h"
#include "improvement/release.h"
#include "improvement/rules.h"
#include "improvement/sealed_reference.h"

namespace daybook::improvement {
namespace {

using nlohmann::json;

// What is not there is null: a correction adds it.
json Parsed(std::string_view text) {
  json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? json(nullptr) : value;
}

json ValueAt(const json& data, const std::string& pointer) {
  try {
    const json::json_pointer place(pointer);
    return data.contains(place) ? data.at(place) : json(nullptr);
  } catch (const json::exception&) {
    return nullptr;  // not a pointer into this data
  }
}

// The data of an event as earlier corrections leave it, in the words it has in the book: those are
// what a correction is of.
json StandingData(std::span<const PackedFact> stream, const Fact& fact) {
  std::vector<Correction> corrections;
  for (const PackedFact& packed : stream) {
    if (packed.head.role != Role::kCorrection) continue;
    auto correction = CorrectionOf(ReadFact(packed));
    if (correction && correction->event == fact.name()) {
      corrections.push_back(*std::move(correction));
    }
  }
  std::ranges::sort(corrections, {}, &Correction::order);
  return Parsed(Corrected(fact.data.Json(), corrections));
}

bool IsSealed(const json& value) {
  return value.is_string() && HasSealedReference(value.get_ref<const std::string&>());
}

void JudgeCorrection(std::span<const PackedFact> stream, const Fact& event, Verdict& verdict) {
  const auto correction = CorrectionOf(event);
  const auto named = std::ranges::find_if(stream, [&](const PackedFact& packed) {
    return correction && packed.head.role != Role::kCorrection &&
           ReadFact(packed).name() == correction->event;
  });
  if (named == stream.end()) {
    return verdict.Require(false, rules::kCorrectionNamesEvent, "/data/event");
  }
  const json standing = ValueAt(StandingData(stream, ReadFact(*named)), correction->pointer);
  const json quoted = Parsed(correction->from);
  // What is sealed cannot be compared here, nor has anybody to quote it.
  if (IsSealed(standing) || IsSealed(quoted)) return;
  verdict.Require(standing == quoted, rules::kCorrectionQuotesValue, "/data/from");
}

// The audience that each event of a stream is released to by now.
std::map<EventName, Audience> ReleasedLevels(std::span<const PackedFact> stream) {
  std::vector<Release> releases;
  for (const PackedFact& packed : stream) {
    if (packed.head.role != Role::kRelease) continue;
    if (auto release = ReleaseOf(ReadFact(packed))) releases.push_back(*std::move(release));
  }
  std::map<EventName, Audience> levels;
  for (const PackedFact& packed : stream) {
    const Fact fact = ReadFact(packed);
    levels.emplace(fact.name(), ReleasedTo(fact, releases));
  }
  return levels;
}

void JudgeRelease(std::span<const PackedFact> stream, const Fact& event, Verdict& verdict) {
  const auto levels = ReleasedLevels(stream);
  const auto level = ParseAudience(event.data.Text("level")).value_or(Audience::kInternal);
  const auto named = ReferencesOf(event);
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

bool HasStreamRules(const Fact& event) {
  return event.role == Role::kCorrection || event.role == Role::kRelease;
}

std::vector<Breach> StreamBreaches(std::span<const PackedFact> stream, const Fact& event) {
  Verdict verdict;
  if (event.role == Role::kCorrection) JudgeCorrection(stream, event, verdict);
  if (event.role == Role::kRelease) JudgeRelease(stream, event, verdict);
  return std::move(verdict.breaches);
}

}  // namespace daybook::improvement
