#include "http/cursor.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "event/sha256.h"
#include "event/text.h"

namespace daybook::http {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kQueryBytes = 8;
constexpr std::size_t kCursorBytes = 1 + 8 + 8 + kQueryBytes;

void AppendNumber(std::string& out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFFU);
}

std::uint64_t ReadNumber(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes.substr(0, 8)) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

void AppendField(std::string& out, const std::optional<std::string>& text) {
  out += text ? fmt::format("{}:{},", text->size(), *text) : "-,";
}

void AppendField(std::string& out, const std::optional<Instant>& instant) {
  out += instant ? fmt::format("{},", instant->time_since_epoch().count()) : "-,";
}

// What makes two searches the same one.
std::string Fingerprint(const Query& query) {
  std::string text;
  for (const auto* field : {&query.type, &query.kind, &query.subject, &query.actor, &query.text}) {
    AppendField(text, *field);
  }
  for (const auto* field : {&query.from, &query.to, &query.recorded_from, &query.recorded_to}) {
    AppendField(text, *field);
  }
  text += query.order == Query::Order::kRecorded ? 'r' : 'o';
  text += query.descending ? '-' : '+';
  const Sha256Digest digest = Sha256(text);
  return {digest.begin(), digest.begin() + kQueryBytes};
}

}  // namespace

std::string EncodeCursor(const Query& query, const SearchMark& mark) {
  std::string bytes(1, kVersion);
  AppendNumber(bytes, mark.position);
  AppendNumber(bytes, static_cast<std::uint64_t>(mark.occurred.time_since_epoch().count()));
  bytes += Fingerprint(query);
  return EncodeBase64Url(bytes);
}

Result<SearchMark> DecodeCursor(const Query& query, std::string_view cursor) {
  const auto bytes = DecodeBase64Url(cursor);
  if (!bytes || bytes->size() != kCursorBytes || bytes->front() != kVersion) {
    return Fail(ErrorCode::kMalformed,
                "The cursor in `after` is not one this server gave. Begin without it.");
  }
  const std::string_view view = *bytes;
  if (view.substr(17) != Fingerprint(query)) {
    return Fail(ErrorCode::kMalformed,
                "The cursor in `after` belongs to a search with other filters or another order. "
                "Send the same ones with it, or begin without it.");
  }
  SearchMark mark;
  mark.position = ReadNumber(view.substr(1));
  mark.occurred =
      Instant(std::chrono::microseconds(static_cast<std::int64_t>(ReadNumber(view.substr(9)))));
  return mark;
}

}  // namespace daybook::http
