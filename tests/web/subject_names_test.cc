// Subjects are called by their registered names, and by their ids where there is none.

#include "web/subject_names.h"

#include <gtest/gtest.h>

#include "web/grid.h"
#include "web/pages.h"
#include "web/subject_page.h"

namespace daybook::web {
namespace {

using improvement::Table;

SubjectNames Two() {
  return SubjectNames(
      Table{.name = "names",
            .columns = {"subject", "name"},
            .rows = {{"person/ada", "Zoe Ada"}, {"visit/monitoring-2", "Second visit"}}});
}

Table Plan() {
  return {.name = "plan",
          .columns = {"action", "title", "owner"},
          .rows = {{"a", "Hire", "ada"}, {"b", "Train", "bea"}, {"c", "Move", {}}}};
}

bool Shows(const std::string& html, std::string_view text) {
  return html.find(text) != std::string::npos;
}

TEST(SubjectNamesTest, WhatIsNotRegisteredIsCalledByItsId) {
  EXPECT_EQ(Two().Of("person/ada"), "Zoe Ada");
  EXPECT_EQ(Two().Of("person/head-of-edt"), "Head of edt");
  EXPECT_EQ(Two().Of("(nobody)"), "(nobody)");
  EXPECT_EQ(SubjectNames().Of("visit/monitoring-2"), "Monitoring 2");
}

TEST(SubjectNamesTest, TablesLinkSubjectsByTheirNamesAndSortBySuch) {
  Frame frame;
  frame.here.path = "/actions";
  frame.names = Two();
  const GridRequest request{.sort = "owner", .names = frame.names};
  const std::string html = GridPage(frame, ActionsGrid(), Plan(), request, "");
  EXPECT_TRUE(Shows(html, "href=\"/subjects/person/ada\">Zoe Ada</a>"));
  EXPECT_TRUE(Shows(html, "href=\"/subjects/person/bea\">Bea</a>"));
  EXPECT_TRUE(Shows(html, "data-value=\"Zoe Ada\""));
  const Table sorted = Selected(Plan(), ActionsGrid(), request);
  EXPECT_EQ(CellText(sorted, sorted.rows[0], "owner"), "bea");
  EXPECT_EQ(CellText(sorted, sorted.rows[1], "owner"), "ada");
  EXPECT_EQ(CellText(sorted, sorted.rows[2], "owner"), "") << "nobody comes last";
  const Table found = Selected(Plan(), ActionsGrid(), {.text = "zoe", .names = frame.names});
  EXPECT_EQ(found.rows.size(), 1U);
}

TEST(SubjectNamesTest, TrailsLinkWhatAValueWasAndIs) {
  Frame frame;
  frame.here.path = "/subjects/action/a";
  frame.names = Two();
  SubjectView view{.subject = "action/a", .title = "Hire"};
  view.trail = {
      .name = "trail",
      .columns = {"position", "type", "subject", "field", "before", "after"},
      .rows = {{std::int64_t{3}, "action.agreed", "action/a", "owner", "person/bea", "person/ada"},
               {std::int64_t{4},
                "visit.ended",
                "visit/monitoring-2",
                "areas",
                {},
                "area/one; area/two"}}};
  const std::string html = SubjectPage(frame, view);
  EXPECT_TRUE(Shows(html, "href=\"/subjects/person/ada\">Zoe Ada</a>"));
  EXPECT_TRUE(Shows(html, "href=\"/subjects/person/bea\">Bea</a>"));
  EXPECT_TRUE(Shows(html, "href=\"/subjects/visit/monitoring-2\">Second visit</a>"));
  EXPECT_TRUE(Shows(html, "href=\"/subjects/area/two\">Two</a>"));
}

}  // namespace
}  // namespace daybook::web
