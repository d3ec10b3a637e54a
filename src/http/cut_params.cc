#include "http/cut_params.h"

#include <fmt/format.h>

#include <algorithm>

#include "event/instant.h"
#include "improvement/moment.h"

namespace daybook::http {
namespace {

std::optional<Instant> ReadMoment(ParamReader& reader, std::string_view name) {
  const auto text = reader.Text(name);
  if (!text) return std::nullopt;
  if (const auto end = improvement::EndOfLondonDay(*text)) return end;
  if (const auto instant = ParseInstant(*text)) return *instant;
  reader.AddFault(
      fmt::format("The parameter `{}` is `{}`; it is a day (2025-01-22: all of it, in "
                  "London) or a time (2025-01-22T09:00:00Z).",
                  name, *text));
  return std::nullopt;
}

// Nothing is after everything.
bool IsAfter(const std::optional<Instant>& first, const std::optional<Instant>& second) {
  return first && second && *first > *second;
}

}  // namespace

improvement::Audience ReadAudience(ParamReader& reader, const access::Principal& who) {
  const auto name = reader.Text("audience");
  if (!name) return who.ceiling;
  const auto audience = improvement::ParseAudience(*name);
  if (!audience) {
    reader.AddFault(fmt::format("The parameter `audience` is `{}`; it is one of {}.", *name,
                                fmt::join(improvement::kAudiences, ", ")));
    return who.ceiling;
  }
  if (*audience >= who.ceiling) return *audience;
  reader.Refuse({.code = ErrorCode::kForbidden,
                 .detail = fmt::format("You may read what is released to the audience `{}`, not "
                                       "`{}`.",
                                       improvement::NameOf(who.ceiling), *name)});
  return who.ceiling;
}

AskedCut ReadCut(ParamReader& reader, const access::Principal& who) {
  AskedCut asked;
  asked.at = ReadMoment(reader, "at");
  asked.known = ReadMoment(reader, "known");
  asked.audience = ReadAudience(reader, who);
  return asked;
}

AskedCuts ReadCuts(ParamReader& reader, const access::Principal& who) {
  const auto at = ReadMoment(reader, "from_at");
  const auto known = ReadMoment(reader, "from_known");
  AskedCuts asked{.from = {}, .to = ReadCut(reader, who), .moment = {}};
  asked.from = asked.to;
  if (at) asked.from.at = at;
  if (known) asked.from.known = known;
  if (at || known) {
    asked.moment = std::min(at.value_or(Instant::max()), known.value_or(Instant::max()));
  } else {
    reader.AddFault(
        "One of the parameters `from_at` and `from_known` is needed: changes since when?");
  }
  if (IsAfter(at, asked.to.at) || IsAfter(known, asked.to.known)) {
    reader.AddFault("The first cut is after the second one.");
  }
  return asked;
}

Result<improvement::Cut> SettleCut(const Book& book, const AskedCut& asked) {
  improvement::Cut cut{.at = asked.at, .audience = asked.audience};
  if (!asked.known) return cut;
  const auto size = book.SizeAt(*asked.known);
  if (!size) return std::unexpected(size.error());
  cut.size = *size;
  return cut;
}

}  // namespace daybook::http
