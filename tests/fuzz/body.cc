// Events from the body of a request, in each mode: the first bytes choose the media type, what
// follows up to an empty line are headers, the rest is the body.

#include "http/event_body.h"

#include <array>

#include "event/text.h"
#include "fuzz/fuzz.h"

namespace daybook::http {
namespace {

using fuzz::Require;

constexpr std::array<std::string_view, 6> kTypes{
    "application/cloudevents+json", "application/cloudevents-batch+json",
    "application/x-ndjson",         "application/json",
    "text/plain; charset=utf-8",    "application/xml"};

// Headers that a reader of HTTP would have let through; those of CloudEvents without their prefix.
void AddHeaders(std::string_view lines, Request& request) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = line.substr(colon + 1);
    const auto is_token = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    const auto is_text = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
    if (!std::ranges::all_of(name, is_token) || !std::ranges::all_of(value, is_text)) continue;
    request.headers.insert("ce-" + std::string(name), value);
  }
}

void Check(const Draft& draft) {
  Require(IsSubject(draft.subject), "an event has a subject");
  const std::string json = "{" + draft.body;
  Request structured;
  structured.headers.set("content-type", kTypes[0]);
  structured.body = json;
  const auto again = DecodeEventBody(structured, "");
  Require(again && again->size() == 1 && again->front().body == draft.body &&
              again->front().key == draft.key,
          "an event is the same event in whatever mode it is sent");
}

}  // namespace
}  // namespace daybook::http

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daybook::http;
  if (size < 2) return 0;
  const std::string_view input = daybook::fuzz::View(data, size).substr(2);
  Request request;
  request.headers.set("content-type", kTypes[data[0] % kTypes.size()]);
  const std::size_t end = input.find("\n\n");
  AddHeaders(input.substr(0, end), request);
  if (end != std::string_view::npos) request.body = input.substr(end + 2);
  const bool binary = request.headers.find("ce-specversion") != request.headers.end();
  const std::string subject = data[1] % 2 == 0 ? "" : "case/1";
  if (!CheckEventBody(request)) return 0;
  const auto drafts = DecodeEventBody(request, subject);
  if (!drafts) {
    daybook::fuzz::Require(!drafts.error().detail.empty() || !drafts.error().faults.empty(),
                           "a refusal says why");
    return 0;
  }
  daybook::fuzz::Require(!binary || drafts->size() == 1, "binary mode has one event");
  for (const daybook::Draft& draft : *drafts) {
    Check(draft);
    daybook::fuzz::Require(subject.empty() || draft.subject == subject,
                           "a stream is of one subject");
  }
  return 0;
}
