#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// Folds events of one meeting, all of one day.
Meeting MeetingAfter(const std::vector<std::pair<std::string, std::string>>& events) {
  Entries entries;
  for (const auto& [type, data] : events) {
    entries.Add({.type = "meeting." + type,
                 .subject = "meeting/board",
                 .time = "2025-03-04",
                 .data = data});
  }
  return std::get<Meeting>(Fold("meeting/board", entries.all).state);
}

TEST(FoldMeeting, IsHeldAndTakesInPapers) {
  const Meeting meeting =
      MeetingAfter({{"held", R"({"kind":"improvement-board","title":"March board"})"},
                    {"paper-received", R"({"title":"Progress","paper":"report/progress"})"}});
  EXPECT_EQ(meeting.kind, "improvement-board");
  EXPECT_EQ(meeting.title, "March board");
  EXPECT_EQ(meeting.held.day, "2025-03-04");
  ASSERT_EQ(meeting.papers.size(), 1U);
  EXPECT_EQ(meeting.papers.at(0).title, "Progress");
  EXPECT_EQ(meeting.papers.at(0).paper, "report/progress");
}

TEST(FoldMeeting, ADecisionDoesNotChangeTheKindOfTheMeeting) {
  const Meeting meeting = MeetingAfter(
      {{"held", R"({"kind":"improvement-board"})"},
       {"decided",
        R"({"ref":"7","kind":"closure","targets":["finding/a"],"text":"Closed, unanimously"})"}});
  EXPECT_EQ(meeting.kind, "improvement-board");
  ASSERT_EQ(meeting.decisions.size(), 1U);
  EXPECT_EQ(meeting.decisions.at(0).ref, "7");
  EXPECT_EQ(meeting.decisions.at(0).kind, "closure");
  EXPECT_EQ(meeting.decisions.at(0).targets, std::vector<std::string>{"finding/a"});
  EXPECT_EQ(meeting.decisions.at(0).text, "Closed, unanimously");
  EXPECT_EQ(meeting.decisions.at(0).taken.day, "2025-03-04");
}

TEST(FoldMeeting, ADecisionToldOfAgainTakesThePlaceOfTheFirst) {
  const Meeting meeting = MeetingAfter({{"decided", R"({"ref":"1","kind":"closure"})"},
                                        {"decided", R"({"ref":"2","kind":"approval"})"},
                                        {"decided", R"({"ref":"1","kind":"other"})"}});
  ASSERT_EQ(meeting.decisions.size(), 2U);
  EXPECT_EQ(meeting.decisions.at(0).kind, "other");
}

TEST(FoldMeeting, AChallengeHasItsChallenger) {
  const Meeting meeting =
      MeetingAfter({{"challenged", R"({"text":"Why so late?","targets":"action/a"})"}});
  ASSERT_EQ(meeting.challenges.size(), 1U);
  EXPECT_EQ(meeting.challenges.at(0).text, "Why so late?");
  EXPECT_EQ(meeting.challenges.at(0).targets, std::vector<std::string>{"action/a"});
  EXPECT_EQ(meeting.challenges.at(0).by, "clerk");
}

TEST(FoldMeeting, ApprovesItsOwnMinutesOrThoseOfAnother) {
  EXPECT_EQ(MeetingAfter({{"minutes-approved", "{}"}}).minutes_approved.day, "2025-03-04");
  const Meeting other = MeetingAfter({{"minutes-approved", R"({"of":"meeting/february"})"}});
  EXPECT_FALSE(other.minutes_approved);
  EXPECT_EQ(other.minutes_of, std::vector<std::string>{"meeting/february"});
}

}  // namespace
}  // namespace daybook::improvement
