#include "log/journal_index.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include "event/event_key.h"
#include "log/keys.h"
#include "log/stream_rows.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

constexpr std::size_t kInMemory = 8;
constexpr std::size_t kMuchInMemory = 1'000;

// Entry n is of the subject case/0, case/1 or case/2 in turn.
std::string SubjectAt(Position position) { return "case/" + std::to_string(position % 3); }
EventKey KeyAt(Position position) { return MakeEventKey(std::to_string(position), "/source"); }

class JournalIndexTest : public ::testing::Test {
 protected:
  JournalIndexTest() {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    EXPECT_TRUE(rocksdb::DB::Open(options, directory_.path().string(), &db).ok());
    db_.reset(db);
    EXPECT_TRUE(db_->CreateColumnFamily({}, "streams", &streams_).ok());
    EXPECT_TRUE(db_->CreateColumnFamily({}, "ids", &ids_).ok());
    Open();
  }
  ~JournalIndexTest() override {
    index_.reset();
    db_->DestroyColumnFamilyHandle(streams_);
    db_->DestroyColumnFamilyHandle(ids_);
  }

  void Open(std::size_t in_memory = kInMemory) {
    if (index_) index_->StoreAll();
    index_.reset();
    index_ = std::make_unique<JournalIndex>(*db_, *streams_, *ids_, in_memory);
  }

  // How many rows streams have on disk, without the one that says how far they go.
  std::size_t StoredStreamRows() const {
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}, streams_));
    std::size_t count = 0;
    for (it->Seek("\1"); it->Valid(); it->Next()) ++count;
    return count;
  }

  void Add(Position from, Position to) {
    for (Position position = from; position < to; ++position) {
      ASSERT_TRUE(index_->MakeRoom());
      const std::string subject = SubjectAt(position);
      const IndexRow row{position, subject, position / 3, KeyAt(position)};
      ASSERT_TRUE(index_->Add(std::span(&row, 1)));
    }
  }

  // Everything about the first `size` entries, and nothing else, is found.
  void ExpectWhole(Position size) {
    std::vector<EventKey> keys;
    for (Position position = 0; position <= size; ++position) keys.push_back(KeyAt(position));
    const auto found = index_->FindKeys(keys);
    ASSERT_TRUE(found);
    for (Position position = 0; position < size; ++position) {
      EXPECT_EQ((*found)[position], position);
      const std::vector<Position> alone = {position};
      EXPECT_EQ(index_->FindKeyPrefix(keys::Id(KeyAt(position))), alone);
    }
    EXPECT_EQ(found->back(), std::nullopt);
    for (Position first = 0; first < 3; ++first) {
      const auto stream = index_->ReadStream(SubjectAt(first), 0, 1000);
      ASSERT_TRUE(stream);
      EXPECT_EQ(index_->NextRevision(SubjectAt(first)), stream->size());
      for (std::size_t i = 0; i < stream->size(); ++i) {
        EXPECT_EQ((*stream)[i].revision, i);
        EXPECT_EQ((*stream)[i].position, first + 3 * i);
      }
      EXPECT_EQ(stream->size(), (size + 2 - first) / 3);
    }
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::ColumnFamilyHandle* streams_ = nullptr;
  rocksdb::ColumnFamilyHandle* ids_ = nullptr;
  std::unique_ptr<JournalIndex> index_;
};

TEST_F(JournalIndexTest, FindsEverythingWhereverItIs) {
  for (Position size = 1; size < 4 * kInMemory; ++size) {
    Add(size - 1, size);
    ExpectWhole(size);
  }
  EXPECT_GE(*index_->stored(), 2 * kInMemory) << "older rows are on disk";
}

TEST_F(JournalIndexTest, APartOfAStreamMayLieAcrossDiskAndMemory) {
  Add(0, 30);
  for (Revision from = 0; from < 10; ++from) {
    for (const std::size_t count : {1UL, 3UL, 20UL}) {
      const auto stream = index_->ReadStream("case/1", from, count);
      ASSERT_TRUE(stream);
      ASSERT_EQ(stream->size(), std::min<std::size_t>(count, 10 - from));
      EXPECT_EQ(stream->front().revision, from);
      EXPECT_EQ(stream->back().position, 1 + 3 * stream->back().revision);
    }
  }
  EXPECT_TRUE(index_->ReadStream("case/1", 10, 5)->empty());
  EXPECT_TRUE(index_->ReadStream("case/9", 0, 5)->empty());
}

TEST_F(JournalIndexTest, WhatIsStoredOfASubjectTogetherIsOneRow) {
  Open(kMuchInMemory);
  Add(0, 300);
  Open(kMuchInMemory);
  EXPECT_EQ(StoredStreamRows(), 3U);
  Add(300, 306);
  ExpectWhole(306);
  Open();
  EXPECT_EQ(StoredStreamRows(), 6U);
  ExpectWhole(306);
}

TEST_F(JournalIndexTest, ARowHasSoManyRevisionsAtMost) {
  Open(kMuchInMemory);
  Add(0, 3 * kRevisionsOfRow);
  Open(kMuchInMemory);
  EXPECT_EQ(StoredStreamRows(), 3U);
  Add(3 * kRevisionsOfRow, 6 * kRevisionsOfRow + 1);
  Open();
  EXPECT_EQ(StoredStreamRows(), 7U);
  ExpectWhole(6 * kRevisionsOfRow + 1);
}

TEST_F(JournalIndexTest, WhenItIsClosedAllOfItIsOnDisk) {
  Add(0, 21);
  Open();
  EXPECT_EQ(index_->stored(), 21U);
  ExpectWhole(21);
}

TEST_F(JournalIndexTest, WhatAKillLeftOfAPartIsWrittenOver) {
  Add(0, 10);
  Open();
  // Rows that were stored before how far they go was: of two revisions for each subject.
  for (Position position = 10; position < 13; ++position) {
    const std::vector<Position> two = {position, position + 3};
    EXPECT_TRUE(
        db_->Put({}, streams_, keys::Stream(SubjectAt(position), position / 3), StreamRowValue(two))
            .ok());
  }
  EXPECT_EQ(index_->stored(), 10U);
  Add(10, 20);
  ExpectWhole(20);
  Open();
  ExpectWhole(20);
}

TEST_F(JournalIndexTest, WhatAKillLeftOfSeveralRowsOfASubjectIsWrittenOver) {
  Open(kMuchInMemory);
  const Position end = 6 * kRevisionsOfRow;
  Add(0, end);
  index_->StoreAll();
  EXPECT_TRUE(db_->Put({}, streams_, std::string(keys::kStoredKey), keys::Number(0)).ok());
  index_ = std::make_unique<JournalIndex>(*db_, *streams_, *ids_, kMuchInMemory);
  Add(0, end + 60);
  Open();
  ExpectWhole(end + 60);
}

TEST_F(JournalIndexTest, RowsThatDoNotFollowEachOtherAreDamage) {
  Open(kMuchInMemory);
  Add(0, 30);
  Open();
  const std::vector<Position> two = {13, 16};
  for (const Revision first : {4U, 11U}) {  // one that is there already, and one too far
    EXPECT_TRUE(db_->Put({}, streams_, keys::Stream("case/1", first), StreamRowValue(two)).ok());
    const auto stream = index_->ReadStream("case/1", 0, 100);
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().code, ErrorCode::kCorrupt);
    EXPECT_TRUE(db_->Delete({}, streams_, keys::Stream("case/1", first)).ok());
  }
  Add(30, 33);
  ExpectWhole(33);
  EXPECT_TRUE(db_->Delete({}, streams_, keys::Stream("case/1", 0)).ok());
  EXPECT_EQ(index_->ReadStream("case/1", 0, 100).error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(index_->ReadStream("case/1", 10, 100).has_value()) << "what is in memory is whole";
  Open();
  EXPECT_TRUE(db_->Put({}, streams_, keys::Stream("case/1", 0), "garbled").ok());
  EXPECT_TRUE(db_->Delete({}, streams_, keys::Stream("case/1", 10)).ok());
  EXPECT_EQ(index_->NextRevision("case/1").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(index_->ReadStream("case/1", 0, 100).error().code, ErrorCode::kCorrupt);
}

TEST_F(JournalIndexTest, AnEntryOfAnotherRevisionThanTheNextIsDamage) {
  Add(0, 12);
  const IndexRow row{12, "case/0", 7, KeyAt(12)};
  const auto added = index_->Add(std::span(&row, 1));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace daybook
