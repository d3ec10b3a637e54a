// Daybook as a library: the same book, tree, signature and index, without HTTP, schemas, and
// whoever asks.

#include "daybook/log.h"

#include "daybook/event.h"
#include "tools/bench/peers/in_process.h"

namespace daybook::bench {

Result<Measured> RunBook(const Load& load) {
  const auto book = Book::Open(load.where);
  if (!book) return std::unexpected(book.error());
  return DriveThreads(load, [&]() -> CommitEvents {
    return [&](const std::vector<Event>& events) -> Result<void> {
      Commit commit;
      commit.drafts.reserve(events.size());
      for (const Event& event : events) {
        auto draft = ParseEvent(event.json());
        if (!draft) return std::unexpected(std::move(draft.error()));
        commit.drafts.push_back(*std::move(draft));
      }
      const auto appended = (*book)->Append(std::move(commit));
      if (!appended) return std::unexpected(appended.error());
      return {};
    };
  });
}

}  // namespace daybook::bench
