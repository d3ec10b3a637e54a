#include <thread>

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class ReplayTest : public RunningServerTest {
 protected:
  // Until it has come to its end; bounded.
  json Finish() {
    json state = Get("/v1/replay").Json();
    for (int i = 0; i < 3'000 && state.at("state") == "running"; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      state = Get("/v1/replay").Json();
    }
    return state;
  }
};

TEST_F(ReplayTest, IsStartedAndTold) {
  EXPECT_EQ(Get("/v1/replay").Json(), (json{{"state", "none"}}));
  Append("1", "finding/x", R"({"title":"T"})");
  Append("2", "case/7");
  const Response started = Post("/v1/replay", "", "");
  EXPECT_EQ(started.status, 202);
  EXPECT_EQ(started.Header("location"), "/v1/replay");
  const json state = Finish();
  EXPECT_EQ(state.at("state"), "done") << state;
  EXPECT_EQ(state.at("result"), "same");
  EXPECT_EQ(state.at("size"), "2");
  EXPECT_EQ(state.at("compared"), "2");
  EXPECT_EQ(state.at("position"), "2");
  EXPECT_TRUE(state.at("seconds").is_number());
}

TEST_F(ReplayTest, PagesSayWhenViewsWereLastMadeAnewAndWhatCameOfIt) {
  Append("1", "finding/x", R"({"title":"T"})");
  for (const char* page : {"/overview", "/integrity"}) {
    const std::string body = Get(page).body;
    EXPECT_NE(body.find("have not been made anew from the book, and compared, since this server"),
              std::string::npos)
        << page;
  }
  Post("/v1/replay", "", "");
  Finish();
  for (const char* page : {"/overview", "/integrity"}) {
    const std::string body = Get(page).body;
    EXPECT_EQ(body.find("have not been made anew"), std::string::npos) << page;
    EXPECT_NE(body.find("The views were last made anew from the book on "), std::string::npos);
    EXPECT_NE(body.find("over 1 event they were those in force"), std::string::npos) << page;
  }
}

TEST_F(ReplayTest, WhoeverWaitsForAViewIsAnsweredByTheNewOne) {
  Append("1", "finding/x");
  Client waiting(port_);
  waiting.Send("GET /v1/views/status?min_position=2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  Post("/v1/replay", "", "");
  EXPECT_EQ(Finish().at("state"), "done");
  Append("2", "finding/x");
  EXPECT_EQ(waiting.Read().Json().at("position"), "2");
}

}  // namespace
}  // namespace daybook::http
