#include "improvement/views.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class ViewsTest : public RunningServerTest {
 protected:
  Position AppendArea(const std::string& name) {
    const auto draft = MakeDraft({.id = name,
                                  .source = "/test",
                                  .type = "area.registered",
                                  .subject = "area/" + name,
                                  .time = "2024-08-01T00:00:00Z",
                                  .precision = Precision::kDay,
                                  .data = "{\"name\":\"=" + name + "\"}"});
    EXPECT_TRUE(draft.has_value());
    return testing::AppendOne(*book_, draft.value_or(Draft())).position;
  }

  static std::string After(Position position) {
    return "?min_position=" + std::to_string(position);
  }
};

TEST_F(ViewsTest, AViewStandsOnThePositionAskedFor) {
  for (int i = 0; i < 20; ++i) {
    const Position position = AppendArea("area-" + std::to_string(i));
    const json view = Get("/v1/views/status" + After(position)).Json();
    ASSERT_EQ(view.at("rows").size(), static_cast<std::size_t>(i + 1));
    ASSERT_EQ(view.at("position"), std::to_string(position + 1));
  }
}

TEST_F(ViewsTest, ThePositionOfAnAnswerMayBeAskedForAgain) {
  AppendArea("mash");
  const Response view = Get("/v1/views/status" + After(0));
  EXPECT_EQ(Get("/v1/views/status?min_position=" + view.Header("daybook-position")).status, 200);
}

TEST_F(ViewsTest, EveryFormHasTheSameRows) {
  const Position position = AppendArea("mash");
  const Response json_form = Get("/v1/views/status" + After(position));
  const Response lines =
      Get("/v1/views/status" + After(position), {{"Accept", "application/x-ndjson"}});
  const Response csv = Get("/v1/views/status" + After(position), {{"Accept", "text/csv"}});
  const json table = json_form.Json();
  EXPECT_EQ(json::parse(lines.body.substr(0, lines.body.find('\n'))), table.at("rows").at(0));
  std::string columns;
  for (const json& column : table.at("columns")) {
    columns += (columns.empty() ? "" : ",") + column.get<std::string>();
  }
  EXPECT_TRUE(csv.body.starts_with("\xEF\xBB\xBF" + columns + "\r\n")) << csv.body;
  EXPECT_NE(csv.body.find("'=mash"), std::string::npos) << "a formula was not neutralised";
  EXPECT_EQ(Get("/v1/views/status", {{"Accept", "image/png"}}).status, 406);
}

TEST_F(ViewsTest, EveryViewHasItsColumnsInEveryFormWhenThereIsNothingToShow) {
  for (const improvement::ViewKind& view : improvement::Views()) {
    const std::string target = "/v1/views/" + std::string(view.name);
    const json table = Get(target + "?audience=public").Json();
    EXPECT_EQ(table.at("view"), view.name);
    EXPECT_TRUE(table.at("rows").empty());
    std::string columns;
    for (const json& column : table.at("columns")) {
      columns += (columns.empty() ? "" : ",") + column.get<std::string>();
    }
    EXPECT_EQ(Get(target, {{"Accept", "text/csv"}}).body, "\xEF\xBB\xBF" + columns + "\r\n");
    EXPECT_EQ(Get(target, {{"Accept", "application/x-ndjson"}}).Json().at("summary").at("count"),
              "0");
  }
}

TEST_F(ViewsTest, AnUnchangedViewIsNotSentAgain) {
  const Position position = AppendArea("mash");
  const Response view = Get("/v1/views/status" + After(position));
  EXPECT_TRUE(view.Header("etag").starts_with("\"1-")) << "of a position, and of a day";
  const Response again = Get("/v1/views/status", {{"If-None-Match", view.Header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  const Position next = AppendArea("edt");
  EXPECT_EQ(Get("/v1/views/status" + After(next), {{"If-None-Match", view.Header("etag")}}).status,
            200);
}

TEST_F(ViewsTest, ATrailNeedsItsSubject) {
  const Response response = Get("/v1/views/trail");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(response.body.find("`subject`"), std::string::npos);
  EXPECT_EQ(Get("/v1/views/trail?subject=area/none").status, 404);
}

TEST_F(ViewsTest, AViewThatIsNotThereIsNotFound) {
  EXPECT_EQ(Get("/v1/views/nonsense").status, 404);
  EXPECT_EQ(Get("/v1/views/status?cut=x").status, 400);
}

class SlowViewsTest : public ServerTest {};

TEST_F(SlowViewsTest, APositionThatDoesNotComeIsToldWithRetryAfter) {
  options_.catch_up_timeout = milliseconds(20);
  Start();
  for (const char* target :
       {"/v1/views/status?min_position=7", "/v1/subjects/a/b/trail?min_position=7",
        "/v1/views/trail?subject=a/b&min_position=7"}) {
    const Response response = Get(target);
    EXPECT_EQ(response.status, 503) << target;
    EXPECT_EQ(response.Header("retry-after"), "1");
  }
}

TEST_F(SlowViewsTest, AViewWaitsForAPositionThatComes) {
  Start();
  Client client(port_);
  client.Send("GET /v1/views/status?min_position=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  Append("1");
  EXPECT_EQ(client.Read().Json().at("position"), "1");
}

}  // namespace
}  // namespace daybook::http
