// A book with a whole history, and the views that followed it.

#ifndef DAYBOOK_TESTS_REPLAY_REPLAYED_BOOK_H_
#define DAYBOOK_TESTS_REPLAY_REPLAYED_BOOK_H_

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "improvement/asked.h"
#include "improvement/entries.h"
#include "log/derived_store.h"
#include "log/store_reader.h"
#include "projection/keys.h"
#include "projection/programme.h"
#include "projection/store_directory.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::replay {

using Pairs = std::map<std::string, std::string>;

class ReplayedBookTest : public ::testing::Test {
 protected:
  /// The history of Peterborough; then, one by one, so that each is posted by itself, events that
  /// come late, correct and release, of subjects of known kinds and of another.
  void SetUp() override {
    std::ifstream file(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson");
    const auto drafts = ParseLines(std::string(std::istreambuf_iterator<char>(file), {}));
    ASSERT_TRUE(drafts.has_value());
    ASSERT_TRUE(book_->Append({.drafts = *drafts}).has_value());
    const std::vector<improvement::Told> told = {
        {.type = "case.opened", .subject = "case/7", .time = "2025-01-01"},
        {.type = "action.agreed",
         .subject = "action/x",
         .time = "2025-01-05",
         .data = R"({"owner":"person/p","due":"2025-02-01","findings":["finding/x"]})",
         .id = "agreed"},
        {.type = "action.proposed",
         .subject = "action/x",
         .time = "2025-01-02",
         .data = R"({"title":"Late"})"},
        {.type = "event.corrected",
         .subject = "action/x",
         .time = "2025-01-06",
         .data = R"({"event":"agreed","pointer":"/due","from":"2025-02-01","to":"2025-03-01"})"},
        {.type = "event.released",
         .subject = "case/7",
         .time = "2025-01-07",
         .data = R"({"level":"public","basis":"b"})"}};
    for (const improvement::Told& event : told) Append(event);
  }

  void Append(const improvement::Told& event) {
    testing::AppendOne(*book_, improvement::DraftOf(event, "told-" + std::to_string(told_++)));
  }

  /// Opens a programme, lets it catch up, and closes it unless it is to be kept.
  std::unique_ptr<projection::Programme> Follow() {
    auto opened = projection::Programme::Open(*book_, views_);
    EXPECT_TRUE(opened.has_value()) << opened.error().detail;
    if (!opened) return nullptr;
    EXPECT_TRUE((*opened)->position().WaitFor(book_->size(), std::chrono::seconds(30)));
    return *std::move(opened);
  }

  std::filesystem::path InForce() const {
    return projection::StoreDirectory::InForce(views_).value_or("");
  }

  /// Changes what is stored, while nobody has it open.
  void Change(const std::function<void(DerivedStore&, DerivedStore::Batch&)>& change) const {
    const auto store = DerivedStore::Open(InForce(), projection::kStoreVersion, book_->size());
    ASSERT_TRUE(store.has_value());
    DerivedStore::Batch batch;
    change(**store, batch);
    ASSERT_TRUE((*store)->Write(std::move(batch), *(*store)->position()).has_value());
  }

  /// One bit of one state.
  void FlipABitOf(const std::string& subject) const {
    Change([&](DerivedStore& store, DerivedStore::Batch& batch) {
      const std::string key = projection::StateKey(subject);
      std::string state = **store.Get(key);
      state.back() = static_cast<char>(state.back() ^ 1);
      batch.Put(key, state);
    });
  }

  /// Everything that is stored, what it stands on included.
  static Pairs PairsOf(const std::filesystem::path& store) {
    const auto opened = OpenDerived(store, projection::kStoreVersion);
    EXPECT_TRUE(opened.has_value()) << opened.error().detail;
    Pairs pairs;
    StoreCursor cursor = opened->reader->NewCursor(0);
    for (cursor.Seek(""); cursor.Valid(); cursor.Next())
      pairs.emplace(cursor.key(), cursor.value());
    return pairs;
  }

  /// The names in a directory, in order.
  static std::vector<std::string> NamesIn(const std::filesystem::path& directory) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_.path());
  const std::filesystem::path views_ = directory_.path() / kDerivedDirectory / "programme";
  int told_ = 0;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_TESTS_REPLAY_REPLAYED_BOOK_H_
