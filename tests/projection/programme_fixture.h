// A programme on a real book, for tests.

#ifndef DAYBOOK_TESTS_PROJECTION_PROGRAMME_FIXTURE_H_
#define DAYBOOK_TESTS_PROJECTION_PROGRAMME_FIXTURE_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "event/entry.h"
#include "improvement/asked.h"
#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/subject_json.h"
#include "projection/programme.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {

class ProgrammeTest : public ::testing::Test {
 protected:
  void SetUp() override { OpenProgramme(); }

  void OpenProgramme(ProgrammeOptions options = {}) {
    programme_.reset();
    auto opened = Programme::Open(*book_, directory_ / "views", options);
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    programme_ = *std::move(opened);
  }

  // The book's one and only reopening, as after the end of the process.
  void Restart() {
    programme_.reset();
    book_.reset();
    book_ = testing::OpenBook(directory_ / "book");
    OpenProgramme();
  }

  // One commit.
  void Append(const std::vector<improvement::Told>& events) {
    std::vector<Draft> drafts;
    for (const improvement::Told& event : events) {
      drafts.push_back(improvement::DraftOf(event, "event-" + std::to_string(++events_)));
    }
    const auto appended = book_->Append({.drafts = drafts});
    ASSERT_TRUE(appended.has_value()) << appended.error().detail;
  }

  void CatchUp() {
    ASSERT_TRUE(programme_->position().WaitFor(book_->size(), std::chrono::seconds(30)));
    ASSERT_FALSE(programme_->failure().has_value()) << programme_->failure()->detail;
  }

  View Status(const improvement::Cut& cut = {}) {
    return programme_->view("status", improvement::StatusThatDay, cut);
  }

  nlohmann::json State(const std::string& subject) {
    const auto state = programme_->state(subject);
    EXPECT_TRUE(state.has_value()) << subject;
    return state ? nlohmann::json::parse(state->json) : nlohmann::json();
  }

  // What the book's events come to, folded from nothing.
  improvement::Subjects FoldBook() {
    std::map<std::string, std::vector<std::string>> streams;
    EntryReader reader;
    for (Position position = 0; position < book_->size(); ++position) {
      const std::string entry = *book_->Read(position);
      streams[std::string(reader.Read(entry)->subject)].push_back(entry);
    }
    improvement::Subjects subjects;
    for (const auto& [name, stream] : streams) {
      if (!improvement::IsOfKnownKind(name)) continue;
      subjects.emplace(name, improvement::Fold(name, stream));
    }
    return subjects;
  }

  void ExpectAsFoldedFromNothing() {
    const improvement::Subjects subjects = FoldBook();
    const View status = Status();
    EXPECT_EQ(status.cut.size, book_->size());
    EXPECT_EQ(status.table.rows, improvement::StatusThatDay(subjects).rows);
    for (const auto& [name, subject] : subjects) {
      EXPECT_EQ(programme_->state(name)->json, improvement::ToJson(subject)) << name;
    }
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  std::unique_ptr<Programme> programme_;
  int events_ = 0;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_TESTS_PROJECTION_PROGRAMME_FIXTURE_H_
