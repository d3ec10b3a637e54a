// Everything that matches, streamed.

#ifndef DAYBOOK_HTTP_ENTRY_EXPORT_H_
#define DAYBOOK_HTTP_ENTRY_EXPORT_H_

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daybook/log.h"
#include "http/accept.h"
#include "http/entry_text.h"
#include "http/reply.h"

namespace daybook::http {

inline constexpr std::string_view kCountField = "Daybook-Count";

/// Reads a list page by page, each within bounds of its own, and returns whether there may be more.
using NextPage = std::move_only_function<Result<bool>(const TakeEntry& take)>;

/// What an export stands on: so many events, and the signed head of exactly those. Whoever has all
/// of them can compute its root.
struct ExportHead {
  Position size = 0;
  std::string checkpoint;
};

/// The book's head as it is now. It covers every event that anybody was told of before.
ExportHead HeadOf(const Book& book);

/// Writes the entries of the first `head.size` events of the book, page by page, as NDJSON or CSV:
/// a page is read when the one before it is sent, so memory is that of a page.
class EntryExport : public Source {
 public:
  /// At most `count_max` entries, if it is set.
  EntryExport(Format format, ExportHead head, std::optional<std::uint64_t> count_max, NextPage next)
      : writer_(format), head_(std::move(head)), count_max_(count_max), next_(std::move(next)) {}

  boost::asio::awaitable<Result<Piece>> Next() override;
  std::vector<std::pair<std::string, std::string>> Trailers() const override;

 private:
  Result<void> Add(std::string& out, Position position, std::string_view entry);
  bool full() const { return count_max_ && count_ >= *count_max_; }

  EntryWriter writer_;
  const ExportHead head_;
  const std::optional<std::uint64_t> count_max_;
  NextPage next_;
  std::uint64_t count_ = 0;
  std::size_t piece_bytes_ = 0;  // of the last one: the next will take about as much
  bool begun_ = false;
  bool ended_ = false;
};

/// The answer with such an export. Its headers say what it stands on, and the trailer
/// `Daybook-Count` how many events it has, since CSV has no place for either: a row that is no
/// event would be counted as one by every spreadsheet.
Reply ExportReply(Format format, ExportHead head, std::optional<std::uint64_t> count_max,
                  NextPage next);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ENTRY_EXPORT_H_
