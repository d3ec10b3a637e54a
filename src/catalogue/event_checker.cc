#include "catalogue/event_checker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "catalogue/checker.h"
#include "catalogue/registration.h"
#include "catalogue/reserved.h"
#include "daybook/limits.h"
#include "event/entry.h"
#include "event/sealed.h"

namespace daybook::catalogue {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSchemaPath = "/v1/schemas/";
constexpr std::array<std::string_view, 4> kAudiences = {"internal", "board", "committee", "public"};

bool MayBeClassified(std::string_view body) {
  return body.find(",\"dataclassification\":") != std::string_view::npos;
}

// The types that an event about a subject of this kind may have.
std::vector<std::string_view> TypesOf(std::string_view kind) {
  std::vector<std::string_view> types;
  for (const auto& [type, versions] : OwnSchemas().types()) {
    const std::string_view of = KindOfType(type);
    if (of == kind || of == kAnyKind) types.push_back(type);
  }
  return types;
}

// The version that `…/v1/schemas/<type>/<version>` names, of this type.
std::optional<std::uint32_t> VersionNamed(std::string_view dataschema, std::string_view type) {
  const std::size_t at = dataschema.find(kSchemaPath);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = dataschema.substr(at + kSchemaPath.size());
  if (!rest.starts_with(type) || !rest.substr(type.size()).starts_with('/')) return std::nullopt;
  rest.remove_prefix(type.size() + 1);
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), version);
  if (error != std::errc() || end != rest.data() + rest.size()) return std::nullopt;
  return version;
}

std::string_view Text(dom::object attributes, std::string_view name) {
  std::string_view text;
  if (attributes.at_key(name).get(text) != simdjson::SUCCESS) return {};
  return text;
}

// Saying nothing is the same as an empty object.
dom::element NoData() {
  thread_local dom::parser parser;
  return parser.parse(std::string_view("{}"));
}

// A draft made whole JSON again. Reuses its memory.
class Decoder {
 public:
  dom::object Decode(std::string_view body) {
    text_.assign(1, '{').append(body);
    text_.reserve(text_.size() + simdjson::SIMDJSON_PADDING);
    return parser_.parse(text_.data(), text_.size(), /*realloc_if_needed=*/false);
  }

 private:
  std::string text_;
  dom::parser parser_;
};

}  // namespace

struct EventChecker::Event {
  dom::object attributes;
  std::string_view type;
  std::string_view subject;
  const std::string& pointer;

  bool Has(std::string_view name) const {
    return attributes.at_key(name).error() == simdjson::SUCCESS;
  }
  Fault At(std::string_view place, std::string detail) const {
    return {pointer + std::string(place), std::move(detail)};
  }
};

bool EventChecker::IsConcerned(const Draft& draft) const {
  const std::string_view type = TypeIn(draft.body);
  return IsReservedKind(Prefix(draft.subject)) || OwnSchemas().Versions(type) != nullptr ||
         registered_.Versions(type) != nullptr || MayBeClassified(draft.body);
}

void EventChecker::Check(const Draft& draft, const std::string& pointer, Findings findings) const {
  std::vector<Fault>& faults = findings.faults;
  thread_local Decoder decoder;
  const dom::object attributes = decoder.Decode(draft.body);
  const Event event{.attributes = attributes,
                    .type = Text(attributes, "type"),
                    .subject = draft.subject,
                    .pointer = pointer};
  const std::size_t before = faults.size();
  CheckDecoded(event, findings);
  if (faults.size() > before && in_book_(draft.id, Text(attributes, "source"))) {
    faults.resize(before);
  }
  faults.resize(std::min(faults.size(), limits::kFaultsTold));
}

void EventChecker::CheckDecoded(const Event& event, Findings findings) const {
  std::vector<Fault>& faults = findings.faults;
  if (event.Has("dataclassification")) {
    const std::string_view given = Text(event.attributes, "dataclassification");
    if (std::ranges::find(kAudiences, given) == kAudiences.end()) {
      faults.push_back(event.At("/dataclassification",
                                fmt::format("must be one of {}", fmt::join(kAudiences, ", "))));
    }
  }
  const std::string_view kind = Prefix(event.subject);
  if (const auto* versions = OwnSchemas().Versions(event.type)) {
    const std::string_view of = KindOfType(event.type);
    const std::string_view alone = OnlySubjectOf(event.type);
    if (of != kAnyKind && (of != kind || (!alone.empty() && event.subject != alone))) {
      const std::string about = alone.empty() ? fmt::format("{}/…", of) : std::string(alone);
      faults.push_back(event.At(
          "/subject", fmt::format("is not what {} is about: that is {}", event.type, about)));
    }
    return CheckData(event, *versions, findings);
  }
  if (IsReservedKind(kind)) {
    faults.push_back(event.At("/type", fmt::format("is not known of {}/…; known: {}", kind,
                                                   fmt::join(TypesOf(kind), ", "))));
    return;
  }
  const auto* versions = registered_.Versions(event.type);
  if (versions != nullptr) CheckData(event, *versions, findings);
}

void EventChecker::CheckData(const Event& event, const std::vector<Schema>& versions,
                             Findings findings) const {
  std::vector<Fault>& faults = findings.faults;
  const Schema* schema = &versions.back();
  if (event.Has("dataschema")) {
    const auto named = VersionNamed(Text(event.attributes, "dataschema"), event.type);
    const auto found = std::ranges::find(versions, named.value_or(0), &Schema::version);
    if (found == versions.end()) {
      std::vector<std::uint32_t> numbers;
      numbers.reserve(versions.size());
      for (const Schema& version : versions) numbers.push_back(version.version);
      faults.push_back(
          event.At("/dataschema", fmt::format("must be {}{}/ and a version, of which "
                                              "there is {}; or leave it out",
                                              kSchemaPath, event.type, fmt::join(numbers, ", "))));
      return;
    }
    schema = &*found;
  }
  if (event.Has("data_base64")) {
    faults.push_back(event.At("/data_base64", "must be JSON, in data"));
    return;
  }
  dom::element data;
  if (event.attributes.at_key("data").get(data) != simdjson::SUCCESS) data = NoData();
  const std::string pointer = event.pointer + "/data";
  const bool fits = catalogue::Check(*schema->node, data, pointer, findings);
  if (KindOfType(event.type) == kAnyKind && !event.subject.starts_with(kPersonPrefix)) {
    findings.personal.clear();  // of what is about anything, only what is about people
  }
  if (!fits) return;
  if (event.type != kRegistered) return;
  if (const auto registration = ReadRegistration(data)) {
    CheckRegistration(*registration, registered_, pointer, faults);
  }
}

}  // namespace daybook::catalogue
