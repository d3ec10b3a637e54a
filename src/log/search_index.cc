#include "log/search_index.h"

#include <algorithm>
#include <map>

#include "log/keys.h"
#include "log/matcher.h"
#include "log/posting_rows.h"
#include "log/postings.h"
#include "log/search_keys.h"

namespace daybook {
namespace {

using keys::Posting;

using AllPositions = std::vector<std::unique_ptr<Positions>>;

AllPositions PositionsOf(const DerivedStore& store, const Journal& journal, const Query& query) {
  AllPositions all;
  if (query.subject) all.push_back(std::make_unique<StreamPositions>(journal, *query.subject));
  const auto add = [&](Posting attribute, const std::optional<std::string>& value) {
    if (value) all.push_back(std::make_unique<Postings>(store, attribute, *value));
  };
  add(Posting::kActor, query.actor);
  add(Posting::kType, query.type);
  // A subject's kind is known: asking for it too would only cost.
  if (!query.subject) add(Posting::kKind, query.kind);
  return all;
}

// The positions a query's recorded range leaves: begin ≤ position < end.
struct Range {
  Position begin = 0;
  Position end = 0;
  bool Contains(Position position) const { return position >= begin && position < end; }
};

Result<Range> RecordedRange(const Journal& journal, const Query& query, Position size) {
  Range range{0, size};
  if (query.recorded_from) {
    const auto begin = journal.FirstRecordedFrom(*query.recorded_from, size);
    if (!begin) return std::unexpected(begin.error());
    range.begin = *begin;
  }
  if (query.recorded_to) {
    const auto end = journal.FirstRecordedFrom(*query.recorded_to, size);
    if (!end) return std::unexpected(end.error());
    range.end = *end;
  }
  return range;
}

// One page in the making: looks at entries in the order they are offered.
class PageBuilder {
 public:
  PageBuilder(const Journal& journal, const Query& query, const PageLimits& limits, Position size,
              const TakeEntry& take)
      : scan_(journal.NewScan(limits.all_pages)), matcher_(query), limits_(limits), take_(take) {
    end_.size = size;
  }

  // Looks at an entry; `mark` leads past it. False once the page is full.
  Result<bool> Offer(const SearchMark& mark) {
    const auto entry = scan_.At(mark.position);
    if (!entry) return std::unexpected(entry.error());
    const auto matches = matcher_.Matches(*entry);
    if (!matches) return std::unexpected(matches.error());
    if (*matches) {
      if (auto taken = take_(mark.position, *entry); !taken) return std::unexpected(taken.error());
      ++found_;
      bytes_ += entry->size();
    }
    end_.next = mark;
    ++examined_;
    return found_ < limits_.entries && bytes_ < limits_.bytes && examined_ < limits_.examined;
  }

  // Passes over an entry; `mark` leads past it. False once enough was looked at.
  bool Skip(const SearchMark& mark) {
    end_.next = mark;
    return ++examined_ < limits_.examined;
  }

  std::size_t examinations_left() const { return limits_.examined - examined_; }

  PageEnd Full() const { return end_; }
  PageEnd Exhausted() const { return {.next = {}, .size = end_.size}; }

 private:
  Journal::Scan scan_;
  Matcher matcher_;
  const PageLimits limits_;
  const TakeEntry& take_;
  PageEnd end_;
  std::size_t found_ = 0;
  std::size_t bytes_ = 0;
  std::size_t examined_ = 0;
};

Result<PageEnd> SearchRecorded(const AllPositions& all, const Query& query, Range range,
                               const std::optional<SearchMark>& after, PageBuilder page) {
  if (after && query.descending) range.end = std::min(range.end, after->position);
  if (after && !query.descending) range.begin = std::max(range.begin, after->position + 1);
  while (range.begin < range.end) {
    const Position from = query.descending ? range.end - 1 : range.begin;
    const std::size_t seeks = page.examinations_left() + all.size();
    const auto next = NextInAll(all, from, query.descending, seeks);
    if (!next) return std::unexpected(next.error());
    if (!*next || !range.Contains((*next)->position)) break;
    const Position position = (*next)->position;
    if (!(*next)->agreed) {
      // The mark is of what was passed over, and the position was not yet.
      page.Skip({.position = query.descending ? position + 1 : position - 1});
      return page.Full();
    }
    const auto more = page.Offer({.position = position});
    if (!more) return std::unexpected(more.error());
    if (!*more) return page.Full();
    (query.descending ? range.end : range.begin) = query.descending ? position : position + 1;
  }
  return page.Exhausted();
}

Result<PageEnd> SearchOccurred(const DerivedStore& store, const Query& query, Range range,
                               const std::optional<SearchMark>& after, PageBuilder page) {
  if (range.begin >= range.end) return page.Exhausted();
  DerivedStore::Cursor cursor = store.NewCursor();
  const std::string first = keys::OccurredKey(query.from.value_or(Instant::min()), 0);
  const std::string past =
      query.to ? keys::OccurredKey(*query.to, 0) : keys::OccurredKey(Instant::max(), UINT64_MAX);
  const std::string mark =
      after ? keys::OccurredKey(after->occurred, after->position) : std::string();
  if (query.descending) {
    cursor.SeekForPrev(after ? std::min(mark, past) : past);
  } else {
    cursor.Seek(after ? std::max(mark, first) : first);
  }
  for (; cursor.Valid(); query.descending ? cursor.Prev() : cursor.Next()) {
    const std::string_view key = cursor.key();
    if (key == mark || (query.descending && key >= past)) continue;  // where it begins
    if (key < first || key >= past) break;
    const Position position = keys::LastNumber(key);
    const SearchMark here{.position = position, .occurred = keys::OccurredOf(key)};
    if (!range.Contains(position)) {
      if (!page.Skip(here)) return page.Full();
      continue;
    }
    const auto more = page.Offer(here);
    if (!more) return std::unexpected(more.error());
    if (!*more) return page.Full();
  }
  if (auto status = cursor.status(); !status) return std::unexpected(status.error());
  return page.Exhausted();
}

}  // namespace

SearchIndex::SearchIndex(std::unique_ptr<DerivedStore> store, const Journal& journal)
    : store_(std::move(store)), journal_(journal) {}

Result<std::unique_ptr<SearchIndex>> SearchIndex::Open(const std::filesystem::path& directory,
                                                       const Journal& journal, Position size,
                                                       rocksdb::Env* env) {
  auto store = DerivedStore::Open(directory, keys::kSearchVersion, size, env,
                                  DerivedStore::Merging::kBySize);
  if (!store) return std::unexpected(std::move(store.error()));
  return std::unique_ptr<SearchIndex>(new SearchIndex(*std::move(store), journal));
}

std::unique_ptr<Follower> SearchIndex::Follow(Watermark& head) {
  return std::make_unique<Follower>(
      "search", head,
      [this](Position from, std::size_t count_max, std::size_t bytes_max) {
        return journal_.ReadFrom(from, count_max, bytes_max);
      },
      *store_,
      [this](Position from, std::span<const std::string> entries, DerivedStore::Batch& batch) {
        return Fold(from, entries, batch);
      });
}

Result<void> SearchIndex::Fold(Position from, std::span<const std::string> entries,
                               DerivedStore::Batch& batch) {
  struct Row {
    Position first = 0;
    Position last = 0;
    std::string value;
  };
  std::map<std::string, Row> rows;  // by the beginning of the key
  std::vector<std::string> occurred;
  for (Position position = from; const std::string& text : entries) {
    const auto entry = reader_.Read(text);
    if (!entry) return std::unexpected(entry.error());
    for (const auto& [attribute, value] : PostedValues(*entry)) {
      const auto [row, begun] = rows.try_emplace(keys::PostingPrefix(attribute, value));
      if (begun) row->second.first = position;
      if (!begun) AppendToRow(row->second.value, row->second.last, position);
      row->second.last = position;
    }
    occurred.push_back(keys::OccurredKey(entry->occurred(), position));
    ++position;
  }
  // In the order of the keys (rocks::SetInsertedInOrder).
  for (const auto& [prefix, row] : rows) {
    std::string key = prefix;
    keys::AppendNumber(key, row.first);
    batch.Put(key, row.value);
  }
  std::ranges::sort(occurred);
  for (const std::string& key : occurred) batch.Put(key, "");
  return {};
}

Result<PageEnd> SearchIndex::Search(const Query& query, const std::optional<SearchMark>& after,
                                    const PageLimits& limits, Position size,
                                    const TakeEntry& take) const {
  const auto range = RecordedRange(journal_, query, size);
  if (!range) return std::unexpected(range.error());
  PageBuilder page(journal_, query, limits, size, take);
  if (query.order == Query::Order::kOccurred) {
    return SearchOccurred(*store_, query, *range, after, std::move(page));
  }
  const AllPositions all = PositionsOf(*store_, journal_, query);
  return SearchRecorded(all, query, *range, after, std::move(page));
}

}  // namespace daybook
