#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// Folds events of one finding, a day apart.
Finding FindingAfter(const std::vector<std::pair<std::string, std::string>>& events) {
  Entries entries;
  int day = 10;
  for (const auto& [type, data] : events) {
    entries.Add({.type = "finding." + type,
                 .subject = "finding/x",
                 .time = "2024-05-" + std::to_string(day++),
                 .data = data});
  }
  return std::get<Finding>(Fold("finding/x", entries.all).state);
}

TEST(FoldFinding, IsOpenOnceRaised) {
  const Finding finding =
      FindingAfter({{"raised", R"({"kind":"mixed","title":"T","area":"area/mash",
      "visit":"visit/1","qualifier":"in most cases","verbatim":"V"})"}});
  EXPECT_EQ(finding.standing, Standing::kOpen);
  EXPECT_EQ(finding.kind, "mixed");
  EXPECT_EQ(finding.area, "mash");
  EXPECT_EQ(finding.visits, std::vector<std::string>{"visit/1"});
  EXPECT_EQ(finding.qualifier, "in most cases");
  EXPECT_EQ(finding.raised.day, "2024-05-10");
}

TEST(FoldFinding, RaisedByAnotherVisitKeepsItsFirstDayAndBothVisits) {
  const Finding finding =
      FindingAfter({{"raised", R"({"visit":"visit/1"})"}, {"raised", R"({"visit":"visit/2"})"}});
  EXPECT_EQ(finding.raised.day, "2024-05-10");
  EXPECT_EQ(finding.visits, (std::vector<std::string>{"visit/1", "visit/2"}));
}

TEST(FoldFinding, ClosesByADecisionAndReopens) {
  const Finding closed = FindingAfter(
      {{"raised", "{}"}, {"closure-proposed", "{}"}, {"closed", R"({"decision":"meeting/b"})"}});
  EXPECT_EQ(closed.standing, Standing::kClosed);
  EXPECT_EQ(closed.decision, "meeting/b");
  EXPECT_EQ(closed.closed.day, "2024-05-12");
  const Finding reopened = FindingAfter({{"raised", "{}"}, {"closed", "{}"}, {"reopened", "{}"}});
  EXPECT_EQ(reopened.standing, Standing::kOpen);
  EXPECT_FALSE(reopened.closed);
  EXPECT_EQ(reopened.reopened.day, "2024-05-12");
}

TEST(FoldFinding, AStrengthCanDecline) {
  const Finding finding = FindingAfter({{"raised", R"({"kind":"strength"})"}, {"declined", "{}"}});
  EXPECT_EQ(finding.standing, Standing::kDeclined);
  EXPECT_EQ(finding.declined.day, "2024-05-11");
}

TEST(FoldFinding, IsSupersededByWhatItWasSplitInto) {
  const Finding finding =
      FindingAfter({{"raised", "{}"}, {"split", R"({"by":["finding/a","finding/b"]})"}});
  EXPECT_EQ(finding.standing, Standing::kSuperseded);
  EXPECT_EQ(finding.superseded_by, (std::vector<std::string>{"finding/a", "finding/b"}));
}

TEST(FoldFinding, ImpactAndIncorporationAreKeptWithTheirDays) {
  const Finding finding =
      FindingAfter({{"incorporated", R"({"plan":"plan/x"})"},
                    {"impact-assessed", R"({"level":"evidenced","evidence":["evidence/1"]})"}});
  EXPECT_EQ(finding.plan, "plan/x");
  EXPECT_EQ(finding.incorporated.day, "2024-05-10");
  EXPECT_EQ(finding.impact, Impact::kEvidenced);
  EXPECT_EQ(finding.evidence, std::vector<std::string>{"evidence/1"});
}

}  // namespace
}  // namespace daybook::improvement
