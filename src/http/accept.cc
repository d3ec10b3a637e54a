#include "http/accept.h"

#include <array>
#include <charconv>

#include "event/text.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

// The weight of one member of an Accept header, in thousandths.
int Weight(std::string_view member) {
  int weight = 1'000;
  ForEachPart(member, ';', [&](std::string_view parameter) {
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return;
    parameter.remove_prefix(2);
    double value = 0;
    const auto end = parameter.data() + parameter.size();
    const auto [past, error] = std::from_chars(parameter.data(), end, value);
    if (error == std::errc() && past == end && value >= 0 && value <= 1) {
      weight = static_cast<int>(value * 1'000);
    }
  });
  return weight;
}

// How closely a media range fits a media type: 3 exactly, 2 by `type/*`, 1 by `*/*`, 0 not.
int Closeness(std::string_view range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*") return 1;
  if (range.ends_with("/*") && type.starts_with(range.substr(0, range.size() - 1))) return 2;
  return 0;
}

// The weight that the closest range gives to a media type.
int WeightOf(std::string_view accept, std::string_view type) {
  int closest = 0;
  int weight = 0;
  ForEachPart(accept, ',', [&](std::string_view member) {
    const int closeness = Closeness(MediaType(member), type);
    if (closeness <= closest) return;
    closest = closeness;
    weight = Weight(member);
  });
  return weight;
}

constexpr std::array<std::string_view, 3> kFormats = {"application/json", "application/x-ndjson",
                                                      "text/csv"};

}  // namespace

std::optional<std::size_t> Negotiate(std::string_view accept,
                                     std::span<const std::string_view> offered) {
  if (Trim(accept).empty()) return 0;
  std::optional<std::size_t> best;
  int best_weight = 0;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const int weight = WeightOf(accept, offered[i]);
    if (weight <= best_weight) continue;
    best = i;
    best_weight = weight;
  }
  return best;
}

std::optional<Format> NegotiateFormat(std::string_view accept) {
  const auto chosen = Negotiate(accept, kFormats);
  if (!chosen) return std::nullopt;
  return static_cast<Format>(*chosen);
}

std::string_view ContentType(Format format) {
  switch (format) {
    case Format::kNdjson:
      return "application/x-ndjson";
    case Format::kCsv:
      return "text/csv; charset=utf-8";
    case Format::kJson:
      break;
  }
  return "application/json";
}

bool EtagMatches(std::string_view if_none_match, std::string_view etag) {
  bool matches = false;
  ForEachPart(if_none_match, ',', [&](std::string_view member) {
    if (member.starts_with("W/")) member.remove_prefix(2);
    if (member == "*" || member == etag) matches = true;
  });
  return matches;
}

}  // namespace daybook::http
