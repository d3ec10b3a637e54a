#include "projection/programme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "event/instant.h"
#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/status.h"
#include "improvement/subject_json.h"
#include "improvement/tables.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

using improvement::RowsOf;
using improvement::RowWith;
using improvement::Told;
using nlohmann::json;

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
  void Append(const std::vector<Told>& events) {
    std::vector<Draft> drafts;
    for (const Told& event : events) {
      drafts.push_back(improvement::DraftOf(event, "event-" + std::to_string(++events_)));
    }
    const auto appended = book_->Append({.drafts = drafts});
    ASSERT_TRUE(appended.has_value()) << appended.error().detail;
  }

  void CatchUp() {
    ASSERT_TRUE(programme_->position().WaitFor(book_->size(), std::chrono::seconds(30)));
    ASSERT_FALSE(programme_->failure().has_value()) << programme_->failure()->detail;
  }

  json State(const std::string& subject) {
    const auto state = programme_->state(subject);
    EXPECT_TRUE(state.has_value()) << subject;
    return state ? json::parse(state->json) : json();
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
      if (!improvement::IsKnownKind(name.substr(0, name.find('/')))) continue;
      subjects.emplace(name, improvement::Fold(name, stream));
    }
    return subjects;
  }

  void ExpectAsFoldedFromNothing() {
    const improvement::Subjects subjects = FoldBook();
    const View status = programme_->status();
    EXPECT_EQ(status.position, book_->size());
    EXPECT_EQ(status.table.rows, improvement::Status(subjects).rows);
    for (const auto& [name, subject] : subjects) {
      EXPECT_EQ(programme_->state(name)->json, improvement::ToJson(subject)) << name;
    }
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  std::unique_ptr<Programme> programme_;
  int events_ = 0;
};

const Told kRaised{.type = "finding.raised",
                   .subject = "finding/x",
                   .time = "2025-02-01",
                   .data = R"({"title":"Old","area":"area/mash"})",
                   .id = "raised"};
const Told kClosed{.type = "finding.closed", .subject = "finding/x", .time = "2025-02-10"};
const Told kReopened{.type = "finding.reopened", .subject = "finding/x", .time = "2025-02-05"};
const Told kCorrected{
    .type = "event.corrected",
    .subject = "finding/x",
    .time = "2025-02-11",
    .data = R"({"event":"raised","pointer":"/title","from":"Old","to":"New","basis":"2.1"})"};

TEST_F(ProgrammeTest, AnEmptyBookHasAnEmptyStatus) {
  const View status = programme_->status();
  EXPECT_TRUE(status.table.rows.empty());
  EXPECT_EQ(status.position, 0U);
  EXPECT_EQ(programme_->state("finding/x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(programme_->trail("finding/x").error().code, ErrorCode::kNotFound);
}

TEST_F(ProgrammeTest, EventsAreFoldedAsTheyComeIn) {
  Append({kRaised});
  CatchUp();
  EXPECT_EQ(State("finding/x")["standing"], "open");
  Append({kClosed});
  CatchUp();
  EXPECT_EQ(State("finding/x")["standing"], "closed");
  EXPECT_EQ(programme_->state("finding/x")->position, 2U);
  EXPECT_EQ(RowWith(programme_->status().table, "area", "mash")["findingsClosed"], "1");
}

TEST_F(ProgrammeTest, AnEventRecordedLateTakesItsPlace) {
  Append({kRaised});
  CatchUp();
  Append({kClosed});
  CatchUp();
  Append({kReopened});
  CatchUp();
  EXPECT_EQ(State("finding/x")["standing"], "closed") << "it was reopened before it was closed";
  EXPECT_EQ(State("finding/x")["reopened"]["day"], "2025-02-05");
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, ACorrectionIsReadInPlaceOfWhatItCorrects) {
  Append({kRaised});
  CatchUp();
  Append({kCorrected});
  CatchUp();
  EXPECT_EQ(State("finding/x")["title"], "New");
  EXPECT_EQ(State("finding/x")["corrections"], 1);
}

TEST_F(ProgrammeTest, ACorrectionThatIsThereFirstWaitsForItsEvent) {
  Append({kCorrected});
  CatchUp();
  Append({kRaised});
  CatchUp();
  EXPECT_EQ(State("finding/x")["title"], "New");
}

TEST_F(ProgrammeTest, ACorrectionMayEvenSayThatItHappenedFirst) {
  Told corrected = kCorrected;
  corrected.time = "2025-01-01";
  Append({corrected});
  CatchUp();
  Append({kRaised});
  CatchUp();
  EXPECT_EQ(State("finding/x")["title"], "New");
}

TEST_F(ProgrammeTest, OneCommitMayHaveEventsInAnyOrder) {
  Append({kClosed, kCorrected, kReopened, kRaised});
  CatchUp();
  EXPECT_EQ(State("finding/x")["title"], "New");
  EXPECT_EQ(State("finding/x")["standing"], "closed");
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, GoesOnAfterARestartFromWhereItWas) {
  Append({kRaised, kClosed});
  CatchUp();
  Restart();
  EXPECT_EQ(State("finding/x")["standing"], "closed") << "read back, before anything is followed";
  EXPECT_EQ(programme_->status().position, 2U);
  EXPECT_EQ(RowsOf(programme_->trail("finding/x")->table).at(0).at("type"), "finding.raised");
  Append({kReopened, kCorrected});
  CatchUp();
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, FollowsWhatWasAppendedWhileItWasAway) {
  Append({kRaised});
  CatchUp();
  programme_.reset();
  Append({kClosed});
  OpenProgramme();
  CatchUp();
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, IsMadeAnewWhenItsDirectoryIsRemoved) {
  Append({kRaised, kClosed, kReopened});
  CatchUp();
  programme_.reset();
  std::filesystem::remove_all(directory_ / "views");
  OpenProgramme();
  CatchUp();
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, ATrailHasTheEventsOfOthersThatNameItsSubject) {
  Append({kRaised,
          {.type = "action.completed",
           .subject = "action/a",
           .time = "2025-02-02",
           .data = R"({"findings":["finding/x"]})"},
          {.type = "action.progressed", .subject = "action/a", .time = "2025-02-03"},
          kClosed});
  CatchUp();
  const auto trail = programme_->trail("finding/x");
  ASSERT_TRUE(trail.has_value());
  EXPECT_EQ(trail->position, 4U);
  std::vector<std::string> types;
  for (const auto& row : RowsOf(trail->table)) {
    if (types.empty() || types.back() != row.at("type")) types.push_back(row.at("type"));
  }
  EXPECT_EQ(types,
            (std::vector<std::string>{"finding.raised", "action.completed", "finding.closed"}));
}

TEST_F(ProgrammeTest, ASubjectThatIsOnlyNamedHasATrail) {
  Append({{.type = "report.stated",
           .subject = "report/r",
           .time = "2025-02-02",
           .data = R"({"text":"To be incorporated.","targets":["plan/p"]})"}});
  CatchUp();
  EXPECT_EQ(RowsOf(programme_->trail("plan/p")->table).at(0).at("reason"), "To be incorporated.");
  EXPECT_EQ(programme_->state("plan/p").error().code, ErrorCode::kNotFound);
}

TEST_F(ProgrammeTest, SubjectsOfOtherKindsHaveATrailButNoState) {
  Append({{.type = "case.opened",
           .subject = "case/7",
           .time = "2025-02-02",
           .data = R"({"finding":"finding/x"})",
           .id = R"(,"subject":"finding/x",)"}});
  CatchUp();
  EXPECT_EQ(RowsOf(programme_->trail("case/7")->table).at(0).at("type"), "case.opened");
  EXPECT_EQ(programme_->state("case/7").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(programme_->trail("finding/x").error().code, ErrorCode::kNotFound);
}

TEST_F(ProgrammeTest, ATrailThatIsTooLongIsRefused) {
  OpenProgramme({.trail_events_max = 3});
  const Told names{.type = "action.progressed",
                   .subject = "action/a",
                   .time = "2025-02-03",
                   .data = R"({"findings":["finding/x"]})"};
  Append({kRaised, kClosed, names});
  CatchUp();
  EXPECT_TRUE(programme_->trail("finding/x").has_value());
  Append({names});
  CatchUp();
  EXPECT_EQ(programme_->trail("finding/x").error().code, ErrorCode::kUnprocessable);
}

TEST_F(ProgrammeTest, DataOfTheWrongShapeDoesNotStopIt) {
  for (const char* data : {"null", "[]", "7", R"("text")", R"({"title":7,"area":[],"event":{}})",
                           R"({"events":7,"dispute":[],"pointer":{},"to":"~","level":[]})"}) {
    for (const char* type : {"finding.raised", "finding.impact-assessed", "event.corrected",
                             "event.disputed", "dispute.resolved"}) {
      Append({{.type = type, .subject = "finding/x", .time = "2025-02-01", .data = data}});
    }
  }
  Append({kClosed});
  CatchUp();
  EXPECT_EQ(State("finding/x")["standing"], "closed");
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, HoldsThePeterboroughHistory) {
  std::ifstream file(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson");
  auto drafts = ParseLines(std::string{std::istreambuf_iterator<char>(file), {}});
  ASSERT_TRUE(drafts.has_value());
  ASSERT_TRUE(book_->Append({.drafts = *drafts}).has_value());
  CatchUp();
  EXPECT_EQ(State("action/edt-additional-capacity")["delivery"], "completed");
  EXPECT_EQ(State("action/edt-additional-capacity")["impact"], "not-yet-evident");
  EXPECT_EQ(State("finding/front-door")["corrections"], 1);
  const auto trail = programme_->trail("finding/edt-capacity");
  ASSERT_TRUE(trail.has_value());
  EXPECT_EQ(RowWith(trail->table, "type", "action.completed")["actor"],
            "peterborough-city-council");
  EXPECT_EQ(RowWith(trail->table, "type", "action.completed")["disputed"], "85");
  ExpectAsFoldedFromNothing();
}

// Events about a few subjects, with late ones, corrections and disputes among them.
std::vector<Told> RandomEvents(std::mt19937& random, int count) {
  const std::vector<std::pair<const char*, const char*>> words = {
      {"action.agreed", R"({"owner":"person/a","due":"2025-03-01"})"},
      {"action.started", "{}"},
      {"action.blocked", "{}"},
      {"action.unblocked", "{}"},
      {"action.completed", R"({"findings":["finding/x"]})"},
      {"action.reopened", "{}"},
      {"action.impact-assessed", R"({"level":"emerging"})"},
      {"event.disputed", R"({"events":["e1","e2"],"note":"They differ."})"},
      {"dispute.resolved", R"({"dispute":"e5"})"},
  };
  // Most come in as they happen, so that they are folded one by one; some are recorded late.
  const auto time = [](int hour) {
    return FormatInstant(*ParseInstant("2025-01-01T00:00:00Z") + std::chrono::hours(hour));
  };
  std::vector<Told> events;
  for (int i = 0; i < count; ++i) {
    const auto below = [&](int limit) { return std::uniform_int_distribution(0, limit)(random); };
    const auto& [type, data] = words[random() % words.size()];
    Told event{.type = type,
               .subject = "action/" + std::to_string(i % 3),
               .time = time(below(9) == 0 ? below(i) : i),
               .data = data,
               .precision = Precision::kInstant,
               .id = "e" + std::to_string(i)};
    if (below(5) == 0) {
      // Of an event of the same subject, which may be yet to come.
      const int corrected = below((count - 1) / 3 - 1) * 3 + i % 3;
      event.type = "event.corrected";
      event.data = json{{"event", "e" + std::to_string(corrected)},
                        {"pointer", "/title"},
                        {"to", "corrected by " + event.id}}
                       .dump();
    }
    events.push_back(std::move(event));
  }
  return events;
}

TEST_F(ProgrammeTest, FollowingLiveGivesWhatFoldingFromNothingGives) {
  std::mt19937 random(5);
  const std::vector<Told> events = RandomEvents(random, 400);
  for (std::size_t next = 0; next < events.size();) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 8, events.size() - next);
    Append({events.begin() + static_cast<std::ptrdiff_t>(next),
            events.begin() + static_cast<std::ptrdiff_t>(next + count)});
    next += count;
    if (random() % 3 == 0) {
      CatchUp();
      ExpectAsFoldedFromNothing();
    }
    if (random() % 20 == 0) Restart();
  }
  CatchUp();
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeTest, ReadersNeverSeeHalfOfACommit) {
  // After each commit one action is completed and the other in progress.
  const auto append = [&](const char* a, const char* b) {
    Append({{.type = a, .subject = "action/a", .time = "2025-02-01"},
            {.type = b, .subject = "action/b", .time = "2025-02-01"}});
  };
  append("action.completed", "action.started");
  CatchUp();
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  std::jthread reader([&] {
    while (!stop) {
      const View status = programme_->status();
      auto row = RowsOf(status.table).at(0);
      if (row["actionsCompleted"] != "1" || row["actionsInProgress"] != "1") ++torn;
      const auto trail = programme_->trail("action/a");
      if (!trail || trail->position % 2 != 0) ++torn;
      if (!programme_->state("action/b")) ++torn;
    }
  });
  for (int i = 0; i < 40; ++i) {
    append("action.reopened", "action.completed");
    append("action.completed", "action.reopened");
  }
  CatchUp();
  stop = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace daybook::projection
