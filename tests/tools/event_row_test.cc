#include "tools/event_row.h"

#include <gtest/gtest.h>

#include "tools/event_pages.h"

namespace daybook::tools {
namespace {

using Row = std::vector<std::string>;

TEST(EventRow, TimesAreUtcToTheSecond) {
  EXPECT_EQ(EventRow(R"({"sequence":"00000000000000000042","recordedtime":)"
                     R"("2025-01-02T03:04:05.678901Z","authid":"ada","type":"login.succeeded",)"
                     R"("subject":"login/ada","time":"2024-07-30T09:00:00+01:00"})"),
            (Row{"42", "2025-01-02 03:04:05", "2024-07-30 08:00:00", "login.succeeded", "login/ada",
                 "ada"}));
}

TEST(EventRow, OccurrenceIsToldAsPreciselyAsItIsKnown) {
  const auto occurred = [](const std::string& precision) {
    return EventRow(R"({"time":"2023-11-01T00:00:00Z","timeprecision":")" + precision + "\"}")[2];
  };
  EXPECT_EQ(occurred("day"), "2023-11-01");
  EXPECT_EQ(occurred("month"), "2023-11");
  EXPECT_EQ(occurred("year"), "2023");
  EXPECT_EQ(occurred("unknown"), "unknown");
}

TEST(EventRow, WhatIsMissingIsEmpty) {
  EXPECT_EQ(EventRow("{}"), Row(6));
  EXPECT_EQ(EventRow("no JSON"), Row(6));
  EXPECT_EQ(EventRow(R"({"sequence":"00000000000000000000"})")[0], "0");
}

TEST(EventRow, TheActorIsWhoItWasRecordedForOrElseWhoRecordedIt) {
  EXPECT_EQ(EventRow(R"({"authid":"clerk"})")[5], "clerk");
  EXPECT_EQ(EventRow(R"({"authid":"clerk","onbehalfof":"ofsted"})")[5], "ofsted");
}

TEST(EventLine, CannotSteerTheTerminal) {
  EXPECT_EQ(EventLine(R"({"type":"a\u001b[2Jb"})").find('\033'), std::string::npos);
}

TEST(ParseEventPage, KeepsTheExactBytesOfEachEntry) {
  const auto page = ParseEventPage(
      R"({"events":[{"b":1.50,"a":"\u00e4"} , {"c":[1, 2]}],"next":"x/y","position":"12"})");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->entries, (Row{R"({"b":1.50,"a":"\u00e4"})", R"({"c":[1, 2]})"}));
  EXPECT_EQ(page->next, "x/y");
  EXPECT_EQ(page->position, 12U);
}

TEST(ParseEventPage, TheLastPageHasNoNext) {
  EXPECT_FALSE(ParseEventPage(R"({"events":[],"next":null,"position":"0"})")->next);
  EXPECT_FALSE(ParseEventPage(R"({"events":[],"position":"0"})")->next);
}

TEST(ParseEventPage, AnythingElseIsAnError) {
  EXPECT_FALSE(ParseEventPage("<html>"));
  EXPECT_FALSE(ParseEventPage("[]"));
  EXPECT_FALSE(ParseEventPage("{}"));
  EXPECT_FALSE(ParseEventPage(R"({"events":[{"a":1})"));
}

}  // namespace
}  // namespace daybook::tools
