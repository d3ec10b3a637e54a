// Whatever is changed in a book's directory, the audit finds it and says where.

#include "log/audit_fixture.h"
#include "log/posting_rows.h"
#include "log/stream_rows.h"

namespace daybook {
namespace {

TEST_F(AuditTest, ABookThatIsAsItWasWrittenPasses) {
  const AuditReport report = Audit(early_);
  EXPECT_TRUE(report.findings.empty()) << Sentences(report);
  EXPECT_TRUE(report.remarks.empty()) << report.remarks.front();
  EXPECT_EQ(report.size, Position{kEvents});
}

TEST_F(AuditTest, AnEmptyBookPasses) {
  fs::remove_all(copy());
  OpenBook(copy());
  const AuditReport report = Audit();
  EXPECT_TRUE(report.findings.empty()) << Sentences(report);
  EXPECT_EQ(report.size, 0U);
}

TEST_F(AuditTest, NothingInTheDirectoryIsChangedByIt) {
  const auto contents = [] {
    std::map<std::string, std::pair<std::string, fs::file_time_type>> files;
    for (const auto& file : fs::recursive_directory_iterator(copy())) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      files[file.path().string()] = {text.str(), file.last_write_time()};
    }
    return files;
  };
  const auto before = contents();
  Audit(early_);
  EXPECT_TRUE(contents() == before);
}

TEST_F(AuditTest, ProgressReachesEveryEntry) {
  const auto opened = OpenForAudit(copy());
  Position entries = 0;
  AuditBook(**opened, copy(),
            {.policy = *tree::Policy::OfKeys(*OwnKeys(copy())),
             .since = {},
             .threads = 3,
             .on_progress = [&](Position read, std::uint64_t, std::uint64_t) { entries = read; }});
  EXPECT_EQ(entries, Position{kEvents});
}

TEST_F(AuditTest, AnEntryWithAFlippedBitIsNamed) {
  Tampered(journal()).FlipBit("entries", At(517), 130);
  ExpectFound(517, "The entry at position 517 was changed");
  EXPECT_NE(Sentences(Audit()).find("do not hash to the root"), std::string::npos);
}

TEST_F(AuditTest, AnEntryChangedWithItsHashIsStillNotWhatWasSigned) {
  {
    Tampered store(journal());
    std::string entry = store.Get("entries", At(517));
    entry.at(entry.find("case.noted")) = 'b';
    store.Put("entries", At(517), entry);
    const tree::Hash leaf = tree::LeafHash(entry);
    PutLeaf(store, 517, std::string(leaf.begin(), leaf.end()));
  }
  const std::string said = Sentences(Audit(early_));
  EXPECT_NE(said.find("do not hash to the root that was signed; the first 300 are as an earlier"),
            std::string::npos)
      << said;
}

TEST_F(AuditTest, TwoSwappedEntriesAreNamed) {
  {
    Tampered store(journal());
    const std::string one = store.Get("entries", At(100));
    store.Put("entries", At(100), store.Get("entries", At(400)));
    store.Put("entries", At(400), one);
  }
  ExpectFound(100, "The entry at position 100 says that its position is 400");
}

TEST_F(AuditTest, AMissingEntryIsNamed) {
  Tampered(journal()).Delete("entries", At(256));
  ExpectFound(256, "The entry at position 256 is missing");
}

TEST_F(AuditTest, ALostEndIsNamed) {
  {
    Tampered store(journal());
    for (Position position = 650; position < kEvents; ++position) {
      store.Delete("entries", At(position));
    }
    const std::string row = store.Get("nodes", RowOf(650));
    store.Put("nodes", RowOf(650), row.substr(0, std::size_t{650 - 512} * 32));
  }
  ExpectFound(650, "The entry at position 650 is missing");
}

TEST_F(AuditTest, AnEntryThatNoHeadCoversIsNamed) {
  {
    Tampered store(journal());
    store.Put("entries", At(kEvents), store.Get("entries", At(0)));
  }
  ExpectFound(kEvents, "entries from position 700 on that its signed head does not cover");
}

TEST_F(AuditTest, AnEntryUnderNoPositionIsNamed) {
  Tampered(journal()).Put("entries", At(5) + "x", "{}");
  ExpectFound(6, "whose key is no position");
}

TEST_F(AuditTest, WhatIsNoEntryIsNamed) {
  Tampered(journal()).Put("entries", At(3), "not JSON");
  ExpectFound(3, "What is at position 3 is no entry");
}

TEST_F(AuditTest, AWrongNodeIsToldFromAWrongEntry) {
  Tampered(journal()).FlipBit("nodes", RowOf(44), std::size_t{44} * 32);
  ExpectFound(44, "What the tree has of the entry at position 44 is not what the entry says");
  EXPECT_EQ(Sentences(Audit()).find("do not hash"), std::string::npos);
}

TEST_F(AuditTest, ANodeAboveTheLeavesIsComparedToo) {
  Tampered(journal()).FlipBit("nodes", keys::Node(8, 1), 31);
  ExpectFound(256, "The tree's node over the positions 256 to 511");
}

TEST_F(AuditTest, AMissingNodeAndAnExtraOneAreNamed) {
  {
    Tampered store(journal());
    const std::string row = store.Get("nodes", RowOf(9));
    store.Put("nodes", RowOf(9), row.substr(0, std::size_t{9} * 32));
    store.Put("nodes", keys::Node(0, 10), row.substr(std::size_t{10} * 32));
  }
  ExpectFound(9, "The tree lacks");
  Tampered(journal()).Put("nodes", keys::Node(0, 9),
                          std::string(32, 'x'));  // there again, but another
  Tampered(journal()).Put("nodes", keys::Node(8, 2), std::string(32, 'x'));
  ExpectFound(9, "What the tree has of the entry at position 9");
}

TEST_F(AuditTest, WhereRowsOfNodesBeginDoesNotMatter) {
  {
    Tampered store(journal());
    const std::string row = store.Get("nodes", RowOf(9));
    store.Put("nodes", RowOf(9), row.substr(0, std::size_t{9} * 32));
    store.Put("nodes", keys::Node(0, 9), row.substr(std::size_t{9} * 32));
  }
  EXPECT_EQ(Sentences(Audit()), "");
}

TEST_F(AuditTest, ANodeThatIsThereTwiceIsNamed) {
  {
    Tampered store(journal());
    const std::string row = store.Get("nodes", RowOf(9));
    store.Put("nodes", keys::Node(0, 9), row.substr(std::size_t{9} * 32, 32));
  }
  ExpectFound(9, "The tree has something of position 9 that no entry gives it");
}

TEST_F(AuditTest, BytesAfterTheLastNodeOfARowAreNamed) {
  {
    Tampered store(journal());
    store.Put("nodes", RowOf(699), store.Get("nodes", RowOf(699)) + "x");
  }
  ExpectFound(700, "The tree has something of position 700 that no entry gives it");
}

// Case 3 has every seventh event, and one row in the streams: its revision 2 is at position 17.
std::vector<Position> PositionsOfCase3() {
  std::vector<Position> positions(100);
  for (std::size_t i = 0; i < positions.size(); ++i) positions[i] = 3 + 7 * i;
  return positions;
}

TEST_F(AuditTest, AStreamThatLacksAnEventIsNamed) {
  const std::vector<Position> positions = PositionsOfCase3();
  const std::span all(positions);
  Tampered(journal()).Put("streams", keys::Stream("case/3", 0), StreamRowValue(all.first(99)));
  ExpectFound(696, "The index of streams lacks what the entry at position 696 gives it");
  {
    Tampered store(journal());
    store.Put("streams", keys::Stream("case/3", 0), StreamRowValue(all.first(2)));
    store.Put("streams", keys::Stream("case/3", 3), StreamRowValue(all.subspan(3)));
  }
  ExpectFound(17, "The index of streams lacks what the entry at position 17 gives it");
  Tampered(journal()).Put("streams", keys::Stream("case/3", 2), At(17));
  EXPECT_TRUE(Audit().findings.empty()) << "where its rows begin means nothing";
}

TEST_F(AuditTest, AStreamThatLeadsElsewhereIsNamed) {
  std::vector<Position> positions = PositionsOfCase3();
  positions[2] = 18;
  Tampered(journal()).Put("streams", keys::Stream("case/3", 0), StreamRowValue(positions));
  ExpectFound(17, "What the index of streams has of the entry at position 17");
}

TEST_F(AuditTest, AStreamThatHasAnEventTwiceIsNamed) {
  Tampered(journal()).Put("streams", keys::Stream("case/3", 2), At(17));
  ExpectFound(17, "The index of streams has something of position 17 that no entry gives it");
}

TEST_F(AuditTest, ARowOfAStreamThatNobodyWroteIsNoticed) {
  const std::string row = StreamRowValue(PositionsOfCase3());
  for (const std::string& garbled : {row + '\x80', row.substr(0, 7), std::string()}) {
    Tampered(journal()).Put("streams", keys::Stream("case/3", 0), garbled);
    EXPECT_FALSE(Audit().findings.empty()) << garbled.size();
  }
}

TEST_F(AuditTest, AStreamWithAnEventTooManyIsNamed) {
  Tampered(journal()).Put("streams", keys::Stream("case/made-up", 0), At(33));
  ExpectFound(33, "The index of streams has something of position 33 that no entry gives it");
}

TEST_F(AuditTest, AnIdThatIsMissingOrMadeUpIsNamed) {
  const auto key = MakeEvent("e40").key;
  Tampered(journal()).Delete("ids", std::string(keys::Id(key)));
  ExpectFound(40, "The index of ids lacks what the entry at position 40 gives it");
  Tampered(journal()).Put("ids", std::string(24, '\0'), At(12));
  ExpectFound(12, "The index of ids has something of position 12");
}

// Takes a position out of the row that it is in; gives the row as it was.
std::pair<std::string, std::string> TakeOut(Tampered store, const std::string& posting) {
  const std::string key = store.LastKeyTo("default", posting);
  const std::string value = store.Get("default", key);
  std::vector<Position> positions = PositionsOfRow(key, value);
  EXPECT_EQ(std::erase(positions, keys::LastNumber(posting)), 1U);
  store.Delete("default", key);
  if (positions.empty()) return {key, value};
  store.Put("default", key.substr(0, key.size() - 8) + keys::Number(positions[0]),
            StepsOf(positions));
  return {key, value};
}

TEST_F(AuditTest, EveryPostingOfTheSearchIndexIsCompared) {
  for (const std::string& posting : {keys::PostingKey(keys::Posting::kType, "case.noted", 77),
                                     keys::PostingKey(keys::Posting::kKind, "case", 77),
                                     keys::PostingKey(keys::Posting::kActor, "ada", 77)}) {
    const auto [key, value] = TakeOut(Tampered(search()), posting);
    ExpectFound(77, "The search index lacks what the entry at position 77 gives it");
    Tampered(search()).Put("default", key, value);
    const std::string garbled = value + '\x80';
    Tampered(search()).Put("default", key, garbled);
    EXPECT_FALSE(Audit().findings.empty()) << "bytes that are no position";
    Tampered(search()).Put("default", key, value);
    EXPECT_TRUE(Audit().findings.empty());
  }
  for (const std::string& key : {keys::PostingKey(keys::Posting::kActor, "eve", 5),
                                 keys::OccurredKey(Instant(), 5), "z" + At(5), "A" + At(5)}) {
    Tampered(search()).Put("default", key, "");
    ExpectFound(5, "The search index has something of position 5 that no entry gives it");
    Tampered(search()).Delete("default", key);
  }
}

TEST_F(AuditTest, RowsOfTheNewestEntriesMayBeMissingButNotBeWrong) {
  Tampered(journal()).Put("streams", std::string(keys::kStoredKey), At(600));
  const auto key = MakeEvent("e601").key;
  Tampered(journal()).Delete("ids", std::string(keys::Id(key)));
  EXPECT_TRUE(Audit().findings.empty()) << "they are read from the entries";
  Tampered(journal()).Put("ids", std::string(keys::Id(key)), At(602));
  ExpectFound(602, "The index of ids has something of position 602");
}

TEST_F(AuditTest, ASearchIndexThatIsBehindIsComparedAsFarAsItGoes) {
  Tampered(search()).Put("default", std::string(keys::kPositionKey), At(600));
  ExpectFound(600, "The search index has something of position 600");
  Tampered(search()).Put("default", std::string(keys::kPositionKey), At(kEvents + 1));
  ExpectFound(kEvents, "The search index stands on 701 events, the book has 700");
  fs::remove_all(search());
  const AuditReport report = Audit();
  EXPECT_TRUE(report.findings.empty()) << Sentences(report);
  ASSERT_EQ(report.remarks.size(), 1U);
}

TEST_F(AuditTest, ABookOfManyChunksIsAuditedByManyThreads) {
  fs::remove_all(copy());
  tree::Checkpoint since;
  {
    const auto book = OpenBook(copy());
    FillWith(*book, 0, 4'097);  // one more than a chunk
    since = *tree::OpenCheckpoint(book->checkpoint(),
                                  std::array{*tree::VerifierKey::Parse(book->verifier_key())});
    FillWith(*book, 4'097, 9'000);
  }
  const AuditReport report = Audit(since);
  EXPECT_TRUE(report.findings.empty()) << Sentences(report);
  Tampered(journal()).Delete("entries", At(8'500));
  ExpectFound(8'500, "The entry at position 8500 is missing");
  since.root.front() ^= 1;
  EXPECT_NE(Sentences(Audit(since)).find("The first 4097 events are not those"), std::string::npos);
}

}  // namespace
}  // namespace daybook
