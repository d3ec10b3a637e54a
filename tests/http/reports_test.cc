#include "http/server_fixture.h"

namespace daybook::http {
namespace {

// A visit, and two findings of which the public may know one.
class ReportsTest : public RunningServerTest {
 protected:
  void SetUp() override {
    RunningServerTest::SetUp();
    Tell("visit.ended", "visit/first", "2024-07-31", R"({"title":"First visit"})", "public");
    Tell("finding.raised", "finding/open", "2024-08-01", R"({"kind":"strength",
        "title":"<b>Open</b>","visit":"visit/first","verbatim":"told to all"})",
         "public");
    Tell("finding.raised", "finding/kept", "2024-08-02", R"({"kind":"mixed",
        "title":"Kept","visit":"visit/first","verbatim":"told to few"})",
         "internal");
    Tell("visit.ended", "visit/second", "2025-01-22", R"({"title":"Second visit"})", "internal");
    Tell("action.proposed", "action/rota", "2024-09-01", R"({"title":"A new rota"})", "internal");
  }

  void Tell(const std::string& type, const std::string& subject, const std::string& day,
            const std::string& data, const std::string& audience) {
    const auto draft = MakeDraft({.id = std::to_string(book_->size()),
                                  .source = "/test",
                                  .type = type,
                                  .subject = subject,
                                  .time = day + "T00:00:00Z",
                                  .precision = Precision::kDay,
                                  .extensions = {{"dataclassification", audience}},
                                  .data = data});
    ASSERT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *draft);
  }

  Response Report(const std::string& parameters = "", const std::string& accept = "text/html") {
    return Get("/v1/reports/scrutiny?min_position=4" + parameters, {{"Accept", accept}});
  }

  static bool Says(const Response& response, const std::string& text) {
    EXPECT_EQ(response.status, 200) << response.body;
    return response.body.find(text) != std::string::npos;
  }
};

TEST_F(ReportsTest, AreHtmlOrMarkdown) {
  const Response html = Report("", "");
  EXPECT_EQ(html.Header("content-type"), "text/html; charset=utf-8");
  EXPECT_TRUE(html.body.starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(html.Header("daybook-position"), "5");
  const Response markdown = Report("", "text/markdown");
  EXPECT_EQ(markdown.Header("content-type"), "text/markdown; charset=utf-8");
  EXPECT_TRUE(markdown.body.starts_with("# Scrutiny report: Second visit\n")) << markdown.body;
  EXPECT_EQ(Report("", "application/pdf").status, 406);
}

TEST_F(ReportsTest, APageRunsAndFetchesNothing) {
  const Response html = Report();
  const std::string policy = html.Header("content-security-policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
  EXPECT_FALSE(Says(html, "<b>Open"));
  EXPECT_TRUE(Says(html, "&lt;b&gt;Open"));
}

TEST_F(ReportsTest, AnAudienceIsToldWhatIsReleasedToIt) {
  EXPECT_TRUE(Says(Report(), "told to few"));
  const Response released = Report("&audience=public");
  EXPECT_TRUE(Says(released, "told to all"));
  for (const char* kept :
       {"told to few", "Kept", "Second visit", "event-2", "event-3", "event-4"}) {
    EXPECT_FALSE(Says(released, kept)) << kept;
  }
}

TEST_F(ReportsTest, StandOnACut) {
  EXPECT_TRUE(Says(Report("&at=2024-12-31", "text/markdown"), "# Scrutiny report: First visit"));
  EXPECT_TRUE(Says(Report("&since_visit=visit/first"), "Progress since: First visit"));
  EXPECT_EQ(Report("&since_visit=visit/none").status, 422);
  EXPECT_EQ(Report("&since_visit=visit/second&audience=public").status, 422)
      << "it is not for them to know of it";
}

TEST_F(ReportsTest, LinkEventsOrReceiptsOrNothing) {
  EXPECT_TRUE(Says(Report(), "<a href=\"../events/1\">"));
  EXPECT_TRUE(Says(Report("&links=receipts"), "<a href=\"receipts/000000000001.tlog-proof\">"));
  EXPECT_FALSE(Says(Report("&links=none"), "<a href=\"../"));
  EXPECT_EQ(Report("&links=javascript:").status, 400);
}

}  // namespace
}  // namespace daybook::http
