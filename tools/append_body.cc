#include "tools/append_body.h"

#include <algorithm>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>

#include "event/instant.h"

namespace daybook::tools {
namespace {

struct Moment {
  std::string time;
  Precision precision = Precision::kInstant;
};

// A time as people write it: a day, month or year becomes its beginning, and says how precise it
// is.
Moment Widen(const std::string& time) {
  switch (time.size()) {
    case 4:
      return {.time = time + "-01-01T00:00:00Z", .precision = Precision::kYear};
    case 7:
      return {.time = time + "-01T00:00:00Z", .precision = Precision::kMonth};
    case 10:
      return {.time = time + "T00:00:00Z", .precision = Precision::kDay};
    default:
      return {.time = time};
  }
}

Result<Moment> ReadMoment(const EventFlags& flags) {
  Moment moment = Widen(flags.time);
  if (flags.precision.empty()) return moment;
  const auto precision = ParsePrecision(flags.precision);
  if (!precision) {
    return Fail(ErrorCode::kMalformed, "'" + flags.precision +
                                           "' is not a precision: instant, day, month, year or "
                                           "unknown");
  }
  moment.precision = *precision;
  return moment;
}

Result<std::map<std::string, std::string>> ReadAttributes(const std::vector<std::string>& given) {
  std::map<std::string, std::string> attributes;
  for (const std::string& attribute : given) {
    const std::size_t equals = attribute.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Fail(ErrorCode::kMalformed, "'" + attribute + "' is not of the form name=value");
    }
    attributes[attribute.substr(0, equals)] = attribute.substr(equals + 1);
  }
  return attributes;
}

bool IsJson(std::string_view text) { return nlohmann::json::accept(text); }

// Whether the first line with anything on it is a document of its own, and not the only one.
bool IsLines(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  text.remove_prefix(begin);
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos &&
         text.find_first_not_of(" \t\r\n", end) != std::string_view::npos &&
         IsJson(text.substr(0, end));
}

}  // namespace

Result<AppendBody> MakeBody(const EventFlags& flags) {
  auto moment = ReadMoment(flags);
  if (!moment) return std::unexpected(std::move(moment.error()));
  auto attributes = ReadAttributes(flags.attributes);
  if (!attributes) return std::unexpected(std::move(attributes.error()));
  EventFields fields{.id = flags.id,
                     .source = flags.source,
                     .type = flags.type,
                     .subject = flags.subject,
                     .time = {},
                     .precision = moment->precision,
                     .extensions = std::move(*attributes),
                     .data = {}};
  if (fields.id.empty()) fields.id = to_string(boost::uuids::random_generator()());
  if (!flags.time.empty()) fields.time = moment->time;
  if (!flags.data.empty()) fields.data = flags.data;
  auto draft = MakeDraft(fields);
  if (!draft) return std::unexpected(std::move(draft.error()));
  return AppendBody{.text = "{" + draft->body,
                    .media_type = "application/cloudevents+json",
                    .subject = draft->subject,
                    .id = draft->id};
}

AppendBody DetectBody(std::string text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const bool array = begin != std::string::npos && text[begin] == '[';
  AppendBody body{.text = std::move(text),
                  .media_type = "application/cloudevents+json",
                  .subject = {},
                  .id = {}};
  if (array) {
    body.media_type = "application/cloudevents-batch+json";
  } else if (IsLines(body.text)) {
    body.media_type = "application/x-ndjson";
  } else if (const auto event = nlohmann::json::parse(body.text, nullptr, false);
             event.is_object() && event.contains("subject") && event["subject"].is_string()) {
    body.subject = event["subject"].get<std::string>();
  }
  return body;
}

Result<std::string> ExpectHeader(const std::string& subject, const std::string& expected) {
  if (subject.empty()) {
    return Fail(ErrorCode::kMalformed, "--if-revision goes with a single event");
  }
  const bool number = !expected.empty() &&
                      std::ranges::all_of(expected, [](char c) { return c >= '0' && c <= '9'; });
  if (!number && expected != "none") {
    return Fail(ErrorCode::kMalformed,
                "'" + expected + "' is not a revision: it is a number, or none for a new subject");
  }
  return subject + "=" + expected;
}

}  // namespace daybook::tools
