#include <fmt/format.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <system_error>

#include "daybook/log.h"
#include "event/event_key.h"
#include "event/ijson.h"
#include "event/instant.h"
#include "log/follower.h"
#include "log/journal.h"
#include "log/key_file.h"
#include "log/published.h"
#include "log/search_index.h"
#include "log/sequencer.h"
#include "log/watermark.h"
#include "tree/note.h"

namespace daybook {
namespace {

// The key that signs the book, which must be the one that signed its head; and its head, which
// must be that of its tree.
Result<tree::NoteSigner> OpenKey(const std::filesystem::path& path, const std::string& origin,
                                 const Journal& journal, const tree::Frontier& frontier) {
  if (frontier.size() > 0 && !std::filesystem::exists(path)) {
    return Fail(ErrorCode::kCorrupt, "The book's signing key is missing: put back " +
                                         path.string() + " from wherever a copy is kept.");
  }
  auto signer = LoadOrMakeKey(path, origin);
  if (!signer || frontier.size() == 0) return signer;
  const auto note = journal.ReadCheckpoint();
  if (!note) return std::unexpected(note.error());
  const auto head = tree::OpenCheckpoint(note->value_or(""), std::array{signer->verifier()});
  if (!head) {
    return Fail(ErrorCode::kCorrupt, "The book's checkpoint is not one signed by the key in " +
                                         path.string() + ": " + head.error().detail);
  }
  if (head->size != frontier.size() || head->root != frontier.Root()) {
    return Fail(ErrorCode::kCorrupt, "The book's checkpoint is not that of its tree.");
  }
  return signer;
}

// Puts on record that the book went on without events that were acknowledged.
Result<void> RecordRollback(Book& book, const std::string& reason, const Error& found,
                            Instant now) {
  std::string data = "{\"reason\":";
  AppendJsonString(data, reason);
  data += ",\"found\":";
  AppendJsonString(data, found.detail);
  data += '}';
  const auto draft = MakeDraft({.id = fmt::format("rollback-accepted-{}", FormatInstant(now)),
                                .source = "/daybook",
                                .type = "book.rollback-accepted",
                                .subject = "book/control",
                                .data = std::move(data)});
  if (!draft) return std::unexpected(draft.error());
  const auto appended = book.Append({.drafts = {*draft}});
  if (!appended) return std::unexpected(appended.error());
  return {};
}

}  // namespace

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
  const auto frontier = tree::Frontier::Load(head->size, (*journal)->NodeReader());
  if (!frontier) return std::unexpected(frontier.error());
  auto signer = OpenKey(directory / "signing-key", options.origin, **journal, *frontier);
  if (!signer) return std::unexpected(std::move(signer.error()));
  auto published = Published::Open(directory / "published");
  if (!published) return std::unexpected(std::move(published.error()));
  const auto kept = (*published)->Check(head->size, signer->verifier(), (*journal)->NodeReader());
  const bool acceptable =
      kept || (kept.error().code == ErrorCode::kCorrupt && !options.accept_rollback.empty());
  if (!acceptable) return std::unexpected(kept.error());
  const std::filesystem::path derived = directory / kDerivedDirectory;
  if (!kept) std::filesystem::remove_all(derived, error);  // it may stand on what is gone
  auto index = SearchIndex::Open(derived / "search", **journal, head->size);
  if (!index) return std::unexpected(std::move(index.error()));

  std::unique_ptr<Book> book(new Book());
  book->head_ = std::make_unique<Watermark>(head->size);
  book->journal_ = *std::move(journal);
  book->signer_ = std::make_unique<tree::NoteSigner>(*std::move(signer));
  book->published_ = *std::move(published);
  book->index_ = *std::move(index);
  book->indexer_ = book->index_->Follow(*book->head_);
  book->sequencer_ = std::make_unique<Sequencer>(
      Sequencer::Start{*book->journal_, *head, *frontier, *book->signer_, *book->published_,
                       *book->head_, directory},
      options);
  if (!kept) {
    auto recorded = RecordRollback(*book, options.accept_rollback, kept.error(), options.clock());
    if (!recorded) return std::unexpected(std::move(recorded.error()));
  }
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

Result<std::vector<std::optional<Position>>> Book::FindKeys(
    const std::vector<EventKey>& keys) const {
  return journal_->FindKeys(keys);
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
