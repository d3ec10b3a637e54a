#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <system_error>

#include "daybook/log.h"
#include "event/event_key.h"
#include "event/ijson.h"
#include "event/instant.h"
#include "log/follower.h"
#include "log/journal.h"
#include "log/key_change.h"
#include "log/key_file.h"
#include "log/published.h"
#include "log/search_index.h"
#include "log/sequencer.h"
#include "log/small_file.h"
#include "log/watermark.h"
#include "tree/checkpoint.h"

namespace daybook {
namespace {

// Where the keys are. Of two, nothing would tell which is meant.
Result<KeyFile> OpenKeyFile(const std::filesystem::path& directory, const BookOptions& options) {
  std::filesystem::path own = directory / "signing-key";
  if (options.signing_key.empty()) return KeyFile(std::move(own));
  if (std::filesystem::exists(own)) {
    return Fail(ErrorCode::kConflict,
                fmt::format("The book has a signing key in {}, and is given one in {}: keep one of "
                            "them.",
                            own.string(), options.signing_key.string()));
  }
  return KeyFile(options.signing_key, KeyFile::Access::kRead);
}

// The keys that sign the book, one of which must have signed its head; and its head, which must be
// that of its tree.
Result<SigningKeys> OpenKeys(const KeyFile& file, const std::string& origin, const Journal& journal,
                             const tree::Frontier& frontier) {
  const auto note = journal.ReadCheckpoint();
  if (!note) return std::unexpected(note.error());
  if (auto settled = file.Settle(note->value_or("")); !settled) {
    return std::unexpected(std::move(settled.error()));
  }
  if (frontier.size() > 0 && !std::filesystem::exists(file.path())) {
    return Fail(ErrorCode::kCorrupt, "The book's signing key is missing: put back " +
                                         file.path().string() + " from wherever a copy is kept.");
  }
  auto keys = file.LoadOrMake(origin);
  if (!keys || frontier.size() == 0) return keys;
  const auto head = tree::OpenCheckpoint(note->value_or(""), keys->verifiers());
  if (!head) {
    return Fail(ErrorCode::kCorrupt, "The book's checkpoint is not one signed by the key in " +
                                         file.path().string() + ": " + head.error().detail);
  }
  if (head->size != frontier.size() || head->root != frontier.Root()) {
    return Fail(ErrorCode::kCorrupt, "The book's checkpoint is not that of its tree.");
  }
  return keys;
}

// Plans the change of keys that is asked for, if any, and stages it. `whole` is whether the book
// has lost nothing.
Result<std::optional<KeyChange>> StageKeyChange(const BookOptions& options, bool whole,
                                                const SigningKeys& present, const KeyFile& file) {
  auto change = PlanKeyChange(options, present);
  if (!change) return change;
  if (*change && !whole) {
    return Fail(ErrorCode::kConflict,
                "Keys are changed in a book that is whole: accept the rollback first.");
  }
  auto staged = *change ? file.Stage((*change)->keys) : file.Discard();
  if (!staged) return std::unexpected(std::move(staged.error()));
  return change;
}

// Puts a change of keys on record, signed by those it leads to, and makes them the book's.
Result<void> RecordKeyChange(Book& book, Draft draft, Published& published, const KeyFile& file) {
  const auto appended = book.Append({.drafts = {std::move(draft)}});
  if (!appended) return std::unexpected(appended.error());
  // Until it is, a power failure could leave a record there that only a key now gone has signed.
  if (auto synced = published.Sync(); !synced) return synced;
  return file.Promote();
}

// Holds the book against each head of it that is kept outside the database.
Result<void> CheckHeads(const Published& published, const std::filesystem::path& cosigned,
                        std::uint64_t size, std::span<const tree::VerifierKey> known,
                        const tree::ReadNodes& read) {
  if (auto kept = published.Check(size, known, read); !kept) return kept;
  const auto text = ReadSmallFile(cosigned);
  if (!text) return std::unexpected(text.error());
  if (!*text) return {};
  // After a change of keys it may bear the signature of one that is retired: it tells nothing then,
  // until the witnesses have cosigned the next head.
  const auto note = tree::Note::Parse(**text);
  const auto signers =
      note ? tree::VerifyNote(*note, known) : Result<std::vector<tree::VerifierKey>>();
  if (note && signers && signers->empty()) return {};
  return CheckKept(**text, cosigned, size, known, read);
}

// Puts on record that the book went on without events that were acknowledged.
Result<void> RecordRollback(Book& book, const std::string& reason, const Error& found,
                            Instant now) {
  std::string data = "{\"reason\":";
  AppendJsonString(data, reason);
  data += ",\"found\":";
  AppendJsonString(data, found.detail);
  // The events that said so may be among those that are gone.
  data += ",\"keys\":[";
  for (const std::string& key : book.verifier_keys()) {
    if (!data.ends_with('[')) data += ',';
    AppendJsonString(data, key);
  }
  data += "]}";
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
  if (auto made = MakeDirectory(directory); !made) return std::unexpected(std::move(made.error()));
  auto journal = Journal::Open(directory / "journal", options.cache_bytes, options.env,
                               options.rows_in_memory);
  if (!journal) return std::unexpected(std::move(journal.error()));
  const auto head = (*journal)->ReadHead();
  if (!head) return std::unexpected(head.error());
  const auto frontier = tree::Frontier::Load(head->size, (*journal)->NodeReader());
  if (!frontier) return std::unexpected(frontier.error());
  auto opened_file = OpenKeyFile(directory, options);
  if (!opened_file) return std::unexpected(std::move(opened_file.error()));
  const KeyFile key_file = *std::move(opened_file);
  auto keys = OpenKeys(key_file, options.origin, **journal, *frontier);
  if (!keys) return std::unexpected(std::move(keys.error()));
  auto published = Published::Open(directory / "published");
  if (!published) return std::unexpected(std::move(published.error()));
  const std::filesystem::path cosigned = directory / kCosignedFile;
  const auto kept =
      CheckHeads(**published, cosigned, head->size, keys->verifiers(), (*journal)->NodeReader());
  const bool acceptable =
      kept || (kept.error().code == ErrorCode::kCorrupt && !options.accept_rollback.empty());
  if (!acceptable) return std::unexpected(kept.error());
  // The log of a crash may hold what its writer could not sync: in tables it is synced again.
  if (auto settled = (*journal)->Settle(kept.has_value()); !settled) {
    return std::unexpected(std::move(settled.error()));
  }
  auto change = StageKeyChange(options, kept.has_value(), *keys, key_file);
  if (!change) return std::unexpected(std::move(change.error()));
  const std::filesystem::path derived = directory / kDerivedDirectory;
  std::error_code error;
  if (!kept) std::filesystem::remove_all(derived, error);  // it may stand on what is gone
  auto index = SearchIndex::Open(derived / "search", **journal, head->size, options.env);
  if (!index) return std::unexpected(std::move(index.error()));

  std::unique_ptr<Book> book(new Book());
  book->head_ = std::make_unique<Watermark>(head->size);
  book->journal_ = *std::move(journal);
  book->keys_ =
      std::make_unique<SigningKeys>(*change ? std::move((*change)->keys) : *std::move(keys));
  book->published_ = *std::move(published);
  book->index_ = *std::move(index);
  book->indexer_ = book->index_->Follow(*book->head_);
  book->sequencer_ =
      std::make_unique<Sequencer>(Sequencer::Start{*book->journal_, *head, *frontier, *book->keys_,
                                                   *book->published_, *book->head_, directory},
                                  options);
  if (!kept) {
    auto recorded = RecordRollback(*book, options.accept_rollback, kept.error(), options.clock());
    if (!recorded) return std::unexpected(std::move(recorded.error()));
    std::filesystem::remove(cosigned, error);  // of the events that are gone
  }
  if (*change) {
    auto recorded =
        RecordKeyChange(*book, std::move((*change)->draft), *book->published_, key_file);
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

void Book::AskCommitThread(std::function<void()> answer) { sequencer_->Ask(std::move(answer)); }

void Book::StopAppending() { sequencer_->Stop(); }

WriteState Book::write_state() const { return sequencer_->state(); }
DiskState Book::disk() const { return sequencer_->disk(); }
BookStats Book::stats() const { return sequencer_->stats(); }
Position Book::size() const { return head_->value(); }
Watermark& Book::head() const { return *head_; }
Follower& Book::indexer() const { return *indexer_; }

Result<std::string> Book::Read(Position position) const { return journal_->Read(position); }

Result<std::vector<std::string>> Book::ReadFrom(Position from, std::size_t count_max,
                                                std::size_t bytes_max) const {
  return journal_->ReadFrom(from, count_max, bytes_max);
}

Result<std::size_t> Book::ReadEach(Position from, std::size_t count_max, std::size_t bytes_max,
                                   const TakeEntry& take) const {
  return journal_->ReadEach(from, count_max, bytes_max, take);
}

Result<Position> Book::SizeAt(Instant time) const {
  return journal_->FirstRecordedFrom(time + std::chrono::microseconds(1), size());
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
                          const PageLimits& limits) const {
  Page page;
  const auto end = SearchEach(query, after, limits, [&](Position position, std::string_view entry) {
    page.found.push_back({position, std::string(entry)});
    return Result<void>();
  });
  if (!end) return std::unexpected(end.error());
  static_cast<PageEnd&>(page) = *end;
  return page;
}

Result<PageEnd> Book::SearchEach(const Query& query, const std::optional<SearchMark>& after,
                                 const PageLimits& limits, const TakeEntry& take) const {
  return index_->Search(query, after, limits, indexer_->position().value(), take);
}

Result<std::uint32_t> Book::CopyJournal(JournalCopies& copies,
                                        const std::function<bool()>& go_on) const {
  return journal_->CopyTo(copies, go_on);
}

}  // namespace daybook
