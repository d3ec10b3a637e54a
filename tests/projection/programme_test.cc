#include "projection/programme.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "improvement/tables.h"
#include "projection/programme_fixture.h"

namespace daybook::projection {
namespace {

using improvement::RowsOf;
using improvement::RowWith;
using improvement::Told;

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
  const View status = Status();
  EXPECT_TRUE(status.table.rows.empty());
  EXPECT_EQ(status.cut.size, 0U);
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
  EXPECT_EQ(RowWith(Status().table, "area", "mash")["findingsClosed"], "1");
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
  EXPECT_EQ(Status().cut.size, 2U);
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
  EXPECT_EQ(trail->cut.size, 4U);
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

}  // namespace
}  // namespace daybook::projection
