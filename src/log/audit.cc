#include "log/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "log/entry_audit.h"
#include "log/families_audit.h"
#include "log/heads_audit.h"
#include "log/keys.h"
#include "log/signing_keys.h"
#include "log/small_file.h"

namespace daybook {
namespace {

// Keys a book has for each entry, about: itself, its leaf, stream and id, and four of search.
constexpr std::uint64_t kKeysOfEntry = 8;

// Tells how far the work has come, whichever thread does it.
class Teller {
 public:
  Teller(const AuditOptions& options, Position size) : options_(options), size_(size) {}

  void Add(Position entries, std::uint64_t keys) {
    const std::scoped_lock lock(mutex_);
    entries_ += entries;
    keys_ += keys;
    if (options_.on_progress) options_.on_progress(entries_, keys_, size_ * kKeysOfEntry);
  }

 private:
  const AuditOptions& options_;
  const Position size_;
  std::mutex mutex_;
  Position entries_ = 0;    // guarded by mutex_
  std::uint64_t keys_ = 0;  // guarded by mutex_
};

// Does the tasks and then the chunks of entries, on this thread and others.
void RunAll(const std::vector<std::function<void()>>& tasks, EntryAudit& entries, Teller& teller,
            unsigned threads) {
  std::atomic<std::uint64_t> next = 0;
  const auto work = [&] {
    for (std::uint64_t i = next++;; i = next++) {
      if (i < tasks.size()) {
        tasks[i]();
        continue;
      }
      const std::uint64_t chunk = i - tasks.size();
      if (!entries.Wants(chunk)) return;
      const Position read = entries.Run(chunk);
      teller.Add(read, read);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
}

}  // namespace

Result<std::unique_ptr<StoreReader>> OpenForAudit(const std::filesystem::path& directory) {
  auto journal = StoreReader::Open(directory / "journal", keys::kFamilyNames);
  if (!journal) return journal;
  const auto format = (*journal)->Get(keys::kMeta, keys::kFormatKey);
  if (!format) return std::unexpected(format.error());
  if (*format == std::to_string(keys::kJournalFormat)) return journal;
  return Fail(
      ErrorCode::kUnsupported,
      fmt::format("The book is of format {}; this version of Daybook verifies format {}. It "
                  "brings a book of formats {} to {} to that when a daemon opens it.",
                  format->value_or("unknown"), keys::kJournalFormat, keys::kOldestJournalFormat,
                  keys::kJournalFormat - 1));
}

AuditReport AuditBook(const StoreReader& journal, const std::filesystem::path& directory,
                      const AuditOptions& options) {
  AuditReport report;
  const SipKey secret = RandomSipKey();
  HeadsAudit heads(options, report);
  heads.Read(journal, directory);
  FamiliesAudit families(journal, directory, secret, report);
  EntryAudit entries(journal, {.size = report.size,
                               .indexed = families.indexed(),
                               .stored = families.stored(),
                               .roots = heads.sizes(),
                               .secret = secret});
  Teller teller(options, report.size);
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  RunAll(families.Tasks([&teller](std::uint64_t keys) { teller.Add(0, keys); }), entries, teller,
         threads);
  EntryAuditResult result = entries.Finish();
  report.findings.Add(result.findings);
  const bool signed_root = heads.Check(result);
  families.Compare(result, signed_root);
  return report;
}

Result<std::string> OwnKeys(const std::filesystem::path& directory) {
  const auto text = ReadSmallFile(directory / "signing-key");
  if (!text) return std::unexpected(text.error());
  if (!*text) {
    return Fail(ErrorCode::kNotFound, "There is no signing key in " + directory.string() +
                                          ": say whose signature the "
                                          "book must bear.");
  }
  const auto keys = SigningKeys::Parse(**text);
  if (!keys) return Fail(ErrorCode::kCorrupt, "The signing key: " + keys.error().detail);
  std::string lines;
  for (const tree::VerifierKey& key : keys->verifiers()) lines += key.Text() + "\n";
  return lines;
}

}  // namespace daybook
