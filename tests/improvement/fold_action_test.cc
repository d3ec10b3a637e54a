#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// Folds events of one action, a day apart.
Action ActionAfter(const std::vector<std::pair<std::string, std::string>>& events) {
  Entries entries;
  int day = 10;
  for (const auto& [type, data] : events) {
    entries.Add({.type = "action." + type,
                 .subject = "action/x",
                 .time = "2024-05-" + std::to_string(day++),
                 .data = data});
  }
  return std::get<Action>(Fold("action/x", entries.all).state);
}

TEST(FoldAction, DeliveryGoesFromProposedToCompleted) {
  EXPECT_EQ(ActionAfter({{"proposed", "{}"}}).delivery, Delivery::kProposed);
  EXPECT_EQ(ActionAfter({{"proposed", "{}"}, {"agreed", "{}"}}).delivery, Delivery::kAgreed);
  EXPECT_EQ(ActionAfter({{"agreed", "{}"}, {"started", "{}"}}).delivery, Delivery::kInProgress);
  EXPECT_EQ(ActionAfter({{"started", "{}"}, {"blocked", "{}"}}).delivery, Delivery::kBlocked);
  EXPECT_EQ(ActionAfter({{"started", "{}"}, {"completed", "{}"}}).delivery, Delivery::kCompleted);
  EXPECT_EQ(ActionAfter({{"started", "{}"}, {"cancelled", "{}"}}).delivery, Delivery::kCancelled);
}

TEST(FoldAction, ABlockedActionIsBlockedSinceADayUntilItIsUnblocked) {
  EXPECT_EQ(ActionAfter({{"started", "{}"}, {"blocked", "{}"}}).blocked.day, "2024-05-11");
  const Action action = ActionAfter({{"started", "{}"}, {"blocked", "{}"}, {"unblocked", "{}"}});
  EXPECT_EQ(action.delivery, Delivery::kInProgress);
  EXPECT_FALSE(action.blocked);
}

TEST(FoldAction, CompletedSaysNothingOfImpact) {
  const Action action =
      ActionAfter({{"completed", "{}"}, {"impact-assessed", R"({"level":"not-yet-evident"})"}});
  EXPECT_EQ(action.delivery, Delivery::kCompleted);
  EXPECT_EQ(action.impact, Impact::kNotYetEvident);
  EXPECT_EQ(action.impact_assessed.day, "2024-05-11");
}

TEST(FoldAction, ImpactCanBeLostAgain) {
  EXPECT_EQ(ActionAfter({{"impact-assessed", R"({"level":"embedded"})"},
                         {"impact-assessed", R"({"level":"lost"})"}})
                .impact,
            Impact::kLost);
}

TEST(FoldAction, ImpactIsEvidencedSinceItWasAssessedSoUntilItIsNot) {
  const auto assessed = [](const char* level) {
    return std::pair<std::string, std::string>("impact-assessed",
                                               std::string(R"({"level":")") + level + R"("})");
  };
  const auto evidenced = assessed("evidenced"), embedded = assessed("embedded");
  EXPECT_EQ(ActionAfter({evidenced, embedded}).impact_evidenced.day, "2024-05-10");
  EXPECT_FALSE(ActionAfter({evidenced, assessed("lost")}).impact_evidenced);
  EXPECT_EQ(ActionAfter({evidenced, assessed("lost"), embedded}).impact_evidenced.day,
            "2024-05-12");
}

TEST(FoldAction, AReopenedActionIsInProgress) {
  const Action action = ActionAfter({{"completed", "{}"}, {"reopened", "{}"}});
  EXPECT_EQ(action.delivery, Delivery::kInProgress);
  EXPECT_FALSE(action.completed);
  EXPECT_EQ(action.reopenings, 1U);
}

TEST(FoldAction, TheFirstAgreedDayStaysWhateverIsRescheduled) {
  const Action action =
      ActionAfter({{"agreed", R"({"due":"2024-06-01"})"},
                   {"rescheduled", R"({"from":"2024-06-01","to":"2024-07-01"})"},
                   {"rescheduled", R"({"from":"2024-07-01","to":"2024-08-01"})"}});
  EXPECT_EQ(action.first_due, "2024-06-01");
  EXPECT_EQ(action.due, "2024-08-01");
  EXPECT_EQ(action.reschedules, 2U);
}

TEST(FoldAction, ReschedulingTellsTheFirstDayIfNoAgreementIsRecorded) {
  const Action action =
      ActionAfter({{"rescheduled", R"({"from":"2024-06-01","to":"2024-07-01"})"}});
  EXPECT_EQ(action.first_due, "2024-06-01");
  EXPECT_EQ(action.due, "2024-07-01");
}

TEST(FoldAction, AnEventOutOfTurnDoesNotTakeItBack) {
  const Action action = ActionAfter({{"started", "{}"}, {"agreed", R"({"owner":"person/a"})"}});
  EXPECT_EQ(action.delivery, Delivery::kInProgress);
  EXPECT_EQ(action.owner, "person/a");
  EXPECT_EQ(ActionAfter({{"completed", "{}"}, {"progressed", "{}"}}).delivery,
            Delivery::kCompleted);
  EXPECT_EQ(ActionAfter({{"completed", "{}"}, {"unblocked", "{}"}}).delivery, Delivery::kCompleted);
  EXPECT_FALSE(ActionAfter({{"completed", "{}"}, {"blocked", "{}"}}).blocked);
}

TEST(FoldAction, ProgressKeepsTheLastWordAndItsDay) {
  const Action action = ActionAfter({{"progressed", R"({"text":"Advertised","confidence":"high"})"},
                                     {"progressed", R"({"text":"Interviews held"})"}});
  EXPECT_EQ(action.delivery, Delivery::kInProgress);
  EXPECT_EQ(action.progress, "Interviews held");
  EXPECT_EQ(action.confidence, "high");
  EXPECT_EQ(action.progressed.day, "2024-05-11");
}

TEST(FoldAction, OneThatIsFirstHeardOfWhenItIsCompletedIsDescribedThen) {
  const Action action =
      ActionAfter({{"completed", R"({"title":"Capacity built in","findings":["finding/edt"]})"}});
  EXPECT_EQ(action.title, "Capacity built in");
  EXPECT_EQ(action.findings, std::vector<std::string>{"finding/edt"});
}

}  // namespace
}  // namespace daybook::improvement
