// Everything that matches, streamed.

#ifndef DAYBOOK_HTTP_ENTRY_EXPORT_H_
#define DAYBOOK_HTTP_ENTRY_EXPORT_H_

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "daybook/log.h"
#include "http/accept.h"
#include "http/entry_text.h"
#include "http/reply.h"

namespace daybook::http {

/// A piece of a list of entries, and whether there may be more.
struct EntryPage {
  std::vector<Found> found;
  bool more = false;
};

/// Reads a list piece by piece, each within bounds of its own.
using NextPage = std::move_only_function<Result<EntryPage>()>;

/// Writes the entries of the first `size` events of the book, page by page, as NDJSON or CSV: a
/// page is read when the one before it is sent, so memory is that of a page.
class EntryExport : public Source {
 public:
  /// At most `count_max` entries, if it is set.
  EntryExport(Format format, Position size, std::optional<std::uint64_t> count_max, NextPage next)
      : writer_(format), size_(size), count_max_(count_max), next_(std::move(next)) {}

  boost::asio::awaitable<Result<std::string>> Next() override;

 private:
  Result<void> AddPage(std::string& out, const EntryPage& page);
  bool full() const { return count_max_ && count_ >= *count_max_; }

  EntryWriter writer_;
  const Position size_;
  const std::optional<std::uint64_t> count_max_;
  NextPage next_;
  std::uint64_t count_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ENTRY_EXPORT_H_
