#include <condition_variable>
#include <mutex>
#include <system_error>

#include "daybook/log.h"
#include "event/event_key.h"
#include "log/follower.h"
#include "log/high_water.h"
#include "log/journal.h"
#include "log/search_index.h"
#include "log/sequencer.h"
#include "log/watermark.h"

namespace daybook {

Book::Book() = default;
Book::~Book() = default;

Result<std::unique_ptr<Book>> Book::Open(const std::filesystem::path& directory,
                                         BookOptions options) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return Fail(ErrorCode::kIo,
                "Could not make the directory " + directory.string() + ": " + error.message());
  }
  auto journal = Journal::Open(directory / "journal", options.cache_bytes);
  if (!journal) return std::unexpected(std::move(journal.error()));
  const auto head = (*journal)->ReadHead();
  if (!head) return std::unexpected(head.error());
  auto high_water = HighWater::Open(directory / "high-water", head->size);
  if (!high_water) return std::unexpected(std::move(high_water.error()));
  auto index = SearchIndex::Open(directory / "search", **journal);
  if (!index) return std::unexpected(std::move(index.error()));

  std::unique_ptr<Book> book(new Book());
  book->journal_ = *std::move(journal);
  book->high_water_ = *std::move(high_water);
  book->index_ = *std::move(index);
  book->head_ = std::make_unique<Watermark>(head->size);
  const Journal& entries = *book->journal_;
  SearchIndex& search = *book->index_;
  book->indexer_ = std::make_unique<Follower>(
      "search", *book->head_,
      [&entries](Position from, std::size_t count_max, std::size_t bytes_max) {
        return entries.ReadFrom(from, count_max, bytes_max);
      },
      search.store(),
      [&search](Position from, std::span<const std::string> texts, DerivedStore::Batch& batch) {
        return search.Fold(from, texts, batch);
      });
  book->sequencer_ = std::make_unique<Sequencer>(*book->journal_, *head, *book->high_water_,
                                                 *book->head_, directory, options);
  return book;
}

AppendResult Book::Append(Commit commit) {
  std::mutex mutex;
  std::condition_variable answered;
  std::optional<AppendResult> answer;
  AppendAsync(std::move(commit), [&](AppendResult result) {
    const std::scoped_lock lock(mutex);
    answer = std::move(result);
    answered.notify_one();  // under the lock: past it, `answered` may be gone
  });
  std::unique_lock lock(mutex);
  answered.wait(lock, [&] { return answer.has_value(); });
  return *std::move(answer);
}

void Book::AppendAsync(Commit commit, AppendDone done) {
  sequencer_->Append(std::move(commit), std::move(done));
}

void Book::StopAppending() { sequencer_->Stop(); }

WriteState Book::write_state() const { return sequencer_->state(); }
BookStats Book::stats() const { return sequencer_->stats(); }
Position Book::size() const { return head_->value(); }
Watermark& Book::head() const { return *head_; }
Follower& Book::indexer() const { return *indexer_; }

Result<std::string> Book::Read(Position position) const { return journal_->Read(position); }

Result<std::vector<std::string>> Book::ReadFrom(Position from, std::size_t count_max,
                                                std::size_t bytes_max) const {
  return journal_->ReadFrom(from, count_max, bytes_max);
}

Result<std::vector<Position>> Book::FindId(std::string_view id, std::string_view source) const {
  const EventKey key = MakeEventKey(id, source);
  const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
  return journal_->FindKeyPrefix(source.empty() ? bytes.substr(0, kIdHashBytes) : bytes);
}

Result<std::vector<StreamEntry>> Book::ReadStream(std::string_view subject, Revision from,
                                                  std::size_t count_max) const {
  return journal_->ReadStream(subject, from, count_max);
}

Result<std::optional<Revision>> Book::LastRevision(std::string_view subject) const {
  const auto next = journal_->NextRevision(subject);
  if (!next) return std::unexpected(next.error());
  if (*next == 0) return std::nullopt;
  return *next - 1;
}

Result<Page> Book::Search(const Query& query, const std::optional<SearchMark>& after,
                          const PageLimits& page) const {
  return index_->Search(query, after, page, indexer_->position().value());
}

}  // namespace daybook
