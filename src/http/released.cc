#include "http/released.h"

namespace daybook::http {

Result<bool> Released::Shows(Position position, std::string_view text) {
  if (position >= cut_.size) return false;
  if (!cut_.at && !hides()) return true;
  const auto entry = reader_.Read(text);
  if (!entry) return std::unexpected(entry.error());
  if (cut_.at && entry->occurred() > *cut_.at) return false;
  if (!principal_->Covers(entry->subject)) return false;
  return programme_.IsReleased(*entry, cut_.audience, cut_.size);
}

Result<void> Released::Filter(std::vector<Found>& found) {
  Result<void> filtered;
  std::erase_if(found, [&](const Found& item) {
    const auto shows = Shows(item.position, item.entry);
    if (!shows) filtered = std::unexpected(shows.error());
    return shows && !*shows;
  });
  return filtered;
}

}  // namespace daybook::http
