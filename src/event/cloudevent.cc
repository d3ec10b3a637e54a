// CloudEvents 1.0.2 in: the JSON format (structured, batch), lines of it, and the HTTP binding's
// binary mode. Whatever the mode, the same event becomes the same Draft.

#include <fmt/format.h>

#include <algorithm>

#include "daybook/event.h"
#include "daybook/limits.h"
#include "event/attributes.h"
#include "event/ijson.h"
#include "event/instant.h"
#include "event/text.h"

namespace daybook {
namespace {

// A parser that has read a large body keeps memory of many times its size, so only small ones
// share a thread's.
constexpr std::size_t kSharedParserBytes = 256 * 1024;

Result<void> ParseInto(JsonDocument& document, std::string_view json, std::string_view pointer,
                       std::size_t depth_max = limits::kNesting) {
  if (json.size() > limits::kBodyBytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("The body is larger than {} bytes.", limits::kBodyBytes));
  }
  return document.Parse(json, pointer, depth_max);
}

// Calls `decode` with a document to parse into.
template <typename Decode>
auto WithDocument(std::string_view json, Decode decode) {
  if (json.size() > kSharedParserBytes) {
    JsonDocument document;
    return decode(document);
  }
  thread_local JsonDocument document;
  return decode(document);
}

Result<Draft> DecodeEvent(simdjson::dom::element event, std::string_view text,
                          const std::string& pointer, std::string_view stream) {
  if (!event.is_object()) {
    return Fail(ErrorCode::kMalformed, "The event is not a well-formed CloudEvent.",
                {{pointer, "an event is a JSON object"}});
  }
  Attributes attributes(pointer);
  // More than an event may have is not even taken apart; what is taken is refused.
  for (const JsonPart& part : JsonParts(event, text, limits::kAttributes + 3)) {
    if (part.name == "data") {
      attributes.SetData(part.text);
    } else if (part.name == "data_base64" && part.value.is_string()) {
      attributes.SetBinaryData(part.value.get_string().value_unsafe());
    } else {
      attributes.SetJson(part.name, part.value);
    }
  }
  return attributes.Finish(stream);
}

Result<Draft> ParseOne(JsonDocument& document, std::string_view json, const std::string& pointer,
                       std::string_view stream) {
  if (auto parsed = ParseInto(document, json, pointer); !parsed) {
    return std::unexpected(std::move(parsed.error()));
  }
  return DecodeEvent(document.root(), document.text(), pointer, stream);
}

// The drafts of a commit, or all the faults of the events that have some.
class Gathering {
 public:
  void Add(Result<Draft> draft) {
    ++count_;
    if (draft && faults_.empty()) {
      if (drafts_.size() < limits::kCommitEvents) drafts_.push_back(*std::move(draft));
    } else if (!draft) {
      if (faults_.empty()) code_ = draft.error().code;
      std::ranges::move(draft.error().faults, std::back_inserter(faults_));
    }
  }

  bool full() const {
    return faults_.size() >= limits::kFaultsTold || count_ > limits::kCommitEvents;
  }

  std::string next_pointer() const { return fmt::format("/{}", count_); }

  Result<std::vector<Draft>> Finish() && {
    if (count_ > limits::kCommitEvents) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("More than {} events in one commit.", limits::kCommitEvents));
    }
    if (!faults_.empty()) {
      faults_.resize(std::min(faults_.size(), limits::kFaultsTold));
      return Fail(code_, "Some events are at fault; none was stored.", std::move(faults_));
    }
    if (drafts_.empty()) return Fail(ErrorCode::kMalformed, "There is no event in the body.");
    return std::move(drafts_);
  }

 private:
  std::vector<Draft> drafts_;
  std::vector<Fault> faults_;
  ErrorCode code_ = ErrorCode::kMalformed;
  std::size_t count_ = 0;
};

}  // namespace

Result<Draft> ParseEvent(std::string_view json, std::string_view subject) {
  return WithDocument(
      json, [&](JsonDocument& document) { return ParseOne(document, json, "", subject); });
}

Result<std::vector<Draft>> ParseBatch(std::string_view json, std::string_view subject) {
  return WithDocument(json, [&](JsonDocument& document) -> Result<std::vector<Draft>> {
    if (auto parsed = ParseInto(document, json, "", limits::kNesting + 1); !parsed) {
      return std::unexpected(std::move(parsed.error()));
    }
    if (!document.root().is_array()) {
      return Fail(ErrorCode::kMalformed, "The body is not a batch of CloudEvents.",
                  {{"", "a batch is a JSON array of events"}});
    }
    Gathering gathering;
    for (const JsonPart& part :
         JsonParts(document.root(), document.text(), limits::kCommitEvents + 1)) {
      if (gathering.full()) break;
      gathering.Add(DecodeEvent(part.value, part.text, gathering.next_pointer(), subject));
    }
    return std::move(gathering).Finish();
  });
}

Result<std::vector<Draft>> ParseLines(std::string_view lines, std::string_view subject) {
  if (lines.size() > limits::kBodyBytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("The body is larger than {} bytes.", limits::kBodyBytes));
  }
  Gathering gathering;
  while (!lines.empty() && !gathering.full()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    gathering.Add(WithDocument(line, [&](JsonDocument& document) {
      return ParseOne(document, line, gathering.next_pointer(), subject);
    }));
  }
  return std::move(gathering).Finish();
}

Result<Draft> ParseBinary(const std::map<std::string, std::string>& headers,
                          std::string_view content_type, std::string_view content,
                          std::string_view subject) {
  Attributes attributes("");
  for (const auto& [name, text] : headers) attributes.SetText(name, text);
  if (!content_type.empty()) attributes.SetText("datacontenttype", content_type);
  if (content.empty()) return attributes.Finish(subject);

  const std::string type = MediaType(content_type);
  if (IsJsonMediaType(type)) {
    return WithDocument(content, [&](JsonDocument& document) -> Result<Draft> {
      if (auto parsed = ParseInto(document, content, "/data"); !parsed) {
        return std::unexpected(std::move(parsed.error()));
      }
      attributes.SetData(document.text());
      return attributes.Finish(subject);
    });
  }
  std::string data;
  if (type.starts_with("text/") && IsUtf8(content) && !HasNoncharacter(content)) {
    AppendJsonString(data, content);
    attributes.SetData(data);
  } else {
    attributes.SetBinaryData(EncodeBase64(content));
  }
  return attributes.Finish(subject);
}

Result<Draft> MakeDraft(const EventFields& fields) {
  Attributes attributes("");
  attributes.SetText("specversion", "1.0");
  attributes.SetText("id", fields.id);
  attributes.SetText("source", fields.source);
  attributes.SetText("type", fields.type);
  attributes.SetText("subject", fields.subject);
  if (fields.time) attributes.SetText("time", *fields.time);
  if (fields.precision != Precision::kInstant) {
    attributes.SetText("timeprecision", PrecisionName(fields.precision));
  }
  for (const auto& [name, text] : fields.extensions) attributes.SetText(name, text);
  if (!fields.data) return attributes.Finish({});
  return WithDocument(*fields.data, [&](JsonDocument& document) -> Result<Draft> {
    if (auto parsed = ParseInto(document, *fields.data, "/data"); !parsed) {
      return std::unexpected(std::move(parsed.error()));
    }
    attributes.SetData(document.text());
    return attributes.Finish({});
  });
}

}  // namespace daybook
