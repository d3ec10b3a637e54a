#include "log/matcher.h"

#include <algorithm>
#include <cstring>

namespace daybook {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), Lower);
  return lowered;
}

// memmem takes linear time, whatever somebody makes the two look like.
bool HasText(std::string_view entry, std::string_view lowered_text) {
  const std::string lowered = Lowered(entry);
  return memmem(lowered.data(), lowered.size(), lowered_text.data(), lowered_text.size()) !=
         nullptr;
}

bool Is(const std::optional<std::string>& wanted, std::string_view value) {
  return !wanted || *wanted == value;
}

}  // namespace

Matcher::Matcher(const Query& query)
    : query_(query),
      text_(Lowered(query.text.value_or(""))),
      by_attributes_(query.type || query.kind || query.subject || query.actor || query.from ||
                     query.to) {}

Result<bool> Matcher::Matches(std::string_view entry) {
  if (!text_.empty() && !HasText(entry, text_)) return false;
  if (!by_attributes_) return true;
  const auto decoded = reader_.Read(entry);
  if (!decoded) return std::unexpected(decoded.error());
  return MatchesAttributes(*decoded);
}

bool Matcher::MatchesAttributes(const Entry& entry) const {
  const Instant occurred = entry.occurred();
  return Is(query_.type, entry.type) && Is(query_.kind, entry.kind()) &&
         Is(query_.subject, entry.subject) &&
         (!query_.actor || *query_.actor == entry.authid || *query_.actor == entry.onbehalfof) &&
         (!query_.from || occurred >= *query_.from) && (!query_.to || occurred < *query_.to);
}

}  // namespace daybook
