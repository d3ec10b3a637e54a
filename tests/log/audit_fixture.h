// A book to be audited, and copies of it to be tampered with.

#ifndef DAYBOOK_TESTS_LOG_AUDIT_FIXTURE_H_
#define DAYBOOK_TESTS_LOG_AUDIT_FIXTURE_H_

#include "log/audit.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "daybook/log.h"
#include "log/keys.h"
#include "log/tampered.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {

namespace fs = std::filesystem;
using testing::MakeEvent;
using testing::OpenBook;
using testing::Tampered;
using testing::TemporaryDirectory;

inline void FillWith(Book& book, int from, int to, const std::string& prefix = "e") {
  std::vector<Draft> drafts;
  for (int i = from; i < to; ++i) {
    drafts.push_back(MakeEvent(prefix + std::to_string(i), fmt::format("case/{}", i % 7)));
  }
  ASSERT_TRUE(book.Append({.drafts = drafts, .author = {.type = "user", .id = "ada"}}));
}

// A book of kEvents with its search index, closed; a copy of it for each thing done to one.
class AuditTest : public ::testing::Test {
 protected:
  static constexpr int kEvents = 700;  // two full groups of leaves, and a part of one

  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    const auto book = OpenBook(*directory_ / "book");
    FillWith(*book, 0, 300);
    early_ = *tree::OpenCheckpoint(book->checkpoint(),
                                   std::array{*tree::VerifierKey::Parse(book->verifier_key())});
    FillWith(*book, 300, kEvents);
    testing::WaitUntilIndexed(*book);
  }
  static void TearDownTestSuite() {
    delete directory_;
    directory_ = nullptr;
  }

  AuditTest() {
    fs::remove_all(copy());
    fs::copy(*directory_ / "book", copy(), fs::copy_options::recursive);
  }

  static fs::path copy() { return *directory_ / "copy"; }
  static fs::path journal() { return copy() / "journal"; }
  static fs::path search() { return copy() / "derived" / "search"; }
  static std::string At(Position position) { return keys::Number(position); }

  // The key of the row that a leaf is in. Rows end with what was appended at once, and where a tile
  // is full.
  static std::string RowOf(Position leaf) {
    constexpr std::array<Position, 4> kRows = {512, 300, 256, 0};
    return keys::Node(0, *std::ranges::find_if(kRows, [&](Position row) { return row <= leaf; }));
  }
  static void PutLeaf(Tampered& store, Position leaf, const std::string& hash) {
    std::string row = store.Get("nodes", RowOf(leaf));
    row.replace((leaf - keys::LastNumber(RowOf(leaf))) * hash.size(), hash.size(), hash);
    store.Put("nodes", RowOf(leaf), row);
  }

  static AuditReport Audit(std::optional<tree::Checkpoint> since = {}) {
    const auto opened = OpenForAudit(copy());
    EXPECT_TRUE(opened) << opened.error().detail;
    const auto policy = tree::Policy::OfKeys(*OwnKeys(copy()));
    return AuditBook(**opened, copy(),
                     {.policy = *policy, .since = std::move(since), .on_progress = {}});
  }

  // Every sentence of a report, a line each.
  static std::string Sentences(const AuditReport& report) {
    std::string text;
    for (const Finding& finding : report.findings.list()) text += finding.sentence + "\n";
    return text;
  }

  // The audit finds `sentence`, and `first` is the first wrong position.
  static void ExpectFound(Position first, const std::string& sentence) {
    const AuditReport report = Audit();
    const std::string said = Sentences(report);
    EXPECT_EQ(report.findings.first(), first) << said;
    EXPECT_NE(said.find(sentence), std::string::npos) << said;
  }

  static inline TemporaryDirectory* directory_ = nullptr;
  static inline tree::Checkpoint early_;  // of the first 300 events
};

}  // namespace daybook

#endif  // DAYBOOK_TESTS_LOG_AUDIT_FIXTURE_H_
