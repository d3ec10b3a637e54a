#include "log/journal_options.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "log/keys.h"
#include "log/rocks.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

constexpr int kTables = rocks::kTablesGathered + 4;
constexpr int kRows = 100;  // of each

class JournalOptionsTest : public ::testing::Test {
 protected:
  ~JournalOptionsTest() override { Close(); }

  void Open(const std::vector<rocksdb::ColumnFamilyDescriptor>& families) {
    Close();
    rocksdb::DB* db = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(JournalDatabase(nullptr), directory_.path().string(), families,
                                  &handles_, &db)
                    .ok());
    db_.reset(db);
  }

  void Close() {
    if (!db_) return;
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    EXPECT_TRUE(db_->Close().ok());
    db_.reset();
  }

  rocksdb::ColumnFamilyHandle* ids() { return handles_[keys::kIds]; }

  // Rows whose keys lie among those of every other table.
  void WriteTables() {
    for (int table = 0; table < kTables; ++table) {
      for (int row = 0; row < kRows; ++row, ++rows_) {
        ASSERT_TRUE(db_->Put({}, ids(), KeyOf(rows_), std::to_string(rows_)).ok());
      }
      ASSERT_TRUE(db_->Flush({}, ids()).ok());
    }
  }

  int TablesAbove() {
    std::string count;
    EXPECT_TRUE(db_->GetProperty(ids(), "rocksdb.num-files-at-level0", &count));
    return std::stoi(count);
  }

  void ExpectAllRows() {
    for (int row = 0; row < rows_; ++row) {
      std::string value;
      ASSERT_TRUE(db_->Get({}, ids(), KeyOf(row), &value).ok()) << row;
      EXPECT_EQ(value, std::to_string(row));
    }
  }

  static std::string KeyOf(int row) {
    return std::to_string(row % kRows) + "/" + std::to_string(row);
  }

  testing::TemporaryDirectory directory_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
  int rows_ = 0;
};

TEST_F(JournalOptionsTest, ABookWhoseIdsWereMergedByLevelsIsReadAndMergedOn) {
  auto before = JournalFamilies(1'000'000);
  before[keys::kIds].options.compaction_style = rocksdb::kCompactionStyleLevel;
  Open(before);
  WriteTables();
  ASSERT_TRUE(db_->CompactRange({}, ids(), nullptr, nullptr).ok());
  ASSERT_EQ(TablesAbove(), 0);
  WriteTables();

  Open(JournalFamilies(1'000'000));
  ExpectAllRows();
  WriteTables();
  for (int i = 0; i < 1'000 && TablesAbove() >= rocks::kTablesGathered; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_LT(TablesAbove(), rocks::kTablesGathered) << "they are merged";
  ExpectAllRows();
}

// RocksDB would do so once a month by itself.
TEST_F(JournalOptionsTest, WhatIsMergedBySizeIsNotMergedWholeFromTimeToTime) {
  Open(JournalFamilies(1'000'000));
  for (const keys::Family family : {keys::kIds, keys::kStreams}) {
    const rocksdb::Options options = db_->GetOptions(handles_[family]);
    ASSERT_EQ(options.compaction_style, rocksdb::kCompactionStyleUniversal);
    EXPECT_EQ(options.periodic_compaction_seconds, 0U);
    EXPECT_EQ(options.ttl, 0U);
  }
}

}  // namespace
}  // namespace daybook
