#include "improvement/upcast.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/subject_json.h"
#include "improvement/trail.h"

namespace daybook::improvement {
namespace {

constexpr const char* kOld =
    R"({"lead":"person/ada","dueDate":"2025-06-30","impactReview":"2025-09-30"})";
constexpr const char* kNew =
    R"({"owner":"person/ada","due":"2025-06-30","impactReview":"2025-09-30"})";

Told Agreed(const std::string& data, std::map<std::string, std::string> extensions = {}) {
  return {.type = "action.agreed",
          .subject = "action/x",
          .time = "2025-01-01",
          .data = data,
          .extensions = std::move(extensions),
          .id = "agreed"};
}

std::map<std::string, std::string> SchemaOf(int version) {
  return {{"dataschema", "/v1/schemas/action.agreed/" + std::to_string(version)}};
}

std::string StateOf(const Entries& entries) { return ToJson(Fold("action/x", entries.all)); }

TEST(UpcastTest, OldWordsBecomeNewOnesInTheirPlaces) {
  EXPECT_EQ(Upcast("action.agreed", 1, kOld), kNew);
  EXPECT_EQ(Upcast("action.agreed", 1, R"({"dueDate":null})"), R"({"due":null})");
}

TEST(UpcastTest, TheLatestVersionIsLeftAsItIs) {
  EXPECT_EQ(Upcast("action.agreed", 2, kNew), kNew);
  EXPECT_EQ(Upcast("action.agreed", 2, kOld), kOld);
}

TEST(UpcastTest, WithoutAVersionBothAreUnderstood) {
  EXPECT_EQ(Upcast("action.agreed", std::nullopt, kOld), kNew);
  EXPECT_EQ(Upcast("action.agreed", std::nullopt, kNew), kNew);
}

TEST(UpcastTest, NothingIsOverwritten) {
  EXPECT_EQ(Upcast("action.agreed", 1, R"({"dueDate":"a","due":"b"})"),
            R"({"dueDate":"a","due":"b"})");
}

TEST(UpcastTest, WhatIsNoObjectOrOfAnotherTypeStays) {
  EXPECT_EQ(Upcast("action.agreed", 1, "[1]"), "[1]");
  EXPECT_EQ(Upcast("action.agreed", 1, "no JSON"), "no JSON");
  EXPECT_EQ(Upcast("action.proposed", 1, kOld), kOld);
}

TEST(UpcastTest, TheVersionIsTheLastPartOfDataschema) {
  EXPECT_EQ(SchemaVersion("/v1/schemas/action.agreed/1"), 1U);
  EXPECT_EQ(SchemaVersion("https://council.example/v1/schemas/action.agreed/12"), 12U);
  EXPECT_EQ(SchemaVersion("https://council.example/schema"), std::nullopt);
  EXPECT_EQ(SchemaVersion(""), std::nullopt);
}

TEST(UpcastTest, ABookInOldWordsComesToTheSameState) {
  const std::string state = StateOf({Agreed(kNew, SchemaOf(2))});
  EXPECT_NE(state.find("person/ada"), std::string::npos);
  EXPECT_EQ(StateOf({Agreed(kOld, SchemaOf(1))}), state);
  EXPECT_EQ(StateOf({Agreed(kOld)}), state);
  EXPECT_EQ(StateOf({Agreed(kNew)}), state);
}

TEST(UpcastTest, ACorrectionIsInTheWordsOfTheEventItCorrects) {
  const Told correction{.type = "event.corrected",
                        .subject = "action/x",
                        .time = "2025-01-02",
                        .data = R"({"event":"agreed","pointer":"/dueDate","from":"2025-06-30",)"
                                R"("to":"2025-07-31","basis":"The minutes."})"};
  const std::string state = StateOf({Agreed(kOld, SchemaOf(1)), correction});
  EXPECT_NE(state.find(R"("due":"2025-07-31")"), std::string::npos) << state;
}

TEST(UpcastTest, ATrailTellsOldEventsInNewWords) {
  const Entries entries{Agreed(kOld, SchemaOf(1))};
  std::vector<std::string> fields;
  const Table trail = TrailIn(entries.all, "action/x");
  for (const auto& row : trail.rows) {
    fields.push_back(std::get<std::string>(row.at(9)));
  }
  EXPECT_NE(std::ranges::find(fields, "owner"), fields.end());
  EXPECT_NE(std::ranges::find(fields, "firstDue"), fields.end());
}

}  // namespace
}  // namespace daybook::improvement
