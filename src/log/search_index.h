// Search: postings of a few attributes, derived from the book.

#ifndef DAYBOOK_LOG_SEARCH_INDEX_H_
#define DAYBOOK_LOG_SEARCH_INDEX_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "daybook/log.h"
#include "event/entry.h"
#include "log/derived_store.h"
#include "log/follower.h"
#include "log/journal.h"

namespace daybook {

/// Thread-safe.
class SearchIndex {
 public:
  /// `journal`, which has `size` events now, must outlive it. `env` as in BookOptions.
  static Result<std::unique_ptr<SearchIndex>> Open(const std::filesystem::path& directory,
                                                   const Journal& journal, Position size,
                                                   rocksdb::Env* env);

  /// Starts keeping the index up to the book's head. Both must outlive the follower.
  std::unique_ptr<Follower> Follow(Watermark& head);

  /// As Book::SearchEach, over the first `size` events, which must be indexed.
  Result<PageEnd> Search(const Query& query, const std::optional<SearchMark>& after,
                         const PageLimits& limits, Position size, const TakeEntry& take) const;

 private:
  Result<void> Fold(Position from, std::span<const std::string> entries,
                    DerivedStore::Batch& batch);
  SearchIndex(std::unique_ptr<DerivedStore> store, const Journal& journal);

  std::unique_ptr<DerivedStore> store_;
  const Journal& journal_;
  EntryReader reader_;  // owned by the follower's thread
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_SEARCH_INDEX_H_
