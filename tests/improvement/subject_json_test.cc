#include "improvement/subject_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "improvement/entries.h"
#include "improvement/field.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

TEST(SubjectJson, HasEveryFieldByName) {
  const Entries entries{
      {.type = "action.proposed", .subject = "action/x", .data = R"({"findings":["finding/a"]})"},
      {.type = "action.completed",
       .subject = "action/x",
       .time = "2025-01-01",
       .precision = Precision::kMonth},
      {.type = "action.rescheduled", .subject = "action/x", .time = "2025-01-05"},
      {.type = "event.disputed",
       .subject = "action/x",
       .time = "2025-01-02",
       .data = R"({"events":["a"],"note":"They differ."})",
       .id = "d"},
  };
  const auto json = nlohmann::json::parse(ToJson(Fold("action/x", entries.all)));
  for (const Field& field : FieldsOf(Action{})) EXPECT_TRUE(json.contains(field.name));
  EXPECT_EQ(json["subject"], "action/x");
  EXPECT_EQ(json["findings"], nlohmann::json::array({"finding/a"}));
  EXPECT_EQ(json["delivery"], "completed");
  EXPECT_EQ(json["impact"], "not-assessed");
  EXPECT_EQ(json["reschedules"], 1);
  EXPECT_EQ(json["completed"], (nlohmann::json{{"day", "2025-01"}, {"precision", "month"}}));
  EXPECT_EQ(json["proposed"], (nlohmann::json{{"day", nullptr}, {"precision", "unknown"}}));
  EXPECT_TRUE(json["started"].is_null());
  EXPECT_EQ(json["events"], 4);
  EXPECT_EQ(json["disputes"][0]["note"], "They differ.");
  EXPECT_EQ(json["disputes"][0]["name"]["id"], "d");
  EXPECT_EQ(json["disputes"][0]["resolved"], false);
}

TEST(SubjectJson, OfASubjectWithoutFieldsIsItsHistory) {
  EXPECT_EQ(ToJson(NewSubject("case/x")),
            R"({"subject":"case/x","events":0,"corrections":0,"disputes":[]})");
}

TEST(Field, ListsAreJoinedAndDaysAreAsExactAsTheyAreKnown) {
  Visit visit;
  visit.areas = {"mash", "edt"};
  visit.judgements = {
      {.area = "overall", .grade = "good", .framework = {}, .framework_version = {}, .given = {}}};
  visit.announced = {.at = Instant(), .precision = Precision::kMonth, .day = "2025-01"};
  visit.ended = {.at = Instant(), .precision = Precision::kUnknown, .day = ""};
  std::map<std::string, Cell> cells;
  for (const Field& field : FieldsOf(visit)) cells[field.name] = field.value;
  EXPECT_EQ(cells["areas"], Cell("mash; edt"));
  EXPECT_EQ(cells["judgements"], Cell("overall: good"));
  EXPECT_EQ(cells["announced"], Cell("2025-01"));
  EXPECT_EQ(cells["ended"], Cell("unknown"));
  EXPECT_EQ(cells["started"], Cell());
  EXPECT_EQ(cells["number"], Cell());
}

TEST(Field, EveryImpactIsReadByTheNameItIsShownBy) {
  for (const Impact impact : {Impact::kNotAssessed, Impact::kNotYetEvident, Impact::kEmerging,
                              Impact::kEvidenced, Impact::kEmbedded, Impact::kLost}) {
    EXPECT_EQ(ParseImpact(NameOf(impact)), impact);
  }
  EXPECT_EQ(ParseImpact("splendid"), std::nullopt);
}

}  // namespace
}  // namespace daybook::improvement
