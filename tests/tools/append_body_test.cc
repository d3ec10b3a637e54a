#include "tools/append_body.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace daybook::tools {
namespace {

using nlohmann::json;

json Made(const EventFlags& flags) {
  const auto body = MakeBody(flags);
  if (!body) ADD_FAILURE() << body.error().detail;
  return body ? json::parse(body->text) : json();
}

EventFlags Login() {
  EventFlags flags;
  flags.type = "login.succeeded";
  flags.subject = "login/ada";
  return flags;
}

TEST(MakeBody, MakesACloudEventWithARandomId) {
  const json event = Made(Login());
  EXPECT_EQ(event["specversion"], "1.0");
  EXPECT_EQ(event["type"], "login.succeeded");
  EXPECT_EQ(event["subject"], "login/ada");
  EXPECT_EQ(event["source"], "/daybook/command-line");
  EXPECT_EQ(event["id"].get<std::string>().size(), 36U);
  EXPECT_NE(event["id"], Made(Login())["id"]);
}

TEST(MakeBody, TakesDataAndOtherAttributes) {
  EventFlags flags = Login();
  flags.data = R"({"days":2})";
  flags.attributes = {"reason=asked = told"};
  const json event = Made(flags);
  EXPECT_EQ(event["data"]["days"], 2);
  EXPECT_EQ(event["reason"], "asked = told");
}

TEST(MakeBody, ATimeIsAsPreciseAsItIsWritten) {
  EventFlags flags = Login();
  flags.time = "2023-11";
  json event = Made(flags);
  EXPECT_EQ(event["time"], "2023-11-01T00:00:00Z");
  EXPECT_EQ(event["timeprecision"], "month");
  flags.time = "2023-11-27";
  event = Made(flags);
  EXPECT_EQ(event["time"], "2023-11-27T00:00:00Z");
  EXPECT_EQ(event["timeprecision"], "day");
  flags.time = "2023-11-27T09:30:00Z";
  EXPECT_FALSE(Made(flags).contains("timeprecision"));
}

TEST(MakeBody, FaultsAreFoundBeforeAnythingIsSent) {
  EventFlags flags = Login();
  flags.data = "{";
  EXPECT_FALSE(MakeBody(flags));
  flags = Login();
  flags.time = "yesterday";
  EXPECT_FALSE(MakeBody(flags));
  flags = Login();
  flags.attributes = {"reason"};
  EXPECT_FALSE(MakeBody(flags));
  flags = Login();
  flags.precision = "hour";
  EXPECT_FALSE(MakeBody(flags));
}

TEST(DetectBody, TheFormIsFoundByTheContent) {
  EXPECT_EQ(DetectBody(" {\"id\":\n\"1\"}\n").media_type, "application/cloudevents+json");
  EXPECT_EQ(DetectBody("\n[{}]").media_type, "application/cloudevents-batch+json");
  EXPECT_EQ(DetectBody("{}\n{}\n").media_type, "application/x-ndjson");
  EXPECT_EQ(DetectBody("{}\n").media_type, "application/cloudevents+json");
  EXPECT_EQ(DetectBody("").media_type, "application/cloudevents+json");
}

TEST(DetectBody, ASingleEventHasASubject) {
  EXPECT_EQ(DetectBody(R"({"subject":"a/b"})").subject, "a/b");
  EXPECT_EQ(DetectBody(R"([{"subject":"a/b"}])").subject, "");
}

TEST(ExpectHeader, IsARevisionOrNone) {
  EXPECT_EQ(ExpectHeader("a/b", "3").value_or(""), "a/b=3");
  EXPECT_EQ(ExpectHeader("a/b", "none").value_or(""), "a/b=none");
  EXPECT_FALSE(ExpectHeader("a/b", "-1"));
  EXPECT_FALSE(ExpectHeader("a/b", ""));
  EXPECT_FALSE(ExpectHeader("", "3"));
}

}  // namespace
}  // namespace daybook::tools
