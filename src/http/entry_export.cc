#include "http/entry_export.h"

#include "http/turn.h"

namespace daybook::http {

boost::asio::awaitable<Result<std::string>> EntryExport::Next() {
  std::string out;
  if (!begun_) writer_.Begin(out);
  begun_ = true;
  while (!ended_) {
    auto page = next_();
    if (!page) co_return std::unexpected(std::move(page.error()));
    auto added = AddPage(out, *page);
    if (!added) co_return std::unexpected(std::move(added.error()));
    ended_ = !page->more || full();
    if (ended_) writer_.End(out, count_, size_);
    if (!out.empty()) break;
    co_await GiveTurn();
  }
  co_return out;
}

Result<void> EntryExport::AddPage(std::string& out, const EntryPage& page) {
  for (const Found& item : page.found) {
    // What was appended since the export began is not part of it.
    if (item.position >= size_) continue;
    if (full()) break;
    auto added = writer_.Add(out, item.entry);
    if (!added) return added;
    ++count_;
  }
  return {};
}

}  // namespace daybook::http
