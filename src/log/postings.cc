#include "log/postings.h"

namespace daybook {

Postings::Postings(const DerivedStore& store, keys::Posting attribute, std::string_view value)
    : prefix_(keys::PostingPrefix(attribute, value)), cursor_(store.NewCursor()) {}

Result<std::optional<Position>> Postings::Seek(Position position, bool descending) {
  std::string key = prefix_;
  keys::AppendNumber(key, position);
  if (descending) {
    cursor_.SeekForPrev(key);
  } else {
    cursor_.Seek(key);
  }
  if (auto status = cursor_.status(); !status) return std::unexpected(status.error());
  // A value with a NUL in it, which no event has, would begin like keys of another value.
  if (!cursor_.Valid() || !cursor_.key().starts_with(prefix_) ||
      cursor_.key().size() != key.size()) {
    return std::nullopt;
  }
  return keys::LastNumber(cursor_.key());
}

Result<std::optional<Meeting>> NextInAll(std::vector<Postings>& postings, Position position,
                                         bool descending, std::size_t seeks_max) {
  // Whoever is not at `position` says where it is next, and all are asked again from there.
  std::size_t seeks = 0;
  for (std::size_t agreed = 0, i = 0; agreed < postings.size(); i = (i + 1) % postings.size()) {
    if (seeks++ == seeks_max) return Meeting{position, false};
    const auto next = postings[i].Seek(position, descending);
    if (!next) return std::unexpected(next.error());
    if (!*next) return std::nullopt;
    agreed = **next == position ? agreed + 1 : 1;
    position = **next;
  }
  return Meeting{position, true};
}

}  // namespace daybook
