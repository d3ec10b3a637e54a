// The rules on erasing people, and on the holds that forbid it.

#include <gtest/gtest.h>

#include "improvement/judging.h"

namespace daybook::improvement {
namespace {

using RulesOfPerson = std::vector<std::string>;

Told OfPerson(const std::string& type, const std::string& data = "{}") {
  return {.type = "person." + type, .subject = "person/p", .time = "", .data = data};
}

Told Placed(const std::string& hold) {
  return OfPerson("hold-placed", R"({"hold":")" + hold + R"(","basis":"a claim"})");
}

Told Lifted(const std::string& hold) {
  return OfPerson("hold-lifted", R"({"hold":")" + hold + R"("})");
}

TEST(RulesPerson, NobodyIsErasedWhileAnyHoldStands) {
  EXPECT_EQ(RulesBrokenByLast({OfPerson("erased")}), RulesOfPerson{});
  const auto broken = BrokenByLast({Placed("a"), Placed("b"), Lifted("a"), OfPerson("erased")});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].rule, "person-erased-without-hold");
  EXPECT_TRUE(broken[0].sentence.ends_with("There is the hold b.")) << broken[0].sentence;
  EXPECT_EQ(RulesBrokenByLast({Placed("a"), Lifted("a"), OfPerson("erased")}), RulesOfPerson{});
}

TEST(RulesPerson, AHoldIsPlacedOnceAndNotOnOneWhoIsErased) {
  EXPECT_EQ(RulesBrokenByLast({Placed("a"), Placed("b")}), RulesOfPerson{});
  EXPECT_EQ(RulesBrokenByLast({Placed("a"), Placed("a")}),
            RulesOfPerson{"person-hold-placed-once"});
  EXPECT_EQ(RulesBrokenByLast({OfPerson("erased"), Placed("a")}),
            RulesOfPerson{"person-hold-placed-once"});
}

TEST(RulesPerson, AHoldThatIsPlacedAgainStandsWhateverTimeItNames) {
  const auto on = [](Told event, const std::string& day) {
    event.time = day;
    return event;
  };
  EXPECT_EQ(RulesBrokenByLast({on(Placed("a"), "2025-01-01"), on(Lifted("a"), "2025-02-01"),
                               on(Placed("a"), "2025-01-15"), OfPerson("erased")}),
            RulesOfPerson{"person-erased-without-hold"});
}

TEST(RulesPerson, OnlyAHoldThatStandsIsLifted) {
  EXPECT_EQ(RulesBrokenByLast({Placed("a"), Lifted("b")}),
            RulesOfPerson{"person-hold-lifted-when-placed"});
}

}  // namespace
}  // namespace daybook::improvement
