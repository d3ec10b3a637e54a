#include <set>

#include "event/text.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class SearchTest : public RunningServerTest {
 protected:
  void Fill(int count) {
    for (int i = 0; i < count; ++i) {
      Append(std::to_string(i), i % 2 == 0 ? "case/even" : "area/odd");
    }
  }

  static std::string NextOf(const Response& response) {
    const std::string link = response.Header("link");
    return link.empty() ? "" : link.substr(1, link.find('>') - 1);
  }
};

TEST_F(SearchTest, EntriesAreAnsweredByteForByte) {
  Append("1");
  const Response response = Get("/v1/events");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-type"), "application/json");
  EXPECT_EQ(response.Header("daybook-position"), "1");
  EXPECT_EQ(response.body, "{\"events\":[" + *book_->Read(0) + "],\"position\":\"1\"}\n");
}

TEST_F(SearchTest, AWriterFindsItsOwnWrite) {
  Client client(port_);
  for (int i = 0; i < 50; ++i) {
    const std::string id = std::to_string(i);
    ASSERT_EQ(client.Post("/v1/events", "application/cloudevents+json", EventJson(id)).status, 201);
    const Response found = client.Get("/v1/events?order=desc&limit=1");
    ASSERT_EQ(found.Json().at("events").at(0).at("id"), id);
  }
}

TEST_F(SearchTest, TheCursorLeadsThroughEverythingOnce) {
  Fill(25);
  Client client(port_);
  for (const std::string order : {"recorded", "-recorded", "occurred", "-occurred"}) {
    std::string target = "/v1/events?kind=case&limit=4&order=" + order;
    std::vector<std::string> ids;
    while (!target.empty()) {
      const Response page = client.Get(target);
      ASSERT_EQ(page.status, 200) << page.body;
      const json body = page.Json();
      for (const json& event : body.at("events")) ids.push_back(event.at("id"));
      EXPECT_EQ(body.contains("next"), page.headers.contains("link"));
      target = NextOf(page);
    }
    EXPECT_EQ(ids.size(), 13U) << order;
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 13U);
    EXPECT_EQ(ids.front(), order.starts_with('-') ? "24" : "0");
  }
}

TEST_F(SearchTest, ACursorWithAnotherQueryIsRefused) {
  Fill(4);
  const std::string cursor = Get("/v1/events?kind=case&limit=1").Json().at("next");
  EXPECT_EQ(Get("/v1/events?kind=case&limit=1&after=" + cursor).status, 200);
  EXPECT_EQ(Get("/v1/events?kind=area&limit=1&after=" + cursor).status, 400);
  EXPECT_EQ(Get("/v1/events?kind=case&order=desc&after=" + cursor).status, 400);
}

TEST_F(SearchTest, UnknownParametersAreNamed) {
  const Response response = Get("/v1/events?sujbect=case/1");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(response.body.find("`sujbect`"), std::string::npos);
}

TEST_F(SearchTest, NdjsonStreamsEverythingAndASummary) {
  Fill(10);
  const Response response = Get("/v1/events?kind=case", {{"Accept", "application/x-ndjson"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("transfer-encoding"), "chunked");
  std::string expected;
  for (Position position = 0; position < 10; position += 2) {
    expected += *book_->Read(position) + "\n";
  }
  ASSERT_TRUE(response.body.starts_with(expected)) << response.body;
  const json summary = json::parse(response.body.substr(expected.size())).at("summary");
  EXPECT_EQ(summary,
            (json{{"count", "5"}, {"position", "10"}, {"checkpoint", book_->checkpoint()}}));
}

TEST_F(SearchTest, AnExportStandsOnTheCheckpointItIsGivenWith) {
  Fill(10);
  for (const std::string path : {"/v1/events", "/v1/subjects/case/even/events"}) {
    for (const std::string type : {"application/x-ndjson", "text/csv"}) {
      const Response response = Get(path, {{"Accept", type}});
      EXPECT_EQ(response.Header("daybook-position"), "10");
      EXPECT_EQ(response.Header("daybook-checkpoint"), EncodeBase64(book_->checkpoint()));
    }
  }
}

TEST_F(SearchTest, AnExportEndsWithATrailerThatCountsItsEvents) {
  Fill(10);
  const Response response = Get("/v1/events?kind=case", {{"Accept", "text/csv"}});
  EXPECT_EQ(response.Header("trailer"), "Daybook-Count");
  EXPECT_EQ(response.Header("daybook-count"), "5");
  EXPECT_EQ(std::ranges::count(response.body, '\n'), 6);
}

TEST_F(SearchTest, NdjsonStopsAtALimit) {
  Fill(10);
  const Response response = Get("/v1/events?limit=3", {{"Accept", "application/x-ndjson"}});
  EXPECT_EQ(std::ranges::count(response.body, '\n'), 4);
  EXPECT_NE(response.body.find("\"count\":\"3\""), std::string::npos);
}

TEST_F(SearchTest, CsvNeutralisesFormulas) {
  Append("=1+1", "case/1", "\"@evil\"");
  const Response response = Get("/v1/events", {{"Accept", "text/csv"}});
  EXPECT_EQ(response.Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(response.body.starts_with("\xEF\xBB\xBFposition,revision,"));
  EXPECT_NE(response.body.find(",'=1+1,"), std::string::npos);
  EXPECT_NE(response.body.find(",'@evil\r\n"), std::string::npos);
}

TEST_F(SearchTest, CsvHasItsColumnsWhenNothingMatches) {
  const Response response = Get("/v1/events?type=none.such", {{"Accept", "text/csv"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.whole);
  EXPECT_TRUE(response.body.ends_with(",dataclassification,data\r\n"));
}

TEST_F(SearchTest, WhatIsNotOfferedIsNotAcceptable) {
  const Response response = Get("/v1/events", {{"Accept", "image/png"}});
  EXPECT_EQ(response.status, 406);
  EXPECT_NE(response.body.find("text/csv"), std::string::npos);
}

TEST_F(SearchTest, HeadHasTheHeadersOfGet) {
  Append("1");
  Client client(port_);
  const Response head = client.Request("HEAD", "/v1/events", {});
  const Response get = client.Get("/v1/events");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("content-length"), std::to_string(get.body.size()));
  EXPECT_EQ(
      client.Request("HEAD", "/v1/events", {{"Accept", "text/csv"}}).Header("transfer-encoding"),
      "chunked");
}

class BoundedSearchTest : public ServerTest {};

TEST_F(BoundedSearchTest, AnExportLargerThanAPieceIsWhole) {
  options_.chunk_bytes = 10'000;
  options_.turn_entries = 7;
  Start();
  const std::string data = "\"" + std::string(1'000, 'x') + "\"";
  std::string expected;
  for (int i = 0; i < 100; ++i) Append(std::to_string(i), "case/1", data);
  for (Position position = 0; position < 100; ++position) expected += *book_->Read(position) + "\n";
  const Response all = Get("/v1/events", {{"Accept", "application/x-ndjson"}});
  EXPECT_TRUE(all.whole);
  EXPECT_TRUE(all.body.starts_with(
      expected + "{\"summary\":{\"count\":\"100\",\"position\":\"100\",\"checkpoint\":"));
  // Few of many match: pieces without an entry do not end the stream.
  const Response one = Get("/v1/events?text=%2299%22", {{"Accept", "application/x-ndjson"}});
  EXPECT_NE(one.body.find("\"count\":\"1\""), std::string::npos) << one.body;
}

TEST_F(BoundedSearchTest, APageStopsAtItsBytesWithACursor) {
  options_.page_bytes = 2'000;
  Start();
  const std::string data = "\"" + std::string(1'000, 'x') + "\"";
  for (int i = 0; i < 5; ++i) Append(std::to_string(i), "case/1", data);
  const json page = Get("/v1/events").Json();
  EXPECT_EQ(page.at("events").size(), 2U);
  EXPECT_TRUE(page.contains("next"));
}

TEST_F(BoundedSearchTest, APositionThatDoesNotComeIsToldWithRetryAfter) {
  options_.catch_up_timeout = milliseconds(20);
  Start();
  const Response response = Get("/v1/events?min_position=99");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.Header("retry-after"), "1");
}

}  // namespace
}  // namespace daybook::http
