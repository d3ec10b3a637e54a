// GET /v1/events/{event}: one entry, by its position or its id

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/accept.h"
#include "http/resources.h"

namespace daybook::http {
namespace {

constexpr std::array<std::string_view, 2> kOffered = {"application/cloudevents+json",
                                                      "application/json"};

bool IsNumber(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<Reply> EntryReply(const Exchange& exchange) {
  const auto chosen = Negotiate(exchange.request.Header("Accept"), kOffered);
  if (!chosen) return NotAcceptable(exchange, kOffered.front());
  ParamReader params(exchange.request.params);
  const auto source = params.Text("source");
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const std::string& name = exchange.request.captures.front();
  const auto position = EventPosition(exchange, source);
  if (!position) return std::unexpected(position.error());
  auto entry = exchange.book().Read(*position);
  if (!entry) return std::unexpected(std::move(entry.error()));

  Reply reply = TextReply(kOffered[*chosen], *std::move(entry));
  // What is at a position never changes; what an id means may become ambiguous.
  if (!source && IsNumber(name)) {
    reply.fields.emplace_back("Cache-Control", "private, immutable, max-age=31536000");
  } else {
    reply.fields.emplace_back("Content-Location", fmt::format("/v1/events/{}", *position));
  }
  IsUnchanged(exchange, NumberEtag(*position), reply);
  return reply;
}

}  // namespace

Result<Position> EventPosition(const Exchange& exchange, const std::optional<std::string>& source) {
  const std::string& name = exchange.request.captures.front();
  if (!source && IsNumber(name)) {
    Position position = 0;
    const char* const end = name.data() + name.size();
    if (std::from_chars(name.data(), end, position).ec == std::errc()) return position;
    return Fail(ErrorCode::kNotFound, fmt::format("There is no position {} in any book.", name));
  }
  auto positions = exchange.book().FindId(name, source.value_or(""));
  if (!positions) return std::unexpected(std::move(positions.error()));
  if (positions->empty()) {
    return Fail(ErrorCode::kNotFound, fmt::format("There is no event with the id `{}`{}.", name,
                                                  source ? " from this source" : ""));
  }
  if (positions->size() > 1) {
    return Fail(ErrorCode::kConflict,
                fmt::format("{} sources gave an event the id `{}`. Say which one with ?source=, "
                            "or ask by position.",
                            positions->size(), name));
  }
  return positions->front();
}

AsyncReply GetEntry(Exchange& exchange) { co_return EntryReply(exchange); }

}  // namespace daybook::http
