#include "http/event_body.h"

#include <fmt/format.h>

#include <boost/beast/core/string.hpp>
#include <cstdint>
#include <map>

#include "event/text.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

enum class Mode : std::uint8_t { kStructured, kBatch, kLines, kBinary, kNone };

Mode ModeOf(const Request& request) {
  const std::string type = MediaType(request.Header("Content-Type"));
  if (type == "application/cloudevents+json") return Mode::kStructured;
  if (type == "application/cloudevents-batch+json") return Mode::kBatch;
  if (type == "application/x-ndjson") return Mode::kLines;
  // Another format of CloudEvents than JSON, not data that happens to have such a type.
  if (type.starts_with("application/cloudevents")) return Mode::kNone;
  return request.headers.count("ce-specversion") > 0 ? Mode::kBinary : Mode::kNone;
}

bool IsUtf8Charset(std::string_view content_type) {
  bool utf8 = true;
  ForEachPart(content_type, ';', [&](std::string_view parameter) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) return;
    if (!boost::beast::iequals(Trim(parameter.substr(0, equals)), "charset")) return;
    const std::string charset = Unquote(Trim(parameter.substr(equals + 1)));
    utf8 = boost::beast::iequals(charset, "utf-8") || boost::beast::iequals(charset, "us-ascii");
  });
  return utf8;
}

Result<std::vector<Draft>> One(Result<Draft> draft) {
  if (!draft) return std::unexpected(std::move(draft.error()));
  std::vector<Draft> drafts;
  drafts.push_back(*std::move(draft));
  return drafts;
}

// The attributes in the `ce-` headers (section 3.1.3 of the binding).
Result<std::map<std::string, std::string>> ReadAttributes(const Request& request) {
  std::map<std::string, std::string> attributes;
  std::vector<Fault> faults;
  for (const auto& field : request.headers) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (!name.starts_with("ce-")) continue;
    name.erase(0, 3);
    auto value = PercentDecode(Unquote(field.value()));
    if (!value) {
      faults.push_back({"/" + name, "the header is percent-encoded, but not correctly"});
    } else if (!attributes.emplace(name, *std::move(value)).second) {
      faults.push_back({"/" + name, "the header is there twice"});
    }
  }
  if (faults.empty()) return attributes;
  return Fail(ErrorCode::kMalformed, "The ce- headers are not well-formed.", std::move(faults));
}

}  // namespace

Result<void> CheckEventBody(const Request& request) {
  const std::string encoding = request.Header("Content-Encoding");
  if (!encoding.empty() && !boost::beast::iequals(encoding, "identity")) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("Bodies with Content-Encoding `{}` are not read.", encoding));
  }
  const Mode mode = ModeOf(request);
  const std::string type = request.Header("Content-Type");
  if (mode == Mode::kNone) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("The Content-Type is `{}`; events are read as "
                            "application/cloudevents+json, application/cloudevents-batch+json, "
                            "application/x-ndjson, or with ce- headers beside any other type.",
                            type));
  }
  if (mode != Mode::kBinary && !IsUtf8Charset(type)) {
    return Fail(ErrorCode::kUnsupported, "JSON is read in UTF-8 only (RFC 8259, section 8.1).");
  }
  return {};
}

bool HoldsMany(const Request& request) {
  const Mode mode = ModeOf(request);
  return mode == Mode::kBatch || mode == Mode::kLines;
}

Result<std::vector<Draft>> DecodeEventBody(const Request& request, std::string_view subject) {
  switch (ModeOf(request)) {
    case Mode::kStructured:
      return One(ParseEvent(request.body, subject));
    case Mode::kBatch:
      return ParseBatch(request.body, subject);
    case Mode::kLines:
      return ParseLines(request.body, subject);
    case Mode::kBinary:
    case Mode::kNone:
      break;
  }
  auto attributes = ReadAttributes(request);
  if (!attributes) return std::unexpected(std::move(attributes.error()));
  return One(ParseBinary(*attributes, request.Header("Content-Type"), request.body, subject));
}

}  // namespace daybook::http
