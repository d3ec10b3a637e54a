#include "improvement/views.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"

namespace daybook::improvement {
namespace {

// Two actions of Ada, one of them taken over from Ben and twice put off; one that nobody owns.
Entries Programme() {
  return {
      {.type = "person.registered",
       .subject = "person/ada",
       .time = "2025-01-01",
       .data = R"({"name":"Ada"})"},
      {.type = "action.proposed",
       .subject = "action/one",
       .time = "2025-01-01",
       .data = R"({"title":"One","findings":["finding/x"]})"},
      {.type = "action.agreed",
       .subject = "action/one",
       .time = "2025-01-02",
       .data = R"({"owner":"person/ada","due":"2025-03-01"})"},
      {.type = "action.agreed",
       .subject = "action/two",
       .time = "2025-01-02",
       .data = R"({"owner":"person/ben","due":"2025-02-01"})"},
      {.type = "action.rescheduled",
       .subject = "action/two",
       .time = "2025-01-20",
       .data = R"({"from":"2025-02-01","to":"2025-03-10"})"},
      {.type = "action.reassigned",
       .subject = "action/two",
       .time = "2025-01-25",
       .data = R"({"from":"person/ben","to":"person/ada"})"},
      {.type = "action.proposed",
       .subject = "action/three",
       .time = "2025-01-03",
       .data = R"({"title":"Three","findings":[]})"},
      {.type = "policy.changed",
       .subject = "book/control",
       .time = "2025-02-10",
       .data = R"({"reschedulesAmber":1})"},
  };
}

TEST(Views, HaveTheirColumnsWhenNothingHappened) {
  for (const ViewKind& view : Views()) {
    const Table table = view.make({}, NoonOf("2025-03-01"));
    EXPECT_EQ(table.name, view.name);
    EXPECT_FALSE(table.columns.empty());
    EXPECT_TRUE(table.rows.empty());
  }
  EXPECT_EQ(FindView("none"), nullptr);
}

TEST(Views, ThePlanSaysWhyAnActionHasItsColour) {
  auto rows = RowsOn("plan", Programme(), "2025-03-05");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["action"], "one");
  EXPECT_EQ(rows[0]["owner"], "ada");
  EXPECT_EQ(rows[0]["colour"], "red");
  EXPECT_EQ(rows[0]["rule"], "overdue");
  EXPECT_EQ(rows[0]["daysLate"], "4");
  EXPECT_EQ(rows[0]["findings"], "finding/x");
  EXPECT_EQ(rows[1]["rule"], "not-due-to-start");
  EXPECT_EQ(rows[2]["firstDue"], "2025-02-01");
  EXPECT_EQ(rows[2]["due"], "2025-03-10");
  EXPECT_EQ(rows[2]["daysLate"], "");
}

TEST(Views, ThePlanGoesByThePolicyOfTheDay) {
  auto before = RowsOn("plan", Programme(), "2025-02-01");
  EXPECT_EQ(before[2]["rule"], "on-track");
  EXPECT_EQ(before[2]["policy"], "");
  auto after = RowsOn("plan", Programme(), "2025-02-10");
  EXPECT_EQ(after[2]["rule"], "rescheduled");
  EXPECT_EQ(after[2]["policy"], "7");
}

TEST(Views, TheWorkloadCountsWhatEachOwnerHasOpen) {
  auto rows = RowsOn("workload", Programme(), "2025-03-05");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["owner"], "ada");
  EXPECT_EQ(rows[0]["name"], "Ada");
  EXPECT_EQ(rows[0]["open"], "2");
  EXPECT_EQ(rows[0]["overdue"], "1");
  EXPECT_EQ(rows[0]["dueSoon"], "1");
  EXPECT_EQ(rows[0]["rescheduled"], "1");
  EXPECT_EQ(rows[0]["inherited"], "1");
  EXPECT_EQ(rows[1]["owner"], "(no owner)");
}

}  // namespace
}  // namespace daybook::improvement
