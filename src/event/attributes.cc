#include "event/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "daybook/limits.h"
#include "event/event_key.h"
#include "event/ijson.h"
#include "event/instant.h"
#include "event/text.h"

namespace daybook {
namespace {

// What only the server may say of an event.
constexpr std::array<std::string_view, 6> kStamps = {"sequence", "revision", "recordedtime",
                                                     "authtype", "authid",   "ingest"};

// The attributes that come first in an entry, in this order; the others follow by name.
constexpr std::array<std::string_view, 9> kInOrder = {
    "specversion",     "id",        "source", "type", "subject", "time", "timeprecision",
    "datacontenttype", "dataschema"};

constexpr std::size_t LimitOf(std::string_view name) {
  if (name == "id") return limits::kIdBytes;
  if (name == "source") return limits::kSourceBytes;
  if (name == "type") return limits::kTypeBytes;
  if (name == "subject") return limits::kSubjectBytes;
  return limits::kAttributeBytes;
}

bool IsAttributeName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

bool Attributes::SetName(std::string_view name) {
  if (!IsAttributeName(name)) {
    AddFault(name, "an attribute's name is of a-z and 0-9 alone (CloudEvents 3.1)");
  } else if (name.size() > limits::kAttributeNameBytes) {
    AddFault(name, fmt::format("an attribute's name has at most {} letters",
                               limits::kAttributeNameBytes));
  } else if (std::ranges::find(kStamps, name) != kStamps.end()) {
    AddFault(name, "is stamped by the server; leave it out");
  } else if (name == "data") {
    AddFault(name, "is no name for an attribute (CloudEvents 3.1)");
  } else if (values_.contains(name)) {
    AddFault(name, "is given twice");
  } else if (values_.size() == limits::kAttributes) {
    AddFault(name, fmt::format("an event has at most {} attributes", limits::kAttributes));
  } else {
    return true;
  }
  return false;
}

void Attributes::SetText(std::string_view name, std::string_view text) {
  if (!SetName(name)) return;
  if (text.empty()) {
    AddFault(name, "is empty; leave it out instead");
  } else if (text.size() > LimitOf(name)) {
    AddFault(name, fmt::format("is longer than {} bytes", LimitOf(name)));
  } else if (!IsCloudEventsString(text)) {
    AddFault(name, "has a character that CloudEvents forbids (3.2), such as a control character");
  } else {
    values_.insert_or_assign(std::string(name), Value{std::string(text), true});
  }
}

void Attributes::SetJson(std::string_view name, simdjson::dom::element value) {
  using simdjson::dom::element_type;
  switch (value.type()) {
    case element_type::STRING:
      return SetText(name, value.get_string().value_unsafe());
    case element_type::NULL_VALUE:
      return;
    case element_type::BOOL:
      if (!SetName(name)) return;
      values_.insert_or_assign(std::string(name),
                               Value{value.get_bool().value_unsafe() ? "true" : "false", false});
      return;
    case element_type::INT64: {
      if (!SetName(name)) return;
      const std::int64_t number = value.get_int64().value_unsafe();
      if (std::in_range<std::int32_t>(number)) {
        values_.insert_or_assign(std::string(name), Value{std::to_string(number), false});
        return;
      }
      break;
    }
    default:
      break;
  }
  AddFault(name, "must be text, a boolean or an integer of 32 bits (CloudEvents 3.2)");
}

Result<Draft> Attributes::Finish(std::string_view stream) {
  CheckSubject(stream);
  CheckRequired();
  CheckTime();
  CheckContent();
  if (!faults_.empty()) {
    return Fail(ErrorCode::kMalformed, "The event is not a well-formed CloudEvent.",
                std::move(faults_));
  }
  Draft draft{.body = Encode(),
              .subject = Text("subject"),
              .id = Text("id"),
              .key = MakeEventKey(Text("id"), Text("source"))};
  if (draft.body.size() > limits::kEventBytes) {
    return Fail(ErrorCode::kTooLarge, "The event is too large.",
                {{pointer_, fmt::format("the event comes to {} bytes; at most {} fit in an entry. "
                                        "Put documents elsewhere and refer to them by hash",
                                        draft.body.size(), limits::kEventBytes)}});
  }
  return draft;
}

void Attributes::CheckRequired() {
  for (const std::string_view name : {"specversion", "id", "source", "type", "subject"}) {
    const bool faulty = std::ranges::any_of(
        faults_, [&](const Fault& fault) { return fault.pointer == pointer_ + PointerStep(name); });
    const auto value = values_.find(name);
    if (value == values_.end() && !faulty) AddFault(name, "is required");
    if (value != values_.end() && !value->second.quoted) AddFault(name, "must be text");
  }
  if (const std::string& version = Text("specversion"); !version.empty() && version != "1.0") {
    AddFault("specversion", fmt::format("is '{}'; only 1.0 is known", version));
  }
  for (const std::string_view name : {"datacontenttype", "dataschema"}) {
    const auto value = values_.find(name);
    if (value != values_.end() && !value->second.quoted) AddFault(name, "must be text");
  }
  for (const std::string_view name : {"source", "type", "dataschema"}) {
    if (Text(std::string(name)).find(' ') != std::string::npos) AddFault(name, "has a space");
  }
}

void Attributes::CheckSubject(std::string_view stream) {
  if (!stream.empty()) {
    if (!values_.contains("subject")) SetText("subject", stream);
    if (Text("subject") != stream) {
      AddFault("subject", fmt::format("is not '{}', where the event was sent", stream));
      return;
    }
  }
  const std::string& subject = Text("subject");
  if (!subject.empty() && !IsSubject(subject)) {
    AddFault("subject",
             "must be kind/id, as in finding/edt-capacity: the kind of a-z, 0-9 and -, "
             "beginning with a letter; the id of letters, digits and any of . _ ~ : @ + -");
  }
}

void Attributes::CheckTime() {
  const std::string& time = Text("time");
  if (!time.empty()) {
    if (const auto parsed = ParseInstant(time); !parsed) AddFault("time", parsed.error().detail);
  }
  const std::string& name = Text("timeprecision");
  if (name.empty()) return;
  const auto precision = ParsePrecision(name);
  if (!precision) {
    AddFault("timeprecision", "must be instant, day, month, year or unknown");
  } else if (time.empty() && *precision != Precision::kUnknown) {
    AddFault("timeprecision", "is given, but there is no time");
  } else if (faults_.empty() && !BeginsPeriod(time, *precision)) {
    AddFault("time", fmt::format("is not the beginning of a {0}, as timeprecision '{0}' asks",
                                 PrecisionName(*precision)));
  }
  // It is the default: saying it or not is the same event.
  if (precision == Precision::kInstant) values_.erase("timeprecision");
}

void Attributes::CheckContent() {
  if (!data_.empty() && !data_base64_.empty()) AddFault("data", "is there beside data_base64");
  if (!data_base64_.empty() && !DecodeBase64(data_base64_)) {
    AddFault("data_base64", "is not base64 (RFC 4648, section 4)");
  }
  // It is the default: saying it or not is the same event, in every mode.
  if (Text("datacontenttype") == "application/json") values_.erase("datacontenttype");
}

std::string Attributes::Encode() const {
  std::string body;
  body.reserve(data_.size() + data_base64_.size() + 512);
  const auto append = [&](std::string_view name, const Value& value) {
    AppendJsonString(body, name);
    body += ':';
    if (value.quoted) {
      AppendJsonString(body, value.text);
    } else {
      body += value.text;
    }
    body += ',';
  };
  for (const std::string_view name : kInOrder) {
    if (const auto value = values_.find(name); value != values_.end()) append(name, value->second);
  }
  for (const auto& [name, value] : values_) {
    if (std::ranges::find(kInOrder, name) == kInOrder.end()) append(name, value);
  }
  if (!data_.empty()) {
    body += "\"data\":" + data_;
  } else if (!data_base64_.empty()) {
    body += "\"data_base64\":\"" + data_base64_ + '"';
  } else {
    body.pop_back();  // the comma
  }
  body += '}';
  return body;
}

const std::string& Attributes::Text(const std::string& name) const {
  static const std::string none;
  const auto value = values_.find(name);
  return value == values_.end() ? none : value->second.text;
}

void Attributes::AddFault(std::string_view name, std::string detail) {
  if (faults_.size() == limits::kFaultsTold) return;
  // A name that is too long to be told in full is cut off.
  faults_.push_back({pointer_ + PointerStep(name.substr(0, 64)), std::move(detail)});
}

}  // namespace daybook
