#include "improvement/scrutiny_report.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "improvement/peterborough.h"
#include "improvement/report_html.h"
#include "improvement/report_markdown.h"

namespace daybook::improvement {
namespace {

constexpr const char* kReportChecklist =
    DAYBOOK_SOURCE_DIR "/tests/improvement/scrutiny_checklist.txt";

void VisitStatements(const ReportDocument& document, auto&& visit) {
  for (const Section& section : document.sections) {
    for (const Paragraph& paragraph : section.paragraphs) {
      for (const Statement& statement : paragraph.text.statements) visit(statement);
      for (const Passage& item : paragraph.items) {
        for (const Statement& statement : item.statements) visit(statement);
      }
    }
  }
}

const Section* FindSection(const ReportDocument& document, std::string_view title) {
  const auto found = std::ranges::find(document.sections, title, &Section::title);
  return found == document.sections.end() ? nullptr : &*found;
}

bool ReportSays(const ReportDocument& document, std::string_view text) {
  return RenderMarkdown(document, NoteLinks::kNone).find(text) != std::string::npos;
}

Entries BookOfTwoVisits() {
  return {
      {.type = "visit.scoped",
       .subject = "visit/a",
       .time = "2024-01-10",
       .data = R"({"kind":"focused","title":"The first visit"})"},
      {.type = "visit.ended", .subject = "visit/a", .time = "2024-01-11"},
      {.type = "finding.raised",
       .subject = "finding/x",
       .time = "2024-01-20",
       .data = R"({"kind":"area-for-improvement","title":"Plans are late","visit":"visit/a",
                   "verbatim":"plans are late"})"},
      {.type = "action.proposed",
       .subject = "action/old",
       .time = "2024-01-11",
       .data = R"({"title":"Before the visit was over","findings":["finding/x"]})"},
      {.type = "action.agreed",
       .subject = "action/old",
       .time = "2024-02-01",
       .data = R"({"owner":"person/p","due":"2024-06-01"})"},
      {.type = "visit.ended",
       .subject = "visit/b",
       .time = "2024-07-02",
       .data = R"({"kind":"monitoring","title":"The second visit"})"},
  };
}

TEST(ScrutinyReport, SaysWhatTheCouncilsOwnReportSaysParagraphByParagraph) {
  const auto report = FactBook(Peterborough().all).Scrutiny();
  ASSERT_TRUE(report.has_value()) << report.error().detail;
  const std::string markdown = RenderMarkdown(*report, NoteLinks::kEvents);
  std::istringstream lines(ReadText(kReportChecklist));
  std::set<std::string> paragraphs;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    paragraphs.insert(line.substr(0, tab));
    EXPECT_NE(markdown.find(line.substr(tab + 1)), std::string::npos) << line;
  }
  EXPECT_EQ(paragraphs.size(), 29U);
}

TEST(ScrutinyReport, EveryStatementHasTheEventsThatSaySo) {
  const auto report = FactBook(Peterborough().all).Scrutiny();
  ASSERT_TRUE(report.has_value());
  std::set<Position> noted;
  for (const Note& note : report->notes) noted.insert(note.position);
  std::size_t statements = 0;
  VisitStatements(*report, [&](const Statement& statement) {
    ++statements;
    // What follows a colon, as a list, has them there.
    EXPECT_TRUE(!statement.events.empty() || statement.text.ends_with(':')) << statement.text;
    for (const Position position : statement.events) EXPECT_TRUE(noted.contains(position));
  });
  EXPECT_GT(statements, 60U);
}

TEST(ScrutinyReport, ACommitteeIsNotToldWhatIsInternal) {
  const FactBook book(Peterborough().all);
  const auto all = book.Scrutiny();
  const auto told = book.Scrutiny({.at = {}, .audience = Audience::kCommittee});
  ASSERT_TRUE(all.has_value() && told.has_value());
  EXPECT_TRUE(ReportSays(*all, "gives no year for 20 February"));
  EXPECT_FALSE(ReportSays(*told, "gives no year for 20 February"));
  EXPECT_NE(FindSection(*all, "Where sources disagree"), nullptr);
  EXPECT_EQ(FindSection(*told, "Where sources disagree"), nullptr);
}

TEST(ScrutinyReport, ThePublicIsToldWhatWasPublished) {
  const auto report =
      FactBook(Peterborough().all).Scrutiny({.at = {}, .audience = Audience::kPublic});
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(ReportSays(*report, "too limited a resource"));
  for (const char* withheld : {"Graves", "Sand Martin House", "care leavers", "Corporate"}) {
    EXPECT_FALSE(ReportSays(*report, withheld)) << withheld;
  }
}

TEST(ScrutinyReport, WhatWasRecordedAfterwardsIsNotInIt) {
  Entries entries = Peterborough();
  const Position known = entries.all.size();
  entries.Add({.type = "action.cancelled",
               .subject = "action/edt-additional-capacity",
               .time = "2025-02-21",
               .data = R"({"text":"not affordable"})"});
  const FactBook book(entries.all);
  EXPECT_TRUE(ReportSays(*book.Scrutiny(), "not affordable"));
  EXPECT_FALSE(ReportSays(*book.Scrutiny({.size = known, .at = {}}), "not affordable"));
}

TEST(ScrutinyReport, AFindingIsToldTogetherWithWhatWasDoneAboutIt) {
  const auto report = FactBook(Peterborough().all).Scrutiny();
  const Section* findings = FindSection(*report, "Findings of the visit");
  ASSERT_NE(findings, nullptr);
  for (const Paragraph& paragraph : findings->paragraphs) {
    if (paragraph.text.lead != "Areas for improvement (1)") continue;
    ASSERT_EQ(paragraph.items.size(), 1U);
    std::string said;
    for (const Statement& statement : paragraph.items[0].statements) said += statement.text;
    EXPECT_NE(said.find("too limited"), std::string::npos);
    EXPECT_NE(said.find("Completed"), std::string::npos);
    EXPECT_NE(said.find("Impact not yet evident"), std::string::npos);
    return;
  }
  FAIL() << "no area for improvement";
}

TEST(ScrutinyReport, ProgressIsSinceTheVisitBeforeTheLastOrTheOneNamed) {
  Entries entries = BookOfTwoVisits();
  entries.Add({.type = "visit.ended",
               .subject = "visit/c",
               .time = "2025-01-02",
               .data = R"({"kind":"monitoring","title":"The third visit"})"});
  const FactBook book(entries.all);
  EXPECT_EQ(book.Scrutiny()->title, "Scrutiny report: The third visit");
  const auto since_second = book.Scrutiny();
  const Section* second = FindSection(*since_second, "Progress since: The second visit");
  ASSERT_NE(second, nullptr);
  EXPECT_FALSE(second->grid.has_value()) << "nothing changed since";
  const auto since_first = book.Scrutiny({}, "visit/a");
  const Section* first = FindSection(*since_first, "Progress since: The first visit");
  ASSERT_NE(first, nullptr);
  ASSERT_EQ(first->paragraphs.size(), 1U);
  const Passage& action = first->paragraphs[0].items.at(0);
  ASSERT_EQ(action.statements.size(), 2U) << "its proposal was on the last day of the visit";
  EXPECT_EQ(action.statements[0].text, "Agreed on 1 February 2024 with P, due 1 June 2024.");
  EXPECT_TRUE(action.statements[1].text.starts_with("Colour on 28 February 2025: red. "));
  ASSERT_TRUE(first->grid.has_value());
  EXPECT_EQ(first->grid->rows.at(0).cells.at(0), "Before the visit was over");
}

TEST(ScrutinyReport, AVisitThatIsNotThereIsNamed) {
  const auto report = FactBook(BookOfTwoVisits().all).Scrutiny({}, "visit/z");
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kUnprocessable);
  EXPECT_NE(report.error().detail.find("visit/z"), std::string::npos);
}

TEST(ScrutinyReport, OfAnEmptyBookThereIsAReportAsWell) {
  const auto report = FactBook({}).Scrutiny();
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->title, "Scrutiny report");
  EXPECT_TRUE(report->notes.empty());
  EXPECT_TRUE(ReportSays(*report, "where the improvement programme stands"));
}

}  // namespace
}  // namespace daybook::improvement
