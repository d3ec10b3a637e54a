// What a book does with a write-ahead log that is not as it was written.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>

#include "daybook/log.h"
#include "log/keys.h"
#include "log/stream_rows.h"
#include "log/tampered.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;
using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;
using testing::SmallBook;
using testing::Tampered;
using testing::TemporaryDirectory;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void WriteFile(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
}

// A book of kEvents whose entries are in the write-ahead log alone.
class DamageTest : public ::testing::Test {
 protected:
  static constexpr Position kEvents = 40;

  DamageTest() {
    const auto book = OpenBook(directory_ / "book");
    for (Position i = 0; i < kEvents; ++i) {
      AppendOne(*book, Event(i));
      entries_.push_back(*book->Read(i));
      ends_.push_back(fs::file_size(Log("book")));
    }
  }

  // The write-ahead log that has the entries.
  fs::path Log(const std::string& book) const {
    fs::path largest;
    for (const auto& file : fs::directory_iterator(directory_ / book / "journal")) {
      if (file.path().extension() != ".log") continue;
      if (largest.empty() || file.file_size() > fs::file_size(largest)) largest = file.path();
    }
    return largest;
  }

  static Draft Event(Position i) {
    return MakeEvent(std::to_string(i), "case/1", "\"" + std::string(100, 'x') + "\"");
  }

  // A copy of the book whose log is `text`.
  void CopyWith(const std::string& text) const {
    fs::remove_all(directory_ / "copy");
    fs::copy(directory_ / "book", directory_ / "copy", fs::copy_options::recursive);
    fs::remove_all(directory_ / "copy" / "derived");
    WriteFile(Log("copy"), text);
  }
  Result<std::unique_ptr<Book>> OpenWith(const std::string& text) {
    CopyWith(text);
    return Book::Open(directory_ / "copy", SmallBook());
  }

  // Whether the book has the first `count` entries, and they are as written.
  void ExpectEntries(const Book& book, Position count) const {
    ASSERT_EQ(book.size(), count);
    for (Position i = 0; i < count; ++i) EXPECT_EQ(*book.Read(i), entries_[i]);
  }

  TemporaryDirectory directory_;
  std::vector<std::string> entries_;
  std::vector<std::uintmax_t> ends_;  // of the log, after each event
};

TEST_F(DamageTest, ATornLastRecordIsCutOffAndWritingGoesOn) {
  const std::string log = ReadFile(Log("book"));
  for (const std::size_t torn : {1U, 7U, 100U, 200U}) {
    // Acknowledged events are whole: only a 41st, never acknowledged, can be torn. A copy of the
    // last record's beginning stands for it.
    const std::string half = log.substr(ends_[kEvents - 2], torn);
    const auto book = OpenWith(log.substr(0, ends_[kEvents - 1]) + half);
    ASSERT_TRUE(book) << book.error().detail;
    ExpectEntries(**book, kEvents);
    EXPECT_EQ(AppendOne(**book, MakeEvent("next")).position, kEvents);
  }
}

TEST_F(DamageTest, AFlippedBitIsRefusedAndNeverDropsWhatFollows) {
  const std::string log = ReadFile(Log("book"));
  const std::size_t end = ends_[kEvents - 1];
  std::size_t refused = 0;
  for (std::size_t at = 0; at < end; at += 37) {
    std::string damaged = log;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    const auto book = OpenWith(damaged);
    if (book) {
      ExpectEntries(**book, kEvents);
    } else {
      ++refused;
      EXPECT_EQ(book.error().code, ErrorCode::kCorrupt) << book.error().detail;
    }
    if (HasFailure()) FAIL() << "bit " << at % 8 << " of byte " << at << " of " << end;
  }
  EXPECT_GT(refused, 0U);
}

TEST_F(DamageTest, ARefusedBookIsLeftAsItWasSoThatItCanBeMended) {
  const std::string log = ReadFile(Log("book"));
  std::size_t refused = 0;
  // The length of the last record but one is in the bytes before it: it hides what follows.
  for (std::size_t at = ends_[kEvents - 3]; at < ends_[kEvents - 2]; at += 29) {
    std::string damaged = log;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    if (OpenWith(damaged)) continue;
    ++refused;
    ASSERT_TRUE(fs::exists(Log("copy"))) << "byte " << at;
    ASSERT_EQ(ReadFile(Log("copy")), damaged) << "byte " << at;
    WriteFile(Log("copy"), log);
    const auto mended = Book::Open(directory_ / "copy", SmallBook());
    ASSERT_TRUE(mended) << mended.error().detail;
    ExpectEntries(**mended, kEvents);
  }
  EXPECT_GT(refused, 0U);
}

TEST_F(DamageTest, ALogThatLostItsEndIsRefused) {
  const std::string log = ReadFile(Log("book"));
  for (const Position kept : {Position{0}, Position{1}, kEvents / 2, kEvents - 1}) {
    const auto book = OpenWith(log.substr(0, kept == 0 ? 0 : ends_[kept - 1]));
    ASSERT_FALSE(book) << "with " << kept << " events left";
    EXPECT_EQ(book.error().code, ErrorCode::kCorrupt);
  }
}

// The same book in two logs, of which the first has kInFirst events, and the second whatever of the
// rest an opening looks at: nothing but the hole tells what the first one hides.
class TwoLogsTest : public DamageTest {
 protected:
  static constexpr Position kInFirst = 20;

  TwoLogsTest() {
    CopyWith(ReadFile(Log("book")));
    Tampered whole(directory_ / "copy" / "journal");
    for (const std::string family : {"entries", "nodes", "meta"}) {
      rows_[family] =
          whole.RowsFrom(family, family == "entries" ? keys::Number(kInFirst) : std::string());
    }
  }

  // Makes the copy, and gives its first log.
  fs::path MakeTwoLogs() const {
    CopyWith(ReadFile(Log("book")).substr(0, ends_[kInFirst - 1]));
    fs::path first = Log("copy");
    rocksdb::Options left_as_they_are;
    left_as_they_are.avoid_flush_during_recovery = true;
    left_as_they_are.avoid_flush_during_shutdown = true;
    Tampered second(directory_ / "copy" / "journal", left_as_they_are);
    for (const auto& [family, rows] : rows_) {
      for (const auto& [key, value] : rows) second.Put(family, key, value);
    }
    second.Put("streams", std::string(keys::kStoredKey), keys::Number(kEvents));
    return first;
  }

  // Refused with `reason`, and left as it was.
  void ExpectRefusedUntilMended(const fs::path& log, const std::string& damaged,
                                const std::string& reason) const {
    const std::string whole = ReadFile(log);
    WriteFile(log, damaged);
    const auto refused = Book::Open(directory_ / "copy", SmallBook());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
    EXPECT_NE(refused.error().detail.find(reason), std::string::npos) << refused.error().detail;
    ASSERT_EQ(ReadFile(log), damaged);
    WriteFile(log, whole);
    const auto mended = OpenBook(directory_ / "copy");
    ExpectEntries(*mended, kEvents);
  }

  std::map<std::string, std::map<std::string, std::string>> rows_;
};

TEST_F(TwoLogsTest, AFlippedBitInAHeaderOfTheFirstIsRefused) {
  for (const Position event : {Position{5}, kInFirst - 1}) {
    for (const auto& [byte, bit] : {std::pair{5, 6}, {6, 2}}) {
      const fs::path log = MakeTwoLogs();
      std::string damaged = ReadFile(log);
      damaged[ends_[event - 1] + static_cast<std::size_t>(byte)] ^= static_cast<char>(1 << bit);
      ExpectRefusedUntilMended(log, damaged, "header of a record is damaged");
      if (HasFailure()) FAIL() << "bit " << bit << " of byte " << byte << " of event " << event;
    }
  }
}

TEST_F(TwoLogsTest, AFirstOneThatLostItsEndIsRefused) {
  for (const char* lost : {"cut off", "zeros"}) {
    const fs::path log = MakeTwoLogs();
    std::string damaged = ReadFile(log).substr(0, ends_[4]);
    if (lost == std::string_view("zeros")) damaged.resize(ends_[kInFirst - 1], '\0');
    ExpectRefusedUntilMended(log, damaged, "lacks its entry 5");
    if (HasFailure()) FAIL() << lost;
  }
}

TEST_F(TwoLogsTest, AHoleInATableIsRefused) {
  const fs::path log = MakeTwoLogs();
  WriteFile(log, ReadFile(log).substr(0, ends_[4]));
  {
    const Tampered written_to_tables(directory_ / "copy" / "journal");
  }
  const auto refused = Book::Open(directory_ / "copy", SmallBook());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("lacks 15 of its first 40 entries"), std::string::npos)
      << refused.error().detail;
}

// Tables are written by family: those of streams and ids may have what the log has lost, and of
// what it has they may lack some.
TEST_F(DamageTest, StreamsAndIdsAreMadeAnewWhenALossIsAccepted) {
  constexpr Position kLeft = 20;
  CopyWith(ReadFile(Log("book")).substr(0, ends_[kLeft - 1]));
  {
    std::vector<Position> positions(kEvents);
    std::iota(positions.begin(), positions.end(), Position{0});
    Tampered store(directory_ / "copy" / "journal");
    store.Put("streams", keys::Stream("case/1", 0), StreamRowValue(positions));
    store.Put("streams", std::string(keys::kStoredKey), keys::Number(kEvents));
    store.Put("ids", std::string(keys::Id(Event(30).key)), keys::Number(30));
  }
  BookOptions options = SmallBook();
  options.rows_in_memory = 8;
  EXPECT_FALSE(Book::Open(directory_ / "copy", options));
  options.accept_rollback = "the disk failed";
  for (const bool again : {false, true}) {
    const auto book = OpenBook(directory_ / "copy", again ? SmallBook() : options);
    const Appended there = AppendOne(*book, Event(5));
    EXPECT_EQ(there.position, 5U);
    EXPECT_TRUE(there.repeated);
    const Appended lost = AppendOne(*book, Event(30));
    EXPECT_EQ(lost.position, kLeft + 1) << "after the event that says so";
    EXPECT_EQ(lost.revision, kLeft);
    EXPECT_EQ(lost.repeated, again);
    EXPECT_EQ(book->LastRevision("case/1"), kLeft);
    EXPECT_EQ(book->ReadStream("case/1", 0, 100)->size(), kLeft + 1);
  }
}

}  // namespace
}  // namespace daybook
