// What no client should send. Every time there is a clear refusal, and the server goes on.

#include "daybook/limits.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

class HostileTest : public RunningServerTest {
 protected:
  void TearDown() override {
    EXPECT_TRUE(StillAnswers());
    EXPECT_EQ(book_->size(), 0U);
  }

  Response SendRaw(const std::string& bytes) {
    Client client(port_);
    client.Send(bytes);
    return client.Read();
  }

  static std::string PostHead(const std::string& headers) {
    return "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
           "application/cloudevents+json\r\n" +
           headers + "\r\n";
  }

  static void ExpectProblem(const Response& response, int status) {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.Header("content-type"), "application/problem+json");
    EXPECT_NE(response.Json().value("detail", ""), "");
  }

  static std::string PointerOf(const Response& response) {
    const auto problem = response.Json();
    return problem.contains("errors") ? problem.at("errors").at(0).value("pointer", "") : "none";
  }
};

TEST_F(HostileTest, ABodyCutShortIsRefused) {
  Client client(port_);
  client.Send(PostHead("Content-Length: 1000\r\n") + "{\"specversion\"");
  client.CloseSending();
  ExpectProblem(client.Read(), 400);
}

TEST_F(HostileTest, HeadersCutShortAreRefused) {
  Client client(port_);
  client.Send("GET /health/live HTTP/1.1\r\nHost");
  client.CloseSending();
  ExpectProblem(client.Read(), 400);
}

TEST_F(HostileTest, HeadersWithoutAnEndAreRefused) {
  Client client(port_);
  client.Send("GET / HTTP/1.1\r\nHost: localhost\r\n");
  std::string fields;
  for (int i = 0; i < 2'000; ++i) fields += "X-" + std::to_string(i) + ": y\r\n";
  client.Send(fields);
  ExpectProblem(client.Read(), 431);
  Client trickling(port_);  // so that the parser sees many small pieces
  trickling.Send("GET / HTTP/1.1\r\nHost: localhost\r\n");
  bool taken = true;
  for (int i = 0; i < 2'000 && taken; ++i) taken = trickling.Send("X: 0123456789\r\n");
  ExpectProblem(trickling.Read(), 431);
  ExpectProblem(SendRaw("GET /" + std::string(100'000, 'a')), 431);
}

TEST_F(HostileTest, WhatIsNoHttpIsRefused) {
  ExpectProblem(SendRaw("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello over TLS\r\n\r\n"),
                400);
  ExpectProblem(SendRaw("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"), 505);
  ExpectProblem(SendRaw("GET / HTTP/1.1\r\nHost x\r\n\r\n"), 400);
  ExpectProblem(SendRaw("GET / HTTP/1.1\r\n\r\n"), 400);
  ExpectProblem(SendRaw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
  ExpectProblem(SendRaw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
  ExpectProblem(SendRaw("GET /\xC3\x28 HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
}

TEST_F(HostileTest, AmbiguousLengthsAreRefused) {
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ExpectProblem(SendRaw(PostHead("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") +
                        "0\r\n\r\n" + smuggled),
                400);
  ExpectProblem(SendRaw(PostHead("Content-Length: 4\r\nContent-Length: 5\r\n") + "abcde"), 400);
  ExpectProblem(SendRaw(PostHead("Content-Length: -1\r\n")), 400);
  ExpectProblem(SendRaw(PostHead("Content-Length: 99999999999999999999\r\n")), 400);
  ExpectProblem(SendRaw(PostHead("Transfer-Encoding: gzip\r\n")), 400);
  ExpectProblem(SendRaw(PostHead("Transfer-Encoding: chunked\r\n") + "zz\r\n"), 400);
}

TEST_F(HostileTest, AHundredMegabytesAreRefusedBeforeTheyAreRead) {
  ExpectProblem(SendRaw(PostHead("Content-Length: 104857600\r\n")), 413);
  // A client that sends it all the same still sees the answer.
  Client client(port_);
  client.Send(PostHead("Content-Length: 104857600\r\n"));
  const std::string megabyte(1024 * 1024, 'x');
  bool taken = true;
  for (int i = 0; i < 100 && taken; ++i) taken = client.Send(megabyte);
  EXPECT_EQ(client.Read().status, 413);
}

TEST_F(HostileTest, AHundredMegabytesInChunksAreRefusedOnTheWay) {
  Client client(port_);
  client.Send(PostHead("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "100000\r\n" + std::string(1024 * 1024, ' ') + "\r\n";
  bool taken = true;
  for (int i = 0; i < 100 && taken; ++i) taken = client.Send(chunk);
  ExpectProblem(client.Read(), 413);
}

TEST_F(HostileTest, ABodyWhereNoneIsTakenIsRefused) {
  ExpectProblem(Client(port_).Request("GET", "/health/live", {}, "body"), 413);
}

TEST_F(HostileTest, DeepNestingIsRefused) {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  ExpectProblem(PostEvent(EventJson("1", "case/1", ",\"data\":" + deep)), 400);
  ExpectProblem(Post("/v1/events", "application/cloudevents-batch+json", deep), 400);
}

TEST_F(HostileTest, TextThatIsNotUtf8IsRefused) {
  ExpectProblem(PostEvent(EventJson("\xC3\x28")), 400);
  ExpectProblem(PostEvent(EventJson("\\ud800")), 400);
}

TEST_F(HostileTest, ANameGivenTwiceIsRefused) {
  ExpectProblem(PostEvent(EventJson("1", "case/1", R"(,"id":"2")")), 400);
  ExpectProblem(PostEvent(EventJson("1", "case/1", R"(,"data":{"a":1,"a":2})")), 400);
}

TEST_F(HostileTest, AnIdOfAMegabyteIsRefused) {
  const Response response = PostEvent(EventJson(std::string(1'000'000, 'x')));
  EXPECT_TRUE(response.status == 400 || response.status == 413) << response.body;
  ExpectProblem(Get("/v1/events/" + std::string(10'000, 'x')), 404);
}

TEST_F(HostileTest, ADayThatDoesNotExistIsRefused) {
  const Response response =
      PostEvent(EventJson("1", "case/1", R"(,"time":"2024-02-30T00:00:00Z")"));
  ExpectProblem(response, 400);
  EXPECT_EQ(PointerOf(response), "/time");
}

TEST_F(HostileTest, EveryFaultOfABatchIsTold) {
  const Response response = Post("/v1/events", "application/cloudevents-batch+json",
                                 "[" + EventJson("1") + "," + EventJson("2", "Case/1") + "," +
                                     EventJson("3", "case/1", R"(,"time":"yesterday")") + ",7]");
  ExpectProblem(response, 400);
  std::string pointers;
  const auto problem = response.Json();
  for (const auto& error : problem.at("errors")) pointers += error.value("pointer", "") + " ";
  EXPECT_EQ(pointers, "/1/subject /2/time /3 ");
}

TEST_F(HostileTest, EmptyAndForeignBodiesAreRefused) {
  for (const char* body : {"", "null", "[]", "7", "\"x\"", "{}", "{", "\xEF\xBB\xBF{}"}) {
    ExpectProblem(PostEvent(body), 400);
  }
  ExpectProblem(Post("/v1/events", "application/x-ndjson", "\n\n"), 400);
  ExpectProblem(Post("/v1/events", "application/cloudevents-batch+json", "[]"), 400);
}

TEST_F(HostileTest, AClientThatLeavesInTheMiddleIsForgotten) {
  for (int i = 0; i < 50; ++i) {
    Client client(port_);
    client.Send(i % 2 == 0 ? PostHead("Content-Length: 1000\r\n") : "GET /v1/ev");
  }
  EXPECT_TRUE(StillAnswers());
}

class BodyBudgetTest : public ServerTest {};

TEST_F(BodyBudgetTest, MoreLargeBodiesThanThereIsMemoryForAreToldToComeBack) {
  options_.bodies_bytes_max = 100'000;
  Start();
  Client first(port_);
  first.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: "
      "application/cloudevents+json\r\nContent-Length: 90000\r\n\r\n");
  EXPECT_EQ(first.Read().status, 100);
  const Response second = PostEvent(std::string(20'000, ' '));
  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(second.Header("retry-after"), "1");
  first.Send(std::string(90'000, ' '));
  EXPECT_EQ(first.Read().status, 400);
  EXPECT_EQ(PostEvent(std::string(20'000, ' ')).status, 400);
}

}  // namespace
}  // namespace daybook::http
