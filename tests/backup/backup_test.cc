#include "backup/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "log/audit.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::backup {
namespace {

namespace fs = std::filesystem;
using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;
using testing::SmallBook;

const std::string kNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";  // SHA-256 of no bytes

void WriteFile(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

bool GoesOn(std::string_view /*part*/, std::uint64_t /*done*/, std::uint64_t /*total*/) {
  return true;
}

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() {
    Append(100);
    WriteFile(data_ / "evidence" / "e3" / kNothing, "");
    WriteFile(keyring_ / "keyring", "header");
    WriteFile(keyring_ / "keys-1" / "ada.key", "wrapped");
    WriteFile(keyring_ / "keys-1" / "bob.key", "wrapped");
  }

  void Append(int count) {
    for (int i = 0; i < count; ++i) {
      AppendOne(*book_, MakeEvent(std::to_string(book_->size()), "case/" + std::to_string(i % 7)));
    }
  }

  Backup MakeOne(std::size_t keep = 0) {
    const auto made = Make({.book = *book_, .data = data_, .keyring = keyring_}, backups_, keep,
                           Instant(std::chrono::seconds(1)), GoesOn);
    EXPECT_TRUE(made.has_value()) << made.error().detail;
    return made.value_or(Backup());
  }

  void RestoreTo(const fs::path& to, const Backup& backup) {
    fs::path keys = to;
    keys += ".keyring";
    const auto restored = Restore(backups_, backup, to, keys, GoesOn);
    ASSERT_TRUE(restored.has_value()) << restored.error().detail;
  }

  // What the audit finds of a restored book, which has no signing key.
  AuditReport Audit(const fs::path& at, const Backup& backup,
                    std::optional<tree::Checkpoint> since = {}) {
    const auto journal = OpenForAudit(at);
    EXPECT_TRUE(journal.has_value()) << journal.error().detail;
    const auto policy = tree::Policy::OfKeys(backup.keys.front());
    return AuditBook(**journal, at,
                     {.policy = *policy, .since = std::move(since), .on_progress = {}});
  }

  void ExpectWhole(const fs::path& at, const Backup& backup) {
    const AuditReport report = Audit(at, backup);
    EXPECT_GE(report.size, backup.events);
    for (const Finding& finding : report.findings.list()) ADD_FAILURE() << finding.sentence;
  }

  testing::TemporaryDirectory directory_;
  fs::path data_ = directory_ / "book";
  fs::path keyring_ = directory_ / "book.keyring";
  fs::path backups_ = directory_ / "backups";
  fs::path restored_ = directory_ / "restored";
  std::unique_ptr<Book> book_ = OpenBook(data_);
};

TEST_F(BackupTest, HasWhatWasAcknowledgedBeforeItBeganWhileWritersGoOn) {
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; !stop; ++i) {
        AppendOne(*book_, MakeEvent("w" + std::to_string(writer) + "-" + std::to_string(i),
                                    "case/" + std::to_string(writer)));
      }
    });
  }
  std::vector<Backup> made;
  for (int i = 0; i < 3; ++i) made.push_back(MakeOne());
  stop = true;
  for (std::thread& writer : writers) writer.join();
  for (const Backup& backup : made) {
    const fs::path at = directory_ / ("restored-" + std::to_string(backup.number));
    RestoreTo(at, backup);
    ExpectWhole(at, backup);
    fs::copy(data_ / "signing-key", at / "signing-key");
    const auto book = OpenBook(at);
    ASSERT_LE(book->size(), book_->size());
    for (Position i = 0; i < book->size(); ++i) ASSERT_EQ(*book->Read(i), *book_->Read(i));
  }
}

TEST_F(BackupTest, HasEvidenceAndKeysButNeitherSigningKeyNorViews) {
  WriteFile(data_ / "derived" / "view", "made anew");
  const Backup backup = MakeOne();
  RestoreTo(restored_, backup);
  EXPECT_TRUE(fs::exists(restored_ / "evidence" / "e3" / kNothing));
  EXPECT_TRUE(fs::exists(directory_ / "restored.keyring" / "keys-1" / "ada.key"));
  EXPECT_FALSE(fs::exists(restored_ / "signing-key"));
  EXPECT_FALSE(fs::exists(restored_ / "derived"));
}

TEST_F(BackupTest, OverwritesNothing) {
  const Backup backup = MakeOne();
  const auto onto_book = Restore(backups_, backup, data_, directory_ / "new.keyring", GoesOn);
  EXPECT_EQ(onto_book.error().code, ErrorCode::kConflict);
  const auto onto_keys = Restore(backups_, backup, restored_, keyring_, GoesOn);
  EXPECT_EQ(onto_keys.error().code, ErrorCode::kConflict);
  EXPECT_FALSE(fs::exists(restored_));
}

TEST_F(BackupTest, OfBeforeIsNoticedByANewerHead) {
  const Backup older = MakeOne();
  Append(10);
  const auto keys = tree::Policy::OfKeys(book_->verifier_key());
  const auto newer = keys->Open(book_->checkpoint());
  ASSERT_TRUE(newer.has_value());
  RestoreTo(restored_, older);
  EXPECT_FALSE(Audit(restored_, older, *newer).findings.empty());
  book_.reset();
  fs::copy(data_ / "signing-key", restored_ / "signing-key");
  fs::copy(data_ / "published", restored_ / "published", fs::copy_options::overwrite_existing);
  EXPECT_EQ(Book::Open(restored_, SmallBook()).error().code, ErrorCode::kCorrupt);
  BookOptions accepting = SmallBook();
  accepting.accept_rollback = "restored from a backup";
  EXPECT_EQ(OpenBook(restored_, accepting)->size(), 101U);
}

TEST_F(BackupTest, NewerThanAnErasureTakesTheKeyOutOfTheOlderOnes) {
  const Backup older = MakeOne();
  EXPECT_EQ(*CountLostKeys(backups_, older), 0U);
  fs::remove(keyring_ / "keys-1" / "ada.key");
  const Backup newer = MakeOne();
  EXPECT_EQ(*CountLostKeys(backups_, older), 1U);
  EXPECT_EQ(*CountLostKeys(backups_, newer), 0U);
  RestoreTo(restored_, older);
  EXPECT_FALSE(fs::exists(directory_ / "restored.keyring" / "keys-1" / "ada.key"));
  EXPECT_TRUE(fs::exists(directory_ / "restored.keyring" / "keys-1" / "bob.key"));
}

TEST_F(BackupTest, KeepsTheNewest) {
  MakeOne();
  const Backup second = MakeOne();
  const Backup third = MakeOne(2);
  const auto backups = List(backups_);
  ASSERT_EQ(backups->size(), 2U);
  EXPECT_EQ(backups->front().number, second.number);
  EXPECT_EQ(Find(backups_, 0)->number, third.number);
  EXPECT_EQ(Find(backups_, 1).error().code, ErrorCode::kNotFound);
}

TEST_F(BackupTest, ThatWasEndedIsNone) {
  const auto ended =
      Make({.book = *book_, .data = data_, .keyring = keyring_}, backups_, 0, {},
           [](std::string_view part, std::uint64_t, std::uint64_t) { return part != "evidence"; });
  EXPECT_EQ(ended.error().code, ErrorCode::kStopped);
  EXPECT_EQ(List(backups_).error().code, ErrorCode::kNotFound);
  MakeOne();
  EXPECT_EQ(List(backups_)->size(), 1U);
}

TEST_F(BackupTest, ThatWasDamagedIsFoundOut) {
  const Backup backup = MakeOne();
  EXPECT_TRUE(Verify(backups_, backup, GoesOn));
  WriteFile(backups_ / "evidence" / "e3" / kNothing, "something");
  EXPECT_EQ(Verify(backups_, backup, GoesOn).error().code, ErrorCode::kCorrupt);
  WriteFile(backups_ / "evidence" / "e3" / kNothing, "");
  for (const auto& file : fs::recursive_directory_iterator(backups_ / "journal")) {
    if (file.path().extension() == ".sst") fs::resize_file(file.path(), file.file_size() - 1);
  }
  EXPECT_FALSE(Verify(backups_, backup, GoesOn));
}

}  // namespace
}  // namespace daybook::backup
