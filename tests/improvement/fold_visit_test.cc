#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

Visit FoldVisit(const Entries& entries) {
  return std::get<Visit>(Fold("visit/x", entries.all).state);
}

TEST(FoldVisit, KeepsTheDayOfEachStepAsExactlyAsItIsKnown) {
  const Visit visit = FoldVisit({
      {.type = "visit.announced",
       .subject = "visit/x",
       .time = "2023-11-01",
       .data = R"({"kind":"standard","title":"Standard inspection","framework":"ILACS"})",
       .precision = Precision::kMonth},
      {.type = "visit.started", .subject = "visit/x", .time = "2023-11-27"},
      {.type = "visit.ended", .subject = "visit/x", .time = "2023-12-08"},
      {.type = "visit.report-published", .subject = "visit/x", .time = "2024-01-29"},
  });
  EXPECT_EQ(visit.kind, "standard");
  EXPECT_EQ(visit.announced.day, "2023-11");
  EXPECT_EQ(visit.started.day, "2023-11-27");
  EXPECT_EQ(visit.ended.day, "2023-12-08");
  EXPECT_EQ(visit.report_published.day, "2024-01-29");
  EXPECT_TRUE(visit.disclosures.empty());
}

TEST(FoldVisit, TheTitleOfItsReportIsNotItsOwnUnlessItHasNone) {
  const Told report{.type = "visit.report-published",
                    .subject = "visit/x",
                    .time = "2025-02-20",
                    .data = R"({"title":"Letter of findings"})"};
  EXPECT_EQ(FoldVisit({report}).title, "Letter of findings");
  EXPECT_EQ(FoldVisit({{.type = "visit.announced",
                        .subject = "visit/x",
                        .time = "2025-01-01",
                        .data = R"({"title":"Second visit"})"},
                       report})
                .title,
            "Second visit");
}

TEST(FoldVisit, CountsInspectorsAndGathersAreas) {
  const Visit visit = FoldVisit({
      {.type = "visit.announced",
       .subject = "visit/x",
       .time = "2025-01-01",
       .data = R"({"number":2,"areas":["area/mash","area/edt"]})"},
      {.type = "visit.scoped",
       .subject = "visit/x",
       .time = "2025-01-02",
       .data = R"({"areas":["area/mash","assessment-team"],"focus":["Thresholds"]})"},
      {.type = "visit.inspector-assigned",
       .subject = "visit/x",
       .time = "2025-01-03",
       .data = R"({"role":"inspector","count":2})"},
      {.type = "visit.inspector-assigned", .subject = "visit/x", .time = "2025-01-04"},
  });
  EXPECT_EQ(visit.number, 2U);
  EXPECT_EQ(visit.areas, (std::vector<std::string>{"mash", "edt", "assessment-team"}));
  EXPECT_EQ(visit.focus, std::vector<std::string>{"Thresholds"});
  EXPECT_EQ(visit.inspectors, 3U);
}

TEST(FoldVisit, ALetterCanBeDisclosedWithoutBeingPublished) {
  const Visit visit = FoldVisit({{.type = "visit.report-disclosed",
                                  .subject = "visit/x",
                                  .time = "2024-09-24",
                                  .data = R"({"to":"scrutiny-committee","basis":"shared"})"}});
  ASSERT_EQ(visit.disclosures.size(), 1U);
  EXPECT_EQ(visit.disclosures.at(0).to, "scrutiny-committee");
  EXPECT_EQ(visit.disclosures.at(0).basis, "shared");
  EXPECT_EQ(visit.disclosures.at(0).given.day, "2024-09-24");
  EXPECT_FALSE(visit.report_published);
}

TEST(FoldVisit, TheLastJudgementOfAnAreaStands) {
  const Visit visit = FoldVisit({
      {.type = "visit.judgement-given",
       .subject = "visit/x",
       .time = "2024-01-02",
       .data = R"({"area":"area/overall","grade":"inadequate"})"},
      {.type = "visit.judgement-given",
       .subject = "visit/x",
       .time = "2024-01-03",
       .data = R"({"area":"area/leaders","grade":"good"})"},
      {.type = "visit.judgement-given",
       .subject = "visit/x",
       .time = "2024-01-04",
       .data = R"({"area":"area/overall","grade":"requires-improvement"})"},
  });
  ASSERT_EQ(visit.judgements.size(), 2U);
  EXPECT_EQ(visit.judgements[0].grade, "requires-improvement");
  EXPECT_EQ(visit.judgements[0].given.day, "2024-01-04");
  EXPECT_EQ(visit.judgements[1].area, "leaders");
}

TEST(FoldArea, IsNamedAndRetired) {
  const Entries entries{
      {.type = "area.registered",
       .subject = "area/mash",
       .time = "2024-08-01",
       .data = R"({"name":"MASH","kind":"service"})",
       .precision = Precision::kMonth},
      {.type = "area.retired", .subject = "area/mash", .time = "2025-08-01"},
  };
  const Area area = std::get<Area>(Fold("area/mash", entries.all).state);
  EXPECT_EQ(area.name, "MASH");
  EXPECT_EQ(area.registered.day, "2024-08");
  EXPECT_EQ(area.retired.day, "2025-08-01");
}

TEST(FoldVisit, TheTitleOfItsReportIsNotItsOwn) {
  const Entries entries = {
      {.type = "visit.scoped",
       .subject = "visit/a",
       .time = "2025-01-10",
       .data = R"({"title":"Second monitoring visit"})"},
      {.type = "visit.report-published",
       .subject = "visit/a",
       .time = "2025-02-20",
       .data = R"({"title":"Letter of findings"})"},
  };
  EXPECT_EQ(std::get<Visit>(Fold("visit/a", entries.all).state).title, "Second monitoring visit");
}

}  // namespace
}  // namespace daybook::improvement
