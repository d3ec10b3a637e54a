#include "http/server_fixture.h"

namespace daybook::http {
namespace {

class SessionTest : public RunningServerTest {};

TEST_F(SessionTest, AConnectionIsKeptBetweenRequests) {
  Client client(port_);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.Get("/health/live").status, 200);
  EXPECT_EQ(client.Get("/nonsense").status, 404);
  EXPECT_EQ(client.Get("/health/live").status, 200);
}

TEST_F(SessionTest, PipelinedRequestsAreAnsweredInOrder) {
  Client client(port_);
  const std::string event = EventJson("1");
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests += "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    requests +=
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        "application/cloudevents+json\r\nContent-Length: " +
        std::to_string(event.size()) + "\r\n\r\n" + event;
  }
  client.Send(requests);
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(client.Read().status, 200);
    ASSERT_EQ(client.Read().status, i == 0 ? 201 : 200);
  }
}

TEST_F(SessionTest, ConnectionCloseIsHonoured) {
  Client client(port_);
  EXPECT_EQ(client.Get("/health/live", {{"Connection", "close"}}).status, 200);
  EXPECT_TRUE(client.IsClosed());
}

TEST_F(SessionTest, Http10IsAnsweredAndClosed) {
  Client client(port_);
  Append("1");
  client.Send("GET /v1/events HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n");
  const Response response = client.Read();
  EXPECT_EQ(response.status, 200);
  EXPECT_FALSE(response.headers.contains("transfer-encoding"));
  EXPECT_NE(response.body.find("summary"), std::string::npos);
}

TEST_F(SessionTest, AChunkedBodyIsRead) {
  const std::string event = EventJson("1");
  Client client(port_);
  client.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
      "Content-Type: application/cloudevents+json\r\n\r\n");
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", event.size());
  client.Send(size + event + "\r\n0\r\n\r\n");
  EXPECT_EQ(client.Read().status, 201);
  EXPECT_EQ(client.Get("/health/live").status, 200);
}

TEST_F(SessionTest, AClientThatExpectsToContinueIsToldTo) {
  const std::string event = EventJson("1");
  Client client(port_);
  client.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: "
      "application/cloudevents+json\r\nContent-Length: " +
      std::to_string(event.size()) + "\r\n\r\n");
  EXPECT_EQ(client.Read().status, 100);
  client.Send(event);
  EXPECT_EQ(client.Read().status, 201);
}

TEST_F(SessionTest, ABodyThatWouldBeRefusedIsNotAskedFor) {
  for (const char* headers :
       {"Content-Type: application/cloudevents+json\r\nContent-Length: 16777217\r\n",
        "Content-Type: text/plain\r\nContent-Length: 10\r\n",
        "Content-Type: application/cloudevents+json\r\nContent-Length: 10\r\nExpect: tea\r\n"}) {
    Client client(port_);
    client.Send(
        std::string("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n") +
        headers + "\r\n");
    const Response response = client.Read();
    EXPECT_TRUE(response.status == 413 || response.status == 415 || response.status == 417)
        << response.status;
    EXPECT_EQ(response.Header("content-type"), "application/problem+json");
    EXPECT_EQ(response.Header("connection"), "close");
  }
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(SessionTest, ABodyThatHasArrivedWithARefusedRequestIsSkipped) {
  Client client(port_);
  EXPECT_EQ(client.Post("/nonsense", "text/plain", "some body").status, 404);
  EXPECT_EQ(client.Post("/v1/events", "text/plain", "some body").status, 415);
  EXPECT_EQ(client.Get("/health/live").status, 200);
}

TEST_F(SessionTest, OtherMethodsAreToldWhichThereAre) {
  Client client(port_);
  const Response response = client.Request("DELETE", "/v1/events", {});
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.Header("allow"), "POST, GET, HEAD");
  EXPECT_EQ(client.Request("FROBNICATE", "/health/live", {}).status, 405);
}

TEST_F(SessionTest, AProblemNamesThePathWithoutItsQuery) {
  const Response response = Get("/nonsense/here?name=jo");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.Json().at("instance"), "/nonsense/here");
  EXPECT_EQ(response.body.find("jo"), std::string::npos);
}

TEST_F(SessionTest, EveryAnswerHasADateAndNoSniffing) {
  const Response response = Get("/health/live");
  EXPECT_TRUE(response.Header("date").ends_with(" GMT"));
  EXPECT_EQ(response.Header("x-content-type-options"), "nosniff");
  EXPECT_EQ(response.Header("cache-control"), "no-store");
}

class TimeoutTest : public ServerTest {
 protected:
  // Sends a byte at a time until an answer comes.
  Response Trickle(const std::string& begin, char byte) {
    Client client(port_);
    client.Send(begin);
    std::atomic<bool> answered = false;
    std::jthread sender([&] {
      while (!answered && client.Send(std::string(1, byte))) {
        std::this_thread::sleep_for(milliseconds(5));
      }
    });
    Response response = client.Read();
    answered = true;
    return response;
  }
};

TEST_F(TimeoutTest, HeadersThatTrickleInAreCutOff) {
  options_.header_timeout = milliseconds(100);
  Start();
  const Response response = Trickle("GET /health/live HTTP/1.1\r\nX: ", 'x');
  EXPECT_EQ(response.status, 408);
  EXPECT_EQ(response.Header("connection"), "close");
  EXPECT_TRUE(StillAnswers());
}

TEST_F(TimeoutTest, ABodyThatTricklesInIsCutOff) {
  options_.body_timeout = milliseconds(100);
  Start();
  const Response response = Trickle(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
      "Content-Type: application/cloudevents+json\r\n\r\n",
      ' ');
  EXPECT_EQ(response.status, 408);
  EXPECT_EQ(response.Json().at("instance"), "/v1/events");
  EXPECT_TRUE(StillAnswers());
}

TEST_F(TimeoutTest, AnIdleConnectionIsClosedWithoutAWord) {
  options_.idle_timeout = milliseconds(50);
  Start();
  Client silent(port_);
  EXPECT_TRUE(silent.IsClosed());
  Client idle(port_);
  EXPECT_EQ(idle.Get("/health/live").status, 200);
  EXPECT_TRUE(idle.IsClosed());
}

TEST_F(TimeoutTest, AReaderWhoDoesNotTakeAnAnswerIsCutOff) {
  options_.write_timeout = milliseconds(100);
  Start();
  const std::string data = "\"" + std::string(60'000, 'x') + "\"";
  for (int i = 0; i < 300; ++i) Append(std::to_string(i), "case/1", data);
  Client client(port_, 4'096);
  client.Send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n\r\n");
  const auto served = WaitForServed(1);
  EXPECT_EQ(served.front().ended, "the reader was too slow");
  EXPECT_TRUE(StillAnswers());
}

}  // namespace
}  // namespace daybook::http
