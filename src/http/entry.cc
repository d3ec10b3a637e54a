// GET /v1/events/{event}: one entry, by its position or its id

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/accept.h"
#include "http/catch_up.h"
#include "http/released.h"
#include "http/resources.h"

namespace daybook::http {
namespace {

constexpr std::array<std::string_view, 2> kOffered = {"application/cloudevents+json",
                                                      "application/json"};

bool IsNumber(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The positions that the name in the path may stand for.
Result<std::vector<Position>> PositionsNamed(const Exchange& exchange, const std::string& source) {
  const std::string& name = exchange.request.captures.front();
  if (!source.empty() || !IsNumber(name)) return exchange.book().FindId(name, source);
  Position position = 0;
  const char* const end = name.data() + name.size();
  const bool fits = std::from_chars(name.data(), end, position).ec == std::errc();
  if (!fits || position >= exchange.book().size()) return std::vector<Position>();
  return std::vector{position};
}

// Whether a name is a position or an id is told, and nothing of what there is.
std::unexpected<Error> NoSuchEntry(const std::string& name, const std::string& source) {
  if (source.empty() && IsNumber(name)) {
    return Fail(ErrorCode::kNotFound, fmt::format("There is no event at position {}.", name));
  }
  return Fail(ErrorCode::kNotFound, fmt::format("There is no event with the id `{}`{}.", name,
                                                source.empty() ? "" : " from this source"));
}

Reply EntryReply(const Exchange& exchange, Found found, bool by_position,
                 std::string_view content_type) {
  Reply reply = TextReply(content_type, std::move(found.entry));
  // What is at a position never changes; what an id means may become ambiguous.
  if (by_position) {
    reply.fields.emplace_back("Cache-Control", "private, immutable, max-age=31536000");
  } else {
    reply.fields.emplace_back("Content-Location", fmt::format("/v1/events/{}", found.position));
  }
  IsUnchanged(exchange, NumberEtag(found.position), reply);
  return reply;
}

}  // namespace

boost::asio::awaitable<Result<Found>> FindEntry(Exchange& exchange,
                                                std::optional<std::string> source) {
  const std::string& name = exchange.request.captures.front();
  const std::string from = source.value_or("");
  Released released(exchange, {.at = {}, .audience = exchange.principal->ceiling});
  if (released.hides()) {
    const auto& programme = exchange.services.programme;
    const Position size = exchange.book().size();
    auto known = co_await CatchUp(exchange, programme.position(), programme.failure(), size);
    if (!known) co_return std::unexpected(std::move(known.error()));
  }
  const auto positions = PositionsNamed(exchange, from);
  if (!positions) co_return std::unexpected(positions.error());
  std::vector<Found> found;
  found.reserve(positions->size());
  for (const Position position : *positions) {
    auto entry = exchange.book().Read(position);
    if (!entry) co_return std::unexpected(std::move(entry.error()));
    found.push_back({.position = position, .entry = *std::move(entry)});
  }
  auto filtered = released.Filter(found);
  if (!filtered) co_return std::unexpected(std::move(filtered.error()));
  if (found.empty()) co_return NoSuchEntry(name, from);
  if (found.size() > 1) {
    co_return Fail(ErrorCode::kConflict,
                   fmt::format("{} sources gave an event the id `{}`. Say which one with ?source=, "
                               "or ask by position.",
                               found.size(), name));
  }
  co_return std::move(found.front());
}

AsyncReply GetEntry(Exchange& exchange) {
  const auto chosen = Negotiate(exchange.request.Header("Accept"), kOffered);
  if (!chosen) co_return NotAcceptable(exchange, kOffered.front());
  ParamReader params(exchange.request.params);
  auto source = params.Text("source");
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  const bool by_position = !source && IsNumber(exchange.request.captures.front());
  auto found = co_await FindEntry(exchange, std::move(source));
  if (!found) co_return std::unexpected(std::move(found.error()));
  co_return EntryReply(exchange, *std::move(found), by_position, kOffered.at(*chosen));
}

}  // namespace daybook::http
