#include "improvement/disclosures.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/tables.h"

namespace daybook::improvement {
namespace {

Told Disclosed(const std::string& id, const std::string& data) {
  return {.type = "data.disclosed",
          .subject = "book/disclosures",
          .time = "2025-02-01T10:00:00Z",
          .data = data,
          .precision = Precision::kInstant,
          .id = id};
}

const Told kReadTwo = Disclosed(
    "read", R"({"asked":"/v1/views/workload","form":"reading","purpose":"Visit","persons":[)"
            R"({"person":"person/ada","values":2},{"person":"person/bob","values":1}]})");

std::vector<TextRow> Rows(const Entries& entries, std::string_view about = {},
                          const Cut& cut = {}) {
  return RowsOf(Disclosures(FactsOf(entries.all), about, cut));
}

TEST(DisclosuresTest, ASubjectIsAskedForByItsPageAsByTheApi) {
  const std::string rest = R"(","form":"reading","persons":[{"person":"person/ada","values":1}]})";
  const Entries entries({Disclosed("api", R"({"asked":"/v1/subjects/finding/a/trail)" + rest),
                         Disclosed("page", R"({"asked":"/subjects/finding/a)" + rest),
                         Disclosed("other", R"({"asked":"/subjects/finding/ab)" + rest)});
  EXPECT_EQ(Rows(entries, "finding/a").size(), 2U);
}

TEST(DisclosuresTest, AReadingHasARowForEachPerson) {
  const auto rows = Rows(Entries({kReadTwo}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (TextRow{{"position", "0"},
                              {"recorded", "2025-03-01T12:00:00+00:00"},
                              {"who", "clerk"},
                              {"form", "reading"},
                              {"asked", "/v1/views/workload"},
                              {"person", "person/ada"},
                              {"values", "2"},
                              {"rows", ""},
                              {"purpose", "Visit"}}));
  EXPECT_EQ(rows[1].at("person"), "person/bob");
}

TEST(DisclosuresTest, TheNewestIsFirst) {
  const auto rows =
      Rows(Entries({kReadTwo, Disclosed("later", R"({"asked":"/v1/events","form":"export"})")}));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].at("position"), "1");
  EXPECT_EQ(rows[0].at("form"), "export");
}

TEST(DisclosuresTest, TheEndOfAnExportIsInTheRowOfItsBeginning) {
  const Told begun = Disclosed("x", R"({"asked":"/v1/events","form":"export","purpose":"Audit"})");
  const Told ended =
      Disclosed("y", R"({"asked":"/v1/events","form":"export","ends":"x","rows":12})");
  EXPECT_EQ(Rows(Entries({begun})).at(0).at("rows"), "");
  const auto rows = Rows(Entries({begun, ended}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("rows"), "12");
  EXPECT_EQ(rows[0].at("purpose"), "Audit");
}

TEST(DisclosuresTest, OneWhoAsksForAPersonSeesWhereTheyWereShownOrAskedFor) {
  const Told trail =
      Disclosed("t", R"({"asked":"/v1/subjects/action/x/trail","form":"reading","persons":[)"
                     R"({"person":"person/bob","values":1}]})");
  const Told other = Disclosed("o", R"({"asked":"/v1/subjects/action/xy/trail","form":"reading"})");
  const Entries entries({kReadTwo, trail, other});
  const auto ada = Rows(entries, "person/ada");
  ASSERT_EQ(ada.size(), 1U);
  EXPECT_EQ(ada[0].at("person"), "person/ada");
  EXPECT_EQ(Rows(entries, "person/bob").size(), 2U);
  EXPECT_EQ(Rows(entries, "action/x").size(), 1U);
  EXPECT_TRUE(Rows(entries, "person/nobody").empty());
}

TEST(DisclosuresTest, WhatOlderEventsSayIsShownAsFarAsItGoes) {
  const auto rows =
      Rows(Entries({Disclosed("v1", R"({"subject":"person/ada","purpose":"Her request","rows":3})"),
                    {.type = "pack.exported",
                     .subject = "book/disclosures",
                     .time = "2025-02-01",
                     .data = R"({"sha256":"ab","purpose":"Reinspection","rows":40})"}}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("form"), "pack");
  EXPECT_EQ(rows[0].at("asked"), "ab");
  EXPECT_EQ(rows[0].at("rows"), "40");
  EXPECT_EQ(rows[1].at("form"), "reading");
  EXPECT_EQ(rows[1].at("rows"), "3");
  EXPECT_EQ(Rows(Entries({Disclosed("v1", R"({"subject":"person/ada"})")}), "person/ada").size(),
            1U);
}

TEST(DisclosuresTest, WhatIsNotReleasedToAnAudienceIsNotThere) {
  const Cut board{.audience = Audience::kBoard};
  EXPECT_TRUE(Rows(Entries({kReadTwo}), {}, board).empty());
}

TEST(DisclosuresTest, DataThatIsNotAsExpectedIsShownWithoutIt) {
  const auto rows = Rows(Entries({Disclosed("odd", R"({"persons":"person/ada","rows":-1})")}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("person"), "");
  EXPECT_EQ(rows[0].at("rows"), "");
}

}  // namespace
}  // namespace daybook::improvement
