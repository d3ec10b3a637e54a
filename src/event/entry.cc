#include "event/entry.h"

#include <fmt/format.h>

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

std::string_view TextOf(dom::object attributes, std::string_view name) {
  std::string_view text;
  // Absent is the same as empty.
  if (attributes.at_key(name).get(text) != simdjson::SUCCESS) return {};
  return text;
}

}  // namespace

std::string EncodeEntry(const Stamps& stamps, std::string_view body) {
  std::string entry;
  entry.reserve(body.size() + 192 + stamps.authid.size());
  fmt::format_to(std::back_inserter(entry), "{}{:020}{}{}{}{}\",\"authtype\":", kSequence,
                 stamps.position, kRevision, stamps.revision, kRecorded,
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
  entry.position = ToNumber(TextOf(attributes, "sequence"));
  entry.revision = ToNumber(TextOf(attributes, "revision"));
  const auto recorded = ParseInstant(TextOf(attributes, "recordedtime"));
  if (!recorded) return Fail(ErrorCode::kCorrupt, "An entry of the book has no recorded time.");
  entry.recorded = *recorded;
  entry.time_text = TextOf(attributes, "time");
  if (!entry.time_text.empty()) {
    if (const auto time = ParseInstant(entry.time_text)) entry.time = *time;
  }
  entry.precision =
      ParsePrecision(TextOf(attributes, "timeprecision")).value_or(Precision::kInstant);
  entry.id = TextOf(attributes, "id");
  entry.source = TextOf(attributes, "source");
  entry.type = TextOf(attributes, "type");
  entry.subject = TextOf(attributes, "subject");
  entry.authtype = TextOf(attributes, "authtype");
  entry.authid = TextOf(attributes, "authid");
  entry.onbehalfof = TextOf(attributes, "onbehalfof");
  entry.sourceparagraph = TextOf(attributes, "sourceparagraph");
  entry.reason = TextOf(attributes, "reason");
  entry.dataclassification = TextOf(attributes, "dataclassification");
  entry.ruleoverride = TextOf(attributes, "ruleoverride");
  entry.imported = TextOf(attributes, "ingest") == "import";
  if (dom::element data; attributes.at_key("data").get(data) == simdjson::SUCCESS) {
    entry.data = data;
  }
  return entry;
}

}  // namespace daybook
