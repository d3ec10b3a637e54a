#include "improvement/changes.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/tables.h"

namespace daybook::improvement {
namespace {

constexpr Position kAll = std::numeric_limits<Position>::max();

// What changed of one subject for the internal audience: by what was recorded after the first
// `known` events, and by what occurred after `at`, if it is given.
std::vector<TextRow> ChangesOf(const Entries& entries, Position known, const std::string& at = {},
                               Audience audience = Audience::kInternal) {
  Between between{.before = {.size = known, .at = {}, .audience = audience},
                  .after = {.at = {}, .audience = audience},
                  .moment = *ParseInstant("2025-01-31T00:00:00Z")};
  if (!at.empty()) between.before.at = *ParseInstant(at + "T12:00:00Z");
  Table table = NoChanges();
  const Facts facts = FactsOf(entries.all);
  AddChanges(ReadFact(facts.front()).subject, facts, between, table);
  return RowsOf(table);
}

// `change field before after position`, row by row.
std::vector<std::string> Brief(const std::vector<TextRow>& rows) {
  std::vector<std::string> lines;
  for (const TextRow& row : rows) {
    std::string line = row.at("change");
    for (const char* column : {"field", "before", "after", "position"}) {
      line += ' ' + (row.at(column).empty() ? "-" : row.at(column));
    }
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

const Told kRaised{.type = "finding.raised",
                   .subject = "finding/x",
                   .time = "2025-02-01",
                   .data = R"({"title":"T","kind":"mixed"})",
                   .id = "raised"};
const Told kAssessed{.type = "finding.impact-assessed",
                     .subject = "finding/x",
                     .time = "2025-02-02",
                     .data = R"({"level":"emerging"})"};
const Told kClosed{.type = "finding.closed",
                   .subject = "finding/x",
                   .time = "2025-02-03",
                   .data = R"({"decision":"meeting/m"})"};
const Told kReopened{.type = "finding.reopened", .subject = "finding/x", .time = "2025-02-04"};

const Told kAgreed{.type = "action.agreed",
                   .subject = "action/x",
                   .time = "2025-02-01",
                   .data = R"({"title":"A","owner":"person/p","due":"2025-03-01"})",
                   .id = "agreed"};

TEST(Changes, ThereIsNoneWhereNothingCameBetween) {
  EXPECT_TRUE(ChangesOf({kRaised, kAssessed}, 2).empty());
  EXPECT_TRUE(ChangesOf({kRaised, kAssessed}, 7, "2025-03-01").empty());
  EXPECT_EQ(NoChanges().columns.size(), 13U);
}

TEST(Changes, ANewFindingIsOpenedAndWhatHappenedToItSinceIsTold) {
  EXPECT_EQ(Brief(ChangesOf({kRaised, kAssessed, kClosed}, 0)),
            (Lines{"opened standing - open 0", "closed standing open closed 2",
                   "impact impact not-assessed emerging 1"}));
}

TEST(Changes, AFindingIsClosedReopenedAndDeclined) {
  EXPECT_EQ(Brief(ChangesOf({kRaised, kClosed}, 1)),
            (Lines{"closed standing open closed 1", "changed decision - meeting/m 1"}));
  EXPECT_EQ(Brief(ChangesOf({kRaised, kClosed, kReopened}, 2)),
            (Lines{"reopened standing closed open 2"}));
  EXPECT_EQ(
      Brief(ChangesOf(
          {kRaised, {.type = "finding.declined", .subject = "finding/x", .time = "2025-02-04"}},
          1)),
      (Lines{"declined standing open declined 1"}));
}

TEST(Changes, WhatChangedAndChangedBackIsNoChange) {
  EXPECT_EQ(Brief(ChangesOf({kRaised, kClosed, kReopened}, 1)),
            (Lines{"changed decision - meeting/m 1"}));
}

TEST(Changes, AnActionIsRescheduledReassignedCompletedAndItsImpactAssessed) {
  const auto changes =
      Brief(ChangesOf({kAgreed,
                       {.type = "action.rescheduled",
                        .subject = "action/x",
                        .time = "2025-02-02",
                        .data = R"({"to":"2025-04-01"})"},
                       {.type = "action.rescheduled",
                        .subject = "action/x",
                        .time = "2025-02-03",
                        .data = R"({"to":"2025-05-01"})"},
                       {.type = "action.reassigned",
                        .subject = "action/x",
                        .time = "2025-02-04",
                        .data = R"({"to":"person/q"})"},
                       {.type = "action.completed", .subject = "action/x", .time = "2025-02-05"},
                       {.type = "action.impact-assessed",
                        .subject = "action/x",
                        .time = "2025-02-06",
                        .data = R"({"level":"not-yet-evident"})"}},
                      1));
  EXPECT_EQ(changes, (Lines{"completed delivery agreed completed 4",
                            "impact impact not-assessed not-yet-evident 5",
                            "reassigned owner person/p person/q 3",
                            "rescheduled due 2025-03-01 2025-05-01 2"}));
}

TEST(Changes, AnyOtherFieldIsChanged) {
  EXPECT_EQ(Brief(ChangesOf({kAgreed,
                             {.type = "action.progressed",
                              .subject = "action/x",
                              .time = "2025-02-02",
                              .data = R"({"text":"Two hired","confidence":"high"})"}},
                            1)),
            (Lines{"changed delivery agreed in-progress 1", "changed progress - Two hired 1",
                   "changed confidence - high 1"}));
}

TEST(Changes, ASubjectOfAnotherKindIsAdded) {
  const auto rows = ChangesOf({{.type = "visit.announced",
                                .subject = "visit/v",
                                .time = "2025-02-02",
                                .data = R"({"title":"V"})"}},
                              0);
  EXPECT_EQ(Brief(rows), (Lines{"added - - - 0"}));
  EXPECT_EQ(rows.at(0).at("title"), "V");
}

TEST(Changes, SayWhoWhenAndWhy) {
  TextRow row =
      ChangesOf({kRaised,
                 {.type = "finding.closed",
                  .subject = "finding/x",
                  .time = "2025-02-19T23:30:00Z",
                  .precision = Precision::kInstant,
                  .extensions = {{"onbehalfof", "person/chair"}, {"reason", "It is better."}}}},
                1)
          .at(0);
  EXPECT_EQ(row["subject"], "finding/x");
  EXPECT_EQ(row["title"], "T");
  EXPECT_EQ(row["type"], "finding.closed");
  EXPECT_EQ(row["occurred"], "2025-02-19T23:30:00+00:00");
  EXPECT_EQ(row["recorded"], "2025-03-01T12:00:00+00:00");
  EXPECT_EQ(row["actor"], "person/chair");
  EXPECT_EQ(row["reason"], "It is better.");
}

TEST(Changes, WhatHadOccurredAndWasNotToldIsLearnedLate) {
  EXPECT_EQ(Brief(ChangesOf({kAgreed,
                             {.type = "action.proposed",
                              .subject = "action/x",
                              .time = "2025-01-15",
                              .data = R"({"successCriteria":"Calls answered"})"}},
                            1)),
            (Lines{"changed successCriteria - Calls answered 1", "learned-late - - - 1"}));
}

TEST(Changes, ByWhatOccurredNothingIsLate) {
  EXPECT_EQ(Brief(ChangesOf({kRaised, kAssessed, kClosed}, kAll, "2025-02-01")),
            (Lines{"closed standing open closed 2", "impact impact not-assessed emerging 1",
                   "changed decision - meeting/m 2"}));
}

TEST(Changes, ACorrectionIsToldAndIsWhatChangedTheField) {
  const auto rows = ChangesOf({kRaised,
                               {.type = "event.corrected",
                                .subject = "finding/x",
                                .time = "2025-02-05",
                                .data = R"({"event":"raised","pointer":"/title",)"
                                        R"("from":"T","to":"U","basis":"A slip"})"}},
                              1);
  EXPECT_EQ(Brief(rows), (Lines{"changed title T U 1", R"(corrected /title "T" "U" 1)"}));
  EXPECT_EQ(rows.at(1).at("events"), "0");
  EXPECT_EQ(rows.at(1).at("reason"), "A slip");
}

TEST(Changes, ACorrectionCountsByWhenItWasRecordedWhateverTimeItSays) {
  const auto rows = ChangesOf({kRaised,
                               kAssessed,
                               {.type = "event.corrected",
                                .subject = "finding/x",
                                .time = "2025-02-05",
                                .data = R"({"event":"raised","pointer":"/title",)"
                                        R"("from":"T","to":"U"})"}},
                              kAll, "2025-02-01");
  EXPECT_EQ(Brief(rows), (Lines{"impact impact not-assessed emerging 1"}));
}

TEST(Changes, ADisputeIsToldUntilItIsResolved) {
  const Told disputed{.type = "event.disputed",
                      .subject = "finding/x",
                      .time = "2025-02-05",
                      .data = R"({"events":["raised"],"note":"Two letters differ"})",
                      .id = "disputed"};
  const Told resolved{.type = "dispute.resolved",
                      .subject = "finding/x",
                      .time = "2025-02-06",
                      .data = R"({"dispute":"disputed","outcome":"The first stands"})"};
  const auto rows = ChangesOf({kRaised, disputed, resolved}, 1);
  EXPECT_EQ(Brief(rows), (Lines{"disputed - - - 1", "resolved - - - 2"}));
  EXPECT_EQ(rows.at(0).at("events"), "0");
  EXPECT_EQ(rows.at(1).at("events"), "1");
}

TEST(Changes, AReleaseNamesTheEventsItWidens) {
  Told open = kAssessed;
  open.extensions = {{"dataclassification", "public"}};
  const Entries entries{kRaised,
                        open,
                        {.type = "event.released",
                         .subject = "finding/x",
                         .time = "2025-02-05",
                         .data = R"({"level":"committee","basis":"Published"})",
                         .extensions = {{"dataclassification", "board"}}}};
  const auto rows = ChangesOf(entries, 2);
  EXPECT_EQ(Brief(rows), (Lines{"released audience internal committee 2"}));
  EXPECT_EQ(rows.at(0).at("events"), "0") << "the other one was public already";
  // To the committee something new is told, but not the release itself, which is the board's.
  EXPECT_EQ(Brief(ChangesOf(entries, 2, "", Audience::kCommittee)),
            (Lines{"changed kind - mixed 0", "changed title - T 0"}));
  EXPECT_EQ(Brief(ChangesOf(entries, 2, "", Audience::kBoard)),
            (Lines{"changed kind - mixed 0", "changed title - T 0",
                   "released audience internal committee 2"}));
}

TEST(Changes, AnAudienceIsNotToldOfWhatIsNotReleasedToIt) {
  EXPECT_TRUE(ChangesOf({kRaised, kAssessed}, 1, "", Audience::kPublic).empty());
}

}  // namespace
}  // namespace daybook::improvement
