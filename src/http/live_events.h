// The newest events, in the form in which streams send them.

#ifndef DAYBOOK_HTTP_LIVE_EVENTS_H_
#define DAYBOOK_HTTP_LIVE_EVENTS_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "http/piece.h"

namespace daybook::http {

/// Whoever follows all of the book is sent the same bytes as all others who do. They are written
/// once, one event after the other, by who is the first to want them. Thread-safe.
class LiveEvents {
 public:
  /// Some events that follow each other, as server events (sse.h).
  struct Part {
    Piece piece;
    std::size_t count = 0;
  };

  /// Keeps about so many bytes.
  explicit LiveEvents(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Events of the book from `from` on, as many as are at hand in a row: at most `count_max`, and
  /// none after the one that crosses `bytes_max`. None when that at `from` is not kept any more, or
  /// not in the book yet.
  Result<Part> Read(const Book& book, Position from, std::size_t count_max, std::size_t bytes_max);

 private:
  // The text never moves: what comes at its end may be added while what is there is sent.
  struct Chunk {
    Position begin = 0;
    std::string text;
    std::vector<std::size_t> ends;  // of each event, in the text
  };

  Result<void> Keep(const Book& book, Position end, std::size_t bytes_max);
  void Add(Position position, std::string_view entry);
  Part Find(Position from, std::size_t count_max, std::size_t bytes_max) const;

  const std::size_t bytes_max_;
  std::mutex mutex_;
  std::deque<std::shared_ptr<Chunk>> chunks_;  // guarded by mutex_, as is what follows
  std::size_t bytes_ = 0;                      // of all of them
  Position end_ = 0;                           // one after the last event
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_LIVE_EVENTS_H_
