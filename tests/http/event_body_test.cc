#include "http/event_body.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

constexpr const char* kEvent =
    R"({"specversion":"1.0","id":"1","source":"/a","type":"case.noted","subject":"case/1"})";

Request MakeRequest(std::string_view type, std::string body) {
  Request request;
  if (!type.empty()) request.headers.set("Content-Type", type);
  request.body = std::move(body);
  return request;
}

Request BinaryRequest() {
  Request request = MakeRequest("text/plain", "hello");
  request.headers.set("ce-specversion", "1.0");
  request.headers.set("CE-Id", "\"a \\\"b\\\"\"");
  request.headers.set("ce-source", "/a");
  request.headers.set("ce-reason", "Euro%20%E2%82%AC");
  request.headers.set("ce-type", "case.noted");
  request.headers.set("ce-subject", "case/1");
  return request;
}

TEST(EventBodyTest, EveryModeIsDecoded) {
  const std::string event = kEvent;
  for (const auto& [type, body, count] :
       {std::tuple("application/cloudevents+json; charset=UTF-8", event, 1U),
        std::tuple("Application/CloudEvents-Batch+JSON", "[" + event + "]", 1U),
        std::tuple("application/x-ndjson", event + "\n\n" + event, 2U)}) {
    const Request request = MakeRequest(type, body);
    ASSERT_TRUE(CheckEventBody(request).has_value()) << type;
    const auto drafts = DecodeEventBody(request, "");
    ASSERT_TRUE(drafts.has_value()) << type << drafts.error().detail;
    EXPECT_EQ(drafts->size(), count);
  }
}

TEST(EventBodyTest, BinaryModeTakesTheAttributesFromHeaders) {
  const Request request = BinaryRequest();
  ASSERT_TRUE(CheckEventBody(request).has_value());
  const auto drafts = DecodeEventBody(request, "");
  ASSERT_TRUE(drafts.has_value()) << drafts.error().detail;
  EXPECT_EQ(drafts->front().id, "a \"b\"");
  EXPECT_NE(drafts->front().body.find("\"reason\":\"Euro \u20AC\""), std::string::npos);
  EXPECT_NE(drafts->front().body.find(R"("data":"hello")"), std::string::npos);
}

TEST(EventBodyTest, AHeaderThatIsThereTwiceOrBadlyEncodedIsNamed) {
  Request request = BinaryRequest();
  request.headers.insert("ce-type", "case.closed");
  request.headers.set("ce-subject", "case%");
  const auto drafts = DecodeEventBody(request, "");
  ASSERT_FALSE(drafts.has_value());
  std::string pointers;
  for (const Fault& fault : drafts.error().faults) pointers += fault.pointer + " ";
  EXPECT_NE(pointers.find("/type"), std::string::npos);
  EXPECT_NE(pointers.find("/subject"), std::string::npos);
}

TEST(EventBodyTest, OtherTypesAreUnsupported) {
  for (const char* type : {"", "application/json", "text/plain", "application/cloudevents+xml",
                           "application/cloudevents+json; charset=latin1"}) {
    const auto checked = CheckEventBody(MakeRequest(type, kEvent));
    ASSERT_FALSE(checked.has_value()) << type;
    EXPECT_EQ(checked.error().code, ErrorCode::kUnsupported);
  }
}

TEST(EventBodyTest, CompressedBodiesAreUnsupported) {
  Request request = MakeRequest("application/cloudevents+json", kEvent);
  request.headers.set("Content-Encoding", "gzip");
  const auto checked = CheckEventBody(request);
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().code, ErrorCode::kUnsupported);
}

TEST(EventBodyTest, ThePathsSubjectIsGivenToEventsWithoutOne) {
  const Request request =
      MakeRequest("application/cloudevents+json",
                  R"({"specversion":"1.0","id":"1","source":"/a","type":"case.noted"})");
  EXPECT_EQ(DecodeEventBody(request, "case/9").value().front().subject, "case/9");
  EXPECT_FALSE(DecodeEventBody(request, "").has_value());
}

}  // namespace
}  // namespace daybook::http
