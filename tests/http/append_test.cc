#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class AppendTest : public RunningServerTest {
 protected:
  Response PostTo(const std::string& subject, const std::string& id, const Headers& headers = {}) {
    return Post("/v1/subjects/" + subject + "/events", "application/cloudevents+json",
                EventJson(id, subject), headers);
  }
};

TEST_F(AppendTest, AnEventIsAnsweredWithItsPlaceInTheBook) {
  const Response response = PostEvent(EventJson("a \u20AC"));
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.Header("location"), "/v1/events/0");
  EXPECT_EQ(response.Header("daybook-position"), "0");
  const json event = response.Json().at("events").at(0);
  EXPECT_EQ(event.at("id"), "a \u20AC");
  EXPECT_EQ(event.at("position"), "0");
  EXPECT_EQ(event.at("revision"), "0");
  EXPECT_EQ(event.at("recordedtime").get<std::string>().size(), 27U);
  EXPECT_FALSE(event.contains("repeated"));
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(AppendTest, ABatchIsAnsweredInTheOrderItWasSent) {
  const Response response = Post("/v1/events", "application/cloudevents-batch+json",
                                 "[" + EventJson("1", "case/a") + "," + EventJson("2", "case/b") +
                                     "," + EventJson("3", "case/a") + "]");
  ASSERT_EQ(response.status, 201);
  const json events = response.Json().at("events");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[2].at("id"), "3");
  EXPECT_EQ(events[2].at("position"), "2");
  EXPECT_EQ(events[2].at("revision"), "1");
  EXPECT_EQ(response.Header("location"), "");
  EXPECT_EQ(response.Header("daybook-position"), "2");
}

TEST_F(AppendTest, LinesAreOneCommit) {
  const Response refused = Post("/v1/events", "application/x-ndjson",
                                EventJson("1") + "\n{\"id\":\"2\"}\n" + EventJson("3"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_TRUE(refused.Json().at("errors").at(0).at("pointer").get<std::string>().starts_with("/1"));
  EXPECT_EQ(book_->size(), 0U);
  EXPECT_EQ(
      Post("/v1/events", "application/x-ndjson", EventJson("1") + "\n" + EventJson("3")).status,
      201);
  EXPECT_EQ(book_->size(), 2U);
}

TEST_F(AppendTest, BinaryModeIsTaken) {
  const Response response = Post("/v1/events", "application/json", R"({"n": 1})",
                                 {{"ce-specversion", "1.0"},
                                  {"ce-id", "b%201"},
                                  {"ce-source", "/x"},
                                  {"ce-type", "case.noted"},
                                  {"ce-subject", "case/1"}});
  ASSERT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(response.Json().at("events").at(0).at("id"), "b 1");
  EXPECT_NE(book_->Read(0)->find(R"("data":{"n":1})"), std::string::npos);
}

TEST_F(AppendTest, TheSameEventAgainGetsTheFirstAnswer) {
  const json first = PostEvent(EventJson("1")).Json();
  const Response again = PostEvent(EventJson("1"));
  EXPECT_EQ(again.status, 200);
  const json event = again.Json().at("events").at(0);
  EXPECT_EQ(event.at("repeated"), true);
  EXPECT_EQ(event.at("recordedtime"), first.at("events").at(0).at("recordedtime"));
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(AppendTest, AnIdUsedForAnotherEventIsAConflict) {
  PostEvent(EventJson("1"));
  const Response response = PostEvent(EventJson("1", "case/other"));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  EXPECT_EQ(response.Json().at("type"), "urn:daybook:problem:conflict");
}

TEST_F(AppendTest, ThePathsSubjectHoldsForItsEvents) {
  const std::string event = R"({"specversion":"1.0","id":"1","source":"/a","type":"case.noted"})";
  EXPECT_EQ(Post("/v1/subjects/case/7/events", "application/cloudevents+json", event).status, 201);
  EXPECT_EQ(book_->LastRevision("case/7").value(), 0U);
  const Response other =
      Post("/v1/subjects/case/8/events", "application/cloudevents+json", EventJson("2", "case/9"));
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(other.Json().at("errors").at(0).at("pointer"), "/subject");
}

TEST_F(AppendTest, IfMatchHoldsTheRevision) {
  EXPECT_EQ(PostTo("case/1", "1", {{"If-None-Match", "*"}}).status, 201);
  EXPECT_EQ(PostTo("case/1", "2", {{"If-Match", "\"0\""}}).status, 201);
  const Response stale = PostTo("case/1", "3", {{"If-Match", "\"0\""}});
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(stale.Header("etag"), "\"1\"");
  EXPECT_EQ(stale.Json().at("errors").size(), 1U);
  EXPECT_EQ(PostTo("case/1", "4", {{"If-None-Match", "*"}}).status, 412);
  EXPECT_EQ(PostTo("case/2", "5", {{"If-Match", "*"}}).status, 412);
  EXPECT_EQ(PostTo("case/1", "6", {{"If-Match", "*"}}).status, 201);
}

TEST_F(AppendTest, EveryFailedExpectationIsTold) {
  PostTo("case/1", "1");
  const Response response =
      PostEvent(EventJson("2"), {{"Daybook-Expect", "case/1=4, case/2=any, case/3=none"}});
  EXPECT_EQ(response.status, 412);
  EXPECT_EQ(response.Json().at("errors").size(), 2U) << response.body;
  EXPECT_EQ(response.Header("etag"), "");
}

TEST_F(AppendTest, UnreadableExpectationsAreRefused) {
  EXPECT_EQ(PostEvent(EventJson("1"), {{"Daybook-Expect", "case/1"}}).status, 400);
  EXPECT_EQ(PostEvent(EventJson("1"), {{"If-Match", "\"1\""}}).status, 400);
  EXPECT_EQ(PostTo("case/1", "1", {{"If-Match", "1"}}).status, 400);
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(AppendTest, AStampOfTheServersIsRefusedFromAClient) {
  const Response response = PostEvent(EventJson("1", "case/1", R"(,"authid":"director")"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.Json().at("errors").at(0).at("pointer"), "/authid");
}

TEST_F(AppendTest, AnotherMediaTypeIsUnsupported) {
  const Response response = Post("/v1/events", "application/json", EventJson("1"));
  EXPECT_EQ(response.status, 415);
  EXPECT_EQ(response.Json().at("instance"), "/v1/events");
}

TEST_F(AppendTest, ParametersOnAnAppendAreRefused) {
  EXPECT_EQ(
      Post("/v1/events?subject=case/1", "application/cloudevents+json", EventJson("1")).status,
      400);
}

TEST_F(AppendTest, AMalformedSubjectInThePathIsRefused) {
  EXPECT_EQ(
      Post("/v1/subjects/Case/1/events", "application/cloudevents+json", EventJson("1")).status,
      400);
}

TEST_F(AppendTest, AppendingThatHasStoppedIsToldWithRetryAfter) {
  book_->StopAppending();
  const Response response = PostEvent(EventJson("1"));
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.Header("retry-after"), "");
}

}  // namespace
}  // namespace daybook::http
