// The pages over HTTP: who may have them, at which cut, and that none says more than the views do.

#include <fstream>

#include "http/access_fixture.h"
#include "web/asset.h"

namespace daybook::http {
namespace {

const Headers kBrowser = {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};

Headers And(Headers headers, const Headers& more) {
  headers.insert(more.begin(), more.end());
  return headers;
}

bool Has(const Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

constexpr std::array kPages = {"/overview",  "/timeline",  "/findings",
                               "/actions",   "/measures",  "/readiness",
                               "/events",    "/integrity", "/changes?from_at=2024-01-01",
                               "/who-looked"};

class PagesTest : public RunningServerTest {
 protected:
  void TakeIn() {
    std::ifstream file(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson");
    const std::string lines((std::istreambuf_iterator<char>(file)), {});
    const auto answer =
        Post("/v1/events", "application/x-ndjson", lines, {{"Daybook-Import", "1"}});
    ASSERT_EQ(answer.status, 201) << answer.body;
    testing::WaitUntilIndexed(*book_);
    ASSERT_TRUE(programme_->position().WaitFor(book_->size(), std::chrono::seconds(30)));
  }
};

TEST_F(PagesTest, EachOpensOverAnEmptyBook) {
  for (const char* page : kPages) {
    const Response answer = Get(page, kBrowser);
    EXPECT_EQ(answer.status, 200) << page << answer.body;
    EXPECT_EQ(answer.Header("content-type"), "text/html; charset=utf-8");
  }
}

TEST_F(PagesTest, EachOpensOverAHistoryAndRunsNothingOfOthers) {
  TakeIn();
  for (const std::string page :
       {"/overview", "/timeline", "/findings", "/actions", "/measures", "/readiness", "/events",
        "/integrity", "/integrity?entry=3", "/changes?from_at=2024-08-01", "/events/50",
        "/subjects/finding/edt-capacity", "/subjects/visit/monitoring-2",
        "/subjects/report/ofsted-progress-monitoring"}) {
    const Response answer = Get(page, kBrowser);
    EXPECT_EQ(answer.status, 200) << page << answer.body;
    EXPECT_EQ(answer.Header("content-security-policy"),
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    EXPECT_LT(answer.body.size(), 150'000U) << page;
  }
}

TEST_F(PagesTest, ABrowserIsLedFromTheRootToTheOverview) {
  const Response answer = Get("/", kBrowser);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.Header("location"), "/overview");
  EXPECT_EQ(Get("/").Header("content-type"), "application/json");
}

TEST_F(PagesTest, ACutIsThatOfTheViews) {
  TakeIn();
  const Response before = Get("/findings?at=2024-08-01", kBrowser);
  EXPECT_TRUE(Has(before, "Front door identified"));
  EXPECT_FALSE(Has(before, "emergency duty team is too limited"));
  EXPECT_TRUE(Has(before, "You are looking at what had happened by the end of 1 August 2024."));
  EXPECT_TRUE(Has(Get("/findings", kBrowser), "emergency duty team is too limited"));
  EXPECT_EQ(Get("/subjects/finding/edt-capacity?at=2024-08-01", kBrowser).status, 404);
}

TEST_F(PagesTest, ChangesWithoutACutGoFromTheLastVisit) {
  TakeIn();
  const Response answer = Get("/changes", kBrowser);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.Header("location"), "/changes?from_at=2025-01-22");
  EXPECT_EQ(Get("/changes?at=2024-12-01").Header("location"),
            "/changes?from_at=2024-07-31&at=2024-12-01");
}

TEST_F(PagesTest, TheTwoCutsOfChangesStandBesideEachOtherUnderAHeadingEach) {
  TakeIn();
  const auto heads = [&](const std::string& query, std::string_view before,
                         std::string_view after) {
    const Response page = Get("/changes?" + query, kBrowser);
    EXPECT_TRUE(Has(page, ">Before: " + std::string(before) + "</a></th>")) << query;
    EXPECT_TRUE(Has(page, ">After: " + std::string(after) + "</a></th>")) << query;
    EXPECT_TRUE(Has(page, "data-label=\"Before: " + std::string(before) + "\"")) << query;
  };
  heads("from_at=2024-07-31", "as at 31 Jul 2024", "now");
  heads("from_at=2024-07-31&at=2025-01-22", "as at 31 Jul 2024", "as at 22 Jan 2025");
  heads("from_known=2024-07-31&known=2050-01-22", "as known on 31 Jul 2024",
        "as known on 22 Jan 2050");
  heads("from_at=2024-07-31&from_known=2049-01-01&at=2025-01-22&known=2050-01-22",
        "as at 31 Jul 2024, as known on 1 Jan 2049", "as at 22 Jan 2025, as known on 22 Jan 2050");
}

TEST_F(PagesTest, WhatIsShownIsExportedAsItIs) {
  TakeIn();
  const Response csv = Get("/findings?kind=strength&sort=title&format=csv");
  EXPECT_EQ(csv.Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(csv.Header("content-disposition"), "attachment; filename=\"findings.csv\"");
  const nlohmann::json rows =
      Get("/findings?kind=strength&sort=title&format=json").Json().at("rows");
  ASSERT_EQ(rows.size(), 13U);
  for (const auto& row : rows) EXPECT_EQ(row.at("kind"), "strength");
  EXPECT_LE(rows.at(0).at("title").get<std::string>(), rows.at(1).at("title").get<std::string>());
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(csv.body, '\n')), rows.size() + 1);
}

TEST_F(PagesTest, AFaultIsAPageForWhoeverReadsPages) {
  const Response page = Get("/actions?sort=nothing&page=0&colourless=1", kBrowser);
  EXPECT_EQ(page.status, 400);
  EXPECT_EQ(page.Header("content-type"), "text/html; charset=utf-8");
  for (const char* part : {"no column `nothing`", "The first page is 1", "colourless"}) {
    EXPECT_TRUE(Has(page, part) || Has(page, "first page is 1")) << part;
  }
  const Response problem = Get("/actions?sort=nothing", {{"Accept", "*/*"}});
  EXPECT_EQ(problem.Header("content-type"), "application/problem+json");
  EXPECT_EQ(Get("/nowhere", kBrowser).Header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(Get("/v1/events/99", kBrowser).status, 404);
}

TEST_F(PagesTest, NothingInAnEventIsMarkup) {
  const std::string data =
      R"({"kind":"mixed","title":"<script>alert(1)</script>","visit":"visit/a","verbatim":"\"><b>"})";
  const auto draft = MakeDraft({.id = "hostile",
                                .source = "/<i>",
                                .type = "finding.raised",
                                .subject = "finding/a",
                                .data = data});
  ASSERT_TRUE(draft.has_value());
  testing::AppendOne(*book_, *draft);
  ASSERT_TRUE(programme_->position().WaitFor(book_->size(), std::chrono::seconds(30)));
  for (const char* page : {"/findings", "/subjects/finding/a", "/events", "/events/0", "/overview",
                           "/readiness", "/changes?from_at=2024-01-01",
                           "/events?text=%3Cscript%3Ealert", "/findings?text=%3Cscript%3Ealert"}) {
    const Response answer = Get(page, kBrowser);
    EXPECT_EQ(answer.status, 200) << page;
    EXPECT_FALSE(Has(answer, "<script>alert")) << page;
    EXPECT_FALSE(Has(answer, "\"><b>")) << page;
    EXPECT_FALSE(Has(answer, "/<i>")) << page;
  }
}

TEST_F(PagesTest, AnAssetMayBeKeptForGood) {
  const std::string url(web::AssetUrl("daybook.css"));
  const Response plain = Get(url);
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.Header("content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(plain.Header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain.body, web::FindAsset(url.substr(8))->bytes);
  const Response packed = Get(url, {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(packed.Header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(Get("/assets/daybook.css").status, 404);
  EXPECT_EQ(Get(url, {{"Accept-Encoding", "gzip;q=0"}}).Header("content-encoding"), "");
}

TEST_F(PagesTest, APageIsPackedForWhoeverTakesThat) {
  const Response plain = Get("/overview", kBrowser);
  EXPECT_EQ(plain.Header("content-encoding"), "");
  const Response packed = Get("/overview", And(kBrowser, {{"Accept-Encoding", "gzip"}}));
  EXPECT_EQ(packed.Header("content-encoding"), "gzip");
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_LT(packed.body.size(), plain.body.size() / 2);
  EXPECT_EQ(Get("/v1/views/status", {{"Accept-Encoding", "gzip"}}).Header("content-encoding"), "");
}

class PagesAccessTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    Tell("open", "finding.raised", "finding/open",
         R"({"kind":"mixed","title":"Told to all","visit":"visit/a","verbatim":"v"})", "public");
    Tell("close", "finding.raised", "finding/close",
         R"({"kind":"mixed","title":"Kept within","visit":"visit/a","verbatim":"v"})");
    WaitUntilFollowed();
  }
};

TEST_F(PagesAccessTest, NobodyGetsAPageWithoutBeingKnown) {
  for (const char* page : kPages) {
    const Response answer = Get(page, kBrowser);
    EXPECT_EQ(answer.status, 303) << page;
    EXPECT_TRUE(answer.Header("location").starts_with("/sign-in?return=")) << page;
    EXPECT_FALSE(Has(answer, "Told to all"));
    EXPECT_EQ(Get(page).status, 401);
  }
}

TEST_F(PagesAccessTest, WhatIsAboveAReadersCeilingIsInNoPage) {
  const Headers officer = And(As("scrutiny-officer"), kBrowser);
  for (const char* page : kPages) {
    const Response answer = Get(page, officer);
    EXPECT_EQ(answer.status, 200) << page;
    EXPECT_FALSE(Has(answer, "Kept within")) << page;
    EXPECT_FALSE(Has(answer, "finding/close")) << page;
    EXPECT_FALSE(Has(answer, ">The council (internal)<")) << page;
  }
  EXPECT_TRUE(Has(Get("/findings", officer), "Told to all"));
  EXPECT_EQ(Get("/subjects/finding/close", officer).status, 404);
  EXPECT_EQ(Get("/subjects/finding/open", officer).status, 200);
  EXPECT_EQ(Get("/findings?audience=internal", officer).status, 403);
  const Headers director = And(As("director"), kBrowser);
  EXPECT_TRUE(Has(Get("/findings", director), "Kept within"));
  EXPECT_FALSE(Has(Get("/findings?audience=public", director), "Kept within"));
}

TEST_F(PagesAccessTest, ASubjectOutsideOfAScopeIsNotThere) {
  const Headers scoped =
      And(Grant({.principal = "one", .role = "director", .subjects = {"finding/open"}}), kBrowser);
  EXPECT_EQ(Get("/subjects/finding/open", scoped).status, 200);
  EXPECT_EQ(Get("/subjects/finding/close", scoped).status, 404);
  EXPECT_FALSE(Has(Get("/events", scoped), "finding/close"));
  EXPECT_EQ(Get("/overview", scoped).status, 403);
}

TEST_F(PagesAccessTest, HowWitnessesDoIsForThoseWhoMayObserve) {
  EXPECT_EQ(Get("/integrity", And(As("operator"), kBrowser)).status, 200);
  EXPECT_EQ(Get("/overview", And(As("operator"), kBrowser)).status, 403);
  EXPECT_EQ(Get("/integrity", And(As("system"), kBrowser)).status, 403);
}

}  // namespace
}  // namespace daybook::http
