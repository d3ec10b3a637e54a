#include "keyring/corrected.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "daybook/limits.h"
#include "event/entry.h"
#include "event/event_key.h"
#include "event/ijson.h"

namespace daybook::keyring {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kCorrectedType = "event.corrected";
constexpr std::array<std::string_view, 2> kSaid = {"from", "to"};

struct SaidOf {
  EventKey event{};               // which is corrected
  std::string pointer;            // into it
  std::vector<std::string> said;  // pointers to the values in the correction
};

std::string_view TextAt(dom::object object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

// What a correction is of; nothing if it says too little to be one.
std::optional<SaidOf> ReadCorrection(const Draft& draft) {
  dom::parser parser;
  dom::object event;
  dom::object data;
  dom::element named;
  if (parser.parse("{" + draft.body).get(event) != simdjson::SUCCESS) return std::nullopt;
  if (event.at_key("data").get(data) != simdjson::SUCCESS) return std::nullopt;
  if (data.at_key("event").get(named) != simdjson::SUCCESS) return std::nullopt;
  std::string_view source = TextAt(event, "source");
  std::string_view id;
  if (dom::object name; named.get(name) == simdjson::SUCCESS) {
    id = TextAt(name, "id");
    source = TextAt(name, "source");
  } else if (named.get(id) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  SaidOf correction{.event = MakeEventKey(id, source),
                    .pointer = "/data" + std::string(TextAt(data, "pointer")),
                    .said = {}};
  for (const std::string_view name : kSaid) {
    if (data.at_key(name).error() == simdjson::SUCCESS) {
      correction.said.push_back(fmt::format("/data/{}", name));
    }
  }
  return correction;
}

// Whether one of the two places is in the other.
bool Meet(const std::string& one, const std::string& other) {
  return (one + '/').starts_with(other + '/') || (other + '/').starts_with(one + '/');
}

class Corrections {
 public:
  Corrections(std::span<const Draft> drafts, std::span<const PersonalValue> values,
              const Book& book)
      : drafts_(drafts), values_(values), book_(book) {}

  // Whose values a correction is of.
  Result<std::set<std::string>> PersonsOf(const SaidOf& correction) const {
    std::set<std::string> persons;
    for (const PersonalValue& value : values_) {
      const bool of_it = drafts_[value.draft].key == correction.event;
      if (of_it && Meet(value.pointer, correction.pointer)) persons.insert(value.person);
    }
    const auto positions = book_.FindKeys({correction.event});
    if (!positions) return std::unexpected(positions.error());
    if (!positions->front()) return persons;
    const auto entry = book_.Read(*positions->front());
    if (!entry) return std::unexpected(entry.error());
    ReplaceSealed(*entry,
                  [&](const SealedValue& sealed, std::size_t,
                      const std::string& pointer) -> std::optional<std::string> {
                    if (Meet(pointer, correction.pointer)) persons.emplace(sealed.person);
                    return std::nullopt;
                  });
    return persons;
  }

 private:
  std::span<const Draft> drafts_;
  std::span<const PersonalValue> values_;
  const Book& book_;
};

}  // namespace

Result<std::vector<PersonalValue>> CorrectedValues(std::span<const Draft> drafts,
                                                   std::span<const PersonalValue> values,
                                                   const Book& book) {
  const Corrections corrections(drafts, values, book);
  std::vector<PersonalValue> found;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (TypeIn(drafts[i].body) != kCorrectedType) continue;
    const auto correction = ReadCorrection(drafts[i]);
    if (!correction) continue;
    const auto persons = corrections.PersonsOf(*correction);
    if (!persons) return std::unexpected(persons.error());
    if (persons->empty()) continue;
    if (persons->size() > 1) {
      return Fail(ErrorCode::kUnprocessable, "Values of several persons are corrected one by one.",
                  {{fmt::format("/{}/data/pointer", i), "leads to values of several persons"}});
    }
    for (const std::string& pointer : correction->said) {
      found.push_back({.draft = i, .pointer = pointer, .person = *persons->begin()});
    }
  }
  return found;
}

}  // namespace daybook::keyring
