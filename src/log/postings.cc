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
  if (!cursor_.Valid() || !cursor_.key().starts_with(prefix_)) return std::nullopt;
  return keys::LastNumber(cursor_.key());
}

Result<std::optional<Position>> NextInAll(std::vector<Postings>& postings, Position position,
                                          bool descending) {
  // Whoever is not at `position` says where it is next, and all are asked again from there.
  for (std::size_t agreed = 0, i = 0; agreed < postings.size(); i = (i + 1) % postings.size()) {
    const auto next = postings[i].Seek(position, descending);
    if (!next || !*next) return next;
    agreed = **next == position ? agreed + 1 : 1;
    position = **next;
  }
  return position;
}

}  // namespace daybook
