// Each page, made of the Peterborough history.

#include "web/pages.h"

#include <gtest/gtest.h>

#include <set>

#include "improvement/peterborough.h"
#include "web/events_page.h"
#include "web/integrity_page.h"
#include "web/overview.h"
#include "web/subject_page.h"

namespace daybook::web {
namespace {

using improvement::AsOf;
using improvement::Subjects;
using improvement::Table;

class PagesTest : public ::testing::Test {
 protected:
  Frame FrameOf(const std::string& path) const {
    Frame frame;
    frame.book = "example.org/book";
    frame.position = entries_.all.size();
    frame.checkpoint = frame.position;
    frame.made = "2025-03-01T12:00:00+00:00";
    frame.here.path = path;
    for (const auto& row : VisitStops(subjects_, as_of_).rows) {
      frame.stops.push_back(
          {.day = std::get<std::string>(row[0]), .title = std::get<std::string>(row[1])});
    }
    return frame;
  }

  Table View(std::string_view name) const {
    return improvement::FindView(name)->make(subjects_, as_of_);
  }

  Overview WholeOverview() const {
    Overview overview;
    overview.status = View("status");
    overview.counts = OverviewCounts(subjects_, as_of_);
    overview.deadlines = NextDeadlines(subjects_, as_of_);
    overview.measures = TargetedMeasures(subjects_, as_of_);
    overview.trust = "Nobody.";
    return overview;
  }

  const improvement::Entries entries_ = improvement::Peterborough();
  const Subjects subjects_ = improvement::SubjectsOf(entries_);
  const AsOf as_of_ = improvement::NoonOf("2025-03-01");
};

std::size_t CountOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// What WCAG asks for that can be read from the text: headings in order, one first heading, names
// of tables, and no id twice.
void ExpectWellMade(const std::string& html) {
  EXPECT_EQ(CountOf(html, "<h1"), 1U);
  EXPECT_EQ(CountOf(html, "<table"), CountOf(html, "<caption"));
  EXPECT_EQ(CountOf(html, "<th "), CountOf(html, " scope=\""));
  EXPECT_NE(html.find("<html lang=\"en-GB\""), std::string::npos);
  char level = '0';
  std::set<std::string> ids;
  for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html[at + 1] == 'h' && html[at + 2] >= '1' && html[at + 2] <= '6') {
      EXPECT_LE(html[at + 2], level + 1) << html.substr(at, 80);
      level = html[at + 2];
    }
    const std::string tag = html.substr(at, html.find('>', at) - at);
    const auto id = tag.find(" id=\"");
    if (id == std::string::npos) continue;
    const auto name = tag.substr(id + 5, tag.find('"', id + 5) - id - 5);
    EXPECT_TRUE(ids.insert(name).second) << name;
  }
}

TEST_F(PagesTest, TheOverviewSaysWhereThingsStand) {
  const std::string html = OverviewPage(FrameOf("/overview"), WholeOverview());
  ExpectWellMade(html);
  for (const char* part :
       {"Overall effectiveness of Children&apos;s Services", ">Inadequate</strong>",
        "judged 29 January 2024", "findings open", ">Overdue</strong>",
        "href=\"/findings?standing=open\"", "href=\"/subjects/area/mash\""}) {
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
}

TEST_F(PagesTest, AnEmptyBookHasAnOverview) {
  const std::string html = OverviewPage({}, {});
  ExpectWellMade(html);
  EXPECT_NE(html.find("says nothing of a programme yet"), std::string::npos);
}

TEST_F(PagesTest, EachTableIsAPage) {
  for (const auto& [grid, view] :
       {std::pair{&FindingsGrid(), "readiness"}, std::pair{&ActionsGrid(), "plan"},
        std::pair{&MeasuresGrid(), "measures"}, std::pair{&TimelineGrid(), "timeline"},
        std::pair{&ReadinessGrid(), "readiness"}}) {
    const Table table = View(view);
    const std::string html =
        GridPage(FrameOf(std::string(grid->path)), *grid, table, {}, "A sentence.");
    ExpectWellMade(html);
    for (const GridColumn& column : grid->columns) {
      EXPECT_LT(ColumnOf(table, column.column), table.columns.size())
          << grid->name << ' ' << column.column;
      if (!column.link.empty()) {
        EXPECT_LT(ColumnOf(table, column.link), table.columns.size());
      }
    }
    EXPECT_LT(html.size(), 150'000U);
  }
}

TEST_F(PagesTest, ASubjectHasItsStateAndItsTrail) {
  const improvement::FactBook book(entries_.all);
  const auto facts = improvement::FactsOf(entries_.all);
  SubjectView view{.subject = "visit/standard-2023", .title = "Standard ILACS inspection"};
  view.state = {{"kind", {"standard"}}, {"areas", {"area/front-door", "mash"}}};
  improvement::Facts own;
  for (const auto& fact : facts) {
    if (improvement::ReadFact(fact).subject == view.subject) own.push_back(fact);
  }
  view.trail = improvement::Trail(view.subject, own);
  const std::string html = SubjectPage(FrameOf("/subjects/visit/standard-2023"), view);
  ExpectWellMade(html);
  for (const char* part : {"<h1 class=\"govuk-heading-l\">Standard ILACS inspection</h1>",
                           "Visit judgement given", "29 January 2024", "Source paragraph 2.1",
                           "href=\"/v1/receipts/", "href=\"/subjects/area/front-door\"",
                           "data-verify data-entry=\"", "By Ofsted", "Released to the committee"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
}

TEST_F(PagesTest, TheCutIsInEveryLinkToAPage) {
  Frame frame = FrameOf("/overview");
  frame.cut = {
      .at = "2024-08-01", .known = "2025-01-01", .audience = improvement::Audience::kPublic};
  const std::string html = OverviewPage(frame, WholeOverview());
  const std::string kept = "at=2024-08-01&amp;known=2025-01-01&amp;audience=public";
  std::size_t links = 0;
  for (auto at = html.find("href=\"/"); at != std::string::npos;
       at = html.find("href=\"/", at + 1)) {
    const std::string href = html.substr(at + 6, html.find('"', at + 6) - at - 6);
    if (href.starts_with("/assets/") || href == "/overview") continue;  // the way back to now
    const bool step = href.find("at=2023-12-08") != std::string::npos ||
                      href.find("at=2024-07-31") != std::string::npos ||
                      href.find("at=2025-01-22") != std::string::npos;
    EXPECT_TRUE(step || href.find(kept) != std::string::npos) << href;
    ++links;
  }
  EXPECT_GT(links, 20U);
  EXPECT_NE(html.find("by the end of 1 August 2024, as the book knew it on 1 January 2025, as far "
                      "as it is released to the public."),
            std::string::npos);
}

TEST_F(PagesTest, OneStepsFromVisitToVisit) {
  Frame frame = FrameOf("/overview");
  EXPECT_NE(OverviewPage(frame, {}).find("rel=\"prev\" href=\"/overview?at=2025-01-22\""),
            std::string::npos);
  frame.cut.at = "2024-07-31";
  const std::string html = OverviewPage(frame, {});
  EXPECT_NE(html.find("rel=\"prev\" href=\"/overview?at=2023-12-08\""), std::string::npos);
  EXPECT_NE(html.find("rel=\"next\" href=\"/overview?at=2025-01-22\""), std::string::npos);
  frame.cut.at = "2025-01-22";
  EXPECT_NE(OverviewPage(frame, {}).find("rel=\"next\" href=\"/overview\""), std::string::npos);
}

TEST_F(PagesTest, APageOfNowSaysWhatItFollows) {
  Frame frame = FrameOf("/overview");
  frame.stream = "/v1/stream?view=status";
  EXPECT_NE(OverviewPage(frame, {}).find("data-stream=\"/v1/stream?view=status\""),
            std::string::npos);
  frame.cut.at = "2024-08-01";
  EXPECT_EQ(OverviewPage(frame, {}).find("data-stream"), std::string::npos);
}

TEST_F(PagesTest, WhoeverReadsNoViewsIsLedToNone) {
  Frame frame = FrameOf("/integrity");
  frame.reads_views = false;
  const std::string html =
      IntegrityPage(frame, {.checkpoint = "example.org/book\n90\n", .keys = {"key"}, .entry = "7"});
  ExpectWellMade(html);
  EXPECT_EQ(html.find("href=\"/overview"), std::string::npos);
  EXPECT_NE(html.find("href=\"/events\""), std::string::npos);
  EXPECT_NE(html.find("data-entry=\"7\""), std::string::npos);
}

TEST_F(PagesTest, WhatIsSearchedForStaysInTheLinks) {
  EventsView view;
  view.events = {.name = "events", .columns = EventColumns(), .rows = {}};
  view.events.rows.push_back(
      {"7", "finding.raised", "finding/a", "2025-01", "ofsted", {}, "2025-03-01T12:00:00+00:00"});
  view.asked = {{"type", "finding.raised"}, {"order", "-recorded"}};
  view.next = "abc";
  const std::string html = EventsPage(FrameOf("/events"), view);
  ExpectWellMade(html);
  EXPECT_NE(html.find("href=\"/events?type=finding.raised&amp;order=-recorded&amp;after=abc\""),
            std::string::npos);
  EXPECT_NE(html.find("Only Type: finding.raised."), std::string::npos);
  EXPECT_NE(html.find("href=\"/events/7\""), std::string::npos);
}

TEST_F(PagesTest, AProblemIsAPageWithAdvice) {
  const std::string html =
      ProblemPage({.status = 404, .title = "There is no such thing", .detail = "<None> is there."});
  ExpectWellMade(html);
  EXPECT_NE(html.find("&lt;None&gt; is there."), std::string::npos);
  EXPECT_NE(html.find("may not be released to you"), std::string::npos);
}

}  // namespace
}  // namespace daybook::web
