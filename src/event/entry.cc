#include "event/entry.h"

#include <fmt/compile.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "event/ijson.h"
#include "event/instant.h"

namespace daybook {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSequence = "{\"sequence\":\"";
constexpr std::size_t kSequenceDigits = 20;
constexpr std::string_view kRevision = "\",\"revision\":\"";
constexpr std::string_view kRecorded = "\",\"recordedtime\":\"";
constexpr std::size_t kRecordedBytes = 27;
constexpr std::string_view kBody = ",\"specversion\":\"1.0\",";

constexpr std::size_t kRevisionAt = kSequence.size() + kSequenceDigits + kRevision.size();

std::uint64_t ToNumber(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// The attributes that are kept as text, and where.
struct TextAttribute {
  std::string_view name;
  std::string_view Entry::* place;
};
constexpr std::array kTextAttributes = {
    TextAttribute{"id", &Entry::id},
    TextAttribute{"source", &Entry::source},
    TextAttribute{"type", &Entry::type},
    TextAttribute{"subject", &Entry::subject},
    TextAttribute{"time", &Entry::time_text},
    TextAttribute{"authtype", &Entry::authtype},
    TextAttribute{"authid", &Entry::authid},
    TextAttribute{"onbehalfof", &Entry::onbehalfof},
    TextAttribute{"sourceparagraph", &Entry::sourceparagraph},
    TextAttribute{"reason", &Entry::reason},
    TextAttribute{"dataclassification", &Entry::dataclassification},
    TextAttribute{"ruleoverride", &Entry::ruleoverride},
};

std::string_view* TextPlace(Entry& entry, std::string_view name) {
  const auto found = std::ranges::find(kTextAttributes, name, &TextAttribute::name);
  return found == kTextAttributes.end() ? nullptr : &(entry.*(found->place));
}

}  // namespace

std::string EncodeEntry(const Stamps& stamps, std::string_view body) {
  std::string entry;
  entry.reserve(body.size() + 192 + stamps.authid.size());
  fmt::format_to(std::back_inserter(entry), FMT_COMPILE("{}{:020}{}{}{}{}\",\"authtype\":"),
                 kSequence, stamps.position, kRevision, stamps.revision, kRecorded,
                 FormatInstant(stamps.recorded));
  AppendJsonString(entry, stamps.authtype);
  if (!stamps.authid.empty()) {
    entry += ",\"authid\":";
    AppendJsonString(entry, stamps.authid);
  }
  if (stamps.imported) entry += ",\"ingest\":\"import\"";
  entry += ',';
  entry += body;
  return entry;
}

std::string_view EntryBody(std::string_view entry) {
  // No text inside the stamps can hold it: quotes in a text are escaped.
  const std::size_t at = entry.find(kBody);
  return at == std::string_view::npos ? std::string_view() : entry.substr(at + 1);
}

std::string_view TypeIn(std::string_view text) {
  // Before it are attributes that are text alone, and in text a quote always has a backslash before
  // it: nothing else can look like this.
  constexpr std::string_view kType = ",\"type\":\"";
  const std::size_t at = text.find(kType);
  if (at == std::string_view::npos) return {};
  const std::string_view type = text.substr(at + kType.size());
  return type.substr(0, type.find('"'));
}

Revision EntryRevision(std::string_view entry) {
  if (entry.size() < kRevisionAt) return 0;
  return ToNumber(entry.substr(kRevisionAt));
}

Instant EntryRecorded(std::string_view entry) {
  const std::size_t at = entry.find(kRecorded, std::min(kRevisionAt, entry.size()));
  if (at == std::string_view::npos) return {};
  return ParseInstant(entry.substr(at + kRecorded.size(), kRecordedBytes)).value_or(Instant());
}

Result<Entry> EntryReader::Read(std::string_view text) {
  dom::object attributes;
  if (parser_.parse(text.data(), text.size()).get(attributes) != simdjson::SUCCESS ||
      !text.starts_with(kSequence)) {
    return Fail(ErrorCode::kCorrupt, "An entry of the book is not what the book writes.");
  }
  Entry entry;
  entry.attributes = attributes;
  std::string_view recorded;
  std::string_view precision;
  for (const dom::key_value_pair attribute : attributes) {
    std::string_view value;
    if (attribute.key == "data") {
      entry.data = attribute.value;
    } else if (attribute.value.get(value) != simdjson::SUCCESS) {
      continue;
    } else if (attribute.key == "sequence") {
      entry.position = ToNumber(value);
    } else if (attribute.key == "revision") {
      entry.revision = ToNumber(value);
    } else if (attribute.key == "recordedtime") {
      recorded = value;
    } else if (attribute.key == "timeprecision") {
      precision = value;
    } else if (attribute.key == "ingest") {
      entry.imported = value == "import";
    } else if (std::string_view* const place = TextPlace(entry, attribute.key)) {
      *place = value;
    }
  }
  const auto recorded_at = ParseInstant(recorded);
  if (!recorded_at) return Fail(ErrorCode::kCorrupt, "An entry of the book has no recorded time.");
  entry.recorded = *recorded_at;
  if (!entry.time_text.empty()) {
    if (const auto time = ParseInstant(entry.time_text)) entry.time = *time;
  }
  entry.precision = ParsePrecision(precision).value_or(Precision::kInstant);
  return entry;
}

}  // namespace daybook
