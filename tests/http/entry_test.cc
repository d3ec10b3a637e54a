#include "http/server_fixture.h"

namespace daybook::http {
namespace {

class EntryTest : public RunningServerTest {
 protected:
  void AppendFrom(const std::string& source, const std::string& id) {
    auto draft = MakeDraft(
        {.id = id, .source = source, .type = "case.noted", .subject = "case/1", .data = "1"});
    ASSERT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *std::move(draft));
  }
};

TEST_F(EntryTest, APositionHasItsExactBytesForEver) {
  Append("a");
  const Response response = Get("/v1/events/0");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, *book_->Read(0));
  EXPECT_EQ(response.Header("content-type"), "application/cloudevents+json");
  EXPECT_EQ(response.Header("cache-control"), "private, immutable, max-age=31536000");
  EXPECT_EQ(response.Header("etag"), "\"0\"");
}

TEST_F(EntryTest, AnEntryThatIsKnownIsNotSentAgain) {
  Append("a");
  const Response response = Get("/v1/events/0", {{"If-None-Match", "\"0\""}});
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body, "");
}

TEST_F(EntryTest, AnIdIsFound) {
  Append("a b/c");
  const Response response = Get("/v1/events/a%20b%2Fc");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, *book_->Read(0));
  EXPECT_EQ(response.Header("content-location"), "/v1/events/0");
  EXPECT_EQ(response.Header("cache-control"), "private, no-cache");
}

TEST_F(EntryTest, AnIdOfDigitsIsFoundWithItsSource) {
  AppendFrom("/other", "x");
  AppendFrom("/test", "0");
  EXPECT_EQ(Get("/v1/events/0?source=/test").body, *book_->Read(1));
  EXPECT_EQ(Get("/v1/events/0").body, *book_->Read(0));
}

TEST_F(EntryTest, AnIdFromSeveralSourcesNeedsOne) {
  AppendFrom("/one", "x");
  AppendFrom("/two", "x");
  const Response response = Get("/v1/events/x");
  EXPECT_EQ(response.status, 409);
  EXPECT_NE(response.body.find("?source="), std::string::npos);
  EXPECT_EQ(Get("/v1/events/x?source=/two").body, *book_->Read(1));
}

TEST_F(EntryTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(Get("/v1/events/0").status, 404);
  EXPECT_EQ(Get("/v1/events/99999999999999999999999").status, 404);
  EXPECT_EQ(Get("/v1/events/nobody").status, 404);
  EXPECT_EQ(Get("/v1/events/nobody?source=/x").Json().at("type"), "urn:daybook:problem:not-found");
}

TEST_F(EntryTest, JsonIsAcceptableToo) {
  Append("a");
  EXPECT_EQ(Get("/v1/events/0", {{"Accept", "application/json"}}).Header("content-type"),
            "application/json");
  EXPECT_EQ(Get("/v1/events/0", {{"Accept", "text/csv"}}).status, 406);
  EXPECT_EQ(Get("/v1/events/0?x=y").status, 400);
}

}  // namespace
}  // namespace daybook::http
