// Requests that two servers, one behind the other, may take for different ones. Each is refused,
// and the connection with it, so that nothing in it can pass for a request of its own.

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

constexpr std::string_view kSmuggled = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

struct Smuggling {
  const char* name;
  std::string request;
  int status = 400;
};

std::string PostText(const std::string& fields, const std::string& body = "") {
  return "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
         "application/cloudevents+json\r\n" +
         fields + "\r\n" + body;
}

std::string GetText(const std::string& fields) {
  return "GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

std::string Chunked(const std::string& body) {
  return PostText("Transfer-Encoding: chunked\r\n", body);
}

std::string WithNul(std::string text) {
  text.replace(text.find('@'), 1, 1, '\0');
  return text;
}

const std::vector<Smuggling>& Corpus() {
  static const std::vector<Smuggling> corpus = {
      // Two lengths.
      {"length, then chunked",
       PostText("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"chunked, then length",
       PostText("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")},
      {"two lengths", PostText("Content-Length: 0\r\nContent-Length: 40\r\n")},
      {"a list of lengths", PostText("Content-Length: 0, 40\r\n")},
      {"a negative length", PostText("Content-Length: -1\r\n")},
      {"a length with a sign", PostText("Content-Length: +0\r\n")},
      {"a hexadecimal length", PostText("Content-Length: 0x0\r\n")},
      {"an empty length", PostText("Content-Length: \r\n")},
      {"a length beyond 64 bits", PostText("Content-Length: 18446744073709551616\r\n")},
      {"a length with a space in it", PostText("Content-Length: 4 0\r\n")},
      // A coding that one of the two does not see.
      {"another coding", PostText("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
      {"chunked is not the last coding",
       PostText("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
      {"a coding before chunked", PostText("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
       501},
      {"a field for each coding",
       PostText("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501},
      {"chunked twice",
       PostText("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"chunked twice in one field",
       PostText("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")},
      {"an identity after it",
       PostText("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")},
      {"chunked in quotes", PostText("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
      {"chunked with a parameter", PostText("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"),
       501},
      {"a vertical tab before it", PostText("Transfer-Encoding: \x0b"
                                            "chunked\r\n",
                                            "0\r\n\r\n")},
      {"an empty coding", PostText("Transfer-Encoding: \r\n", "0\r\n\r\n")},
      {"chunked of HTTP/1.0",
       "POST /v1/events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a space before the colon", PostText("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
      {"a tab before the colon", PostText("Content-Length\t: 4\r\n")},
      // Lines that one of the two does not end, or goes on with.
      {"a folded coding", PostText("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")},
      {"a folded field", GetText("X: a\r\n b\r\n")},
      {"a field folded by a tab", GetText("X: a\r\n\tContent-Length: 4\r\n")},
      {"a fold before any field", "GET /health/live HTTP/1.1\r\n Host: localhost\r\n\r\n"},
      {"a bare line feed", GetText("X: a\nContent-Length: 4\r\n")},
      {"line feeds only", "GET /health/live HTTP/1.1\nHost: localhost\n\n"},
      {"a line feed ends the headers", "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\n"},
      {"a bare carriage return", GetText("X: a\rContent-Length: 4\r\n")},
      {"a carriage return in the request line",
       "GET /health/live\rHTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"no name", GetText(": a\r\n")},
      {"no colon", GetText("Content-Length\r\n")},
      {"NUL in a value", WithNul(GetText("X: a@b\r\n"))},
      {"NUL in a name", WithNul(GetText("X@: a\r\n"))},
      {"NUL in the target", WithNul("GET /health@/live HTTP/1.1\r\nHost: localhost\r\n\r\n")},
      {"a space in the target", "GET /health/live x HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"two spaces in the request line", "GET  /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"no version", "GET /health/live\r\nHost: localhost\r\n\r\n"},
      {"a version of more digits", "GET /health/live HTTP/1.10\r\nHost: localhost\r\n\r\n"},
      // For whom it is.
      {"no host", "GET /health/live HTTP/1.1\r\n\r\n"},
      {"two hosts", GetText("Host: y\r\n")},
      {"another host in the target",
       "GET http://y/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"another port in the target",
       "GET http://localhost:81/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      // Chunks.
      {"a chunk beyond 64 bits", Chunked("10000000000000000\r\n\r\n0\r\n\r\n")},
      {"a chunk of a negative size", Chunked("-1\r\n\r\n0\r\n\r\n")},
      {"a chunk with a sign", Chunked("+0\r\n\r\n")},
      {"a chunk with a prefix", Chunked("0x0\r\n\r\n")},
      {"a chunk without a size", Chunked("\r\n\r\n0\r\n\r\n")},
      {"a space before a size", Chunked(" 0\r\n\r\n")},
      {"a chunk line ended by a line feed", Chunked("1\n{\r\n0\r\n\r\n")},
      {"a line feed in a chunk extension", Chunked("1;a\nb\r\n{\r\n0\r\n\r\n")},
      {"a carriage return in a chunk extension", Chunked("1;a\rb\r\n{\r\n0\r\n\r\n")},
      {"a chunk longer than its size", Chunked("1\r\n{{\r\n0\r\n\r\n")},
      {"a chunk ended by a line feed", Chunked("1\r\n{\n0\r\n\r\n")},
      {"a long chunk extension", Chunked("1;" + std::string(5'000, 'a') + "\r\n{\r\n0\r\n\r\n")},
      {"a chunk extension without an end", Chunked("1;" + std::string(200'000, 'a'))},
      {"many chunk extensions", Chunked([] {
         std::string chunks;
         for (int i = 0; i < 200; ++i) chunks += "1;a=" + std::string(100, 'b') + "\r\n{\r\n";
         return chunks + "0\r\n\r\n";
       }())},
      {"a bare line feed in a trailer", Chunked("0\r\nX: a\nY: b\r\n\r\n")},
  };
  return corpus;
}

class SmugglingTest : public RunningServerTest {};

TEST_F(SmugglingTest, EveryOneIsRefusedAndTheConnectionClosed) {
  for (const Smuggling& smuggling : Corpus()) {
    SCOPED_TRACE(smuggling.name);
    Client client(port_);
    client.Send(smuggling.request);
    client.Send(kSmuggled);
    client.CloseSending();
    const Response response = client.Read();
    EXPECT_EQ(response.status, smuggling.status) << response.body;
    EXPECT_EQ(response.Header("connection"), "close");
    EXPECT_EQ(response.Header("content-type"), "application/problem+json");
    EXPECT_TRUE(client.IsClosed()) << "what was smuggled is answered";
  }
  EXPECT_TRUE(StillAnswers());
  EXPECT_EQ(book_->size(), 0U);
}

// The same byte for byte, so that no answer depends on how the network cut it.
TEST_F(SmugglingTest, EveryOneIsRefusedHoweverItArrives) {
  for (const Smuggling& smuggling : Corpus()) {
    if (smuggling.request.size() > 1'000) continue;
    SCOPED_TRACE(smuggling.name);
    Client client(port_);
    bool taken = true;
    for (const char byte : smuggling.request) taken = taken && client.Send({&byte, 1});
    client.CloseSending();
    EXPECT_EQ(client.Read().status, smuggling.status);
  }
}

TEST_F(SmugglingTest, WhatOnlyLooksLikeItIsTaken) {
  for (const std::string& request :
       {GetText("X: a, b\r\n"), GetText("X:\ta \t\r\n"), GetText("X-Empty:\r\n"),
        std::string("GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        std::string("GET http://LocalHost:80/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        std::string("\r\n\r\n") + GetText("")}) {
    Client client(port_);
    client.Send(request);
    EXPECT_EQ(client.Read().status, 200) << request;
    EXPECT_EQ(client.Get("/health/live").status, 200);
  }
  const std::string event = EventJson("1");
  Client client(port_);
  char size[32];
  std::snprintf(size, sizeof size, "%zX;name=\"va;lue\"\r\n", event.size());
  client.Send(
      PostText("Transfer-Encoding: Chunked\r\n", size + event + "\r\n000\r\nX: trailer\r\n\r\n"));
  EXPECT_EQ(client.Read().status, 201);
  EXPECT_EQ(client.Get("/health/live").status, 200);
}

}  // namespace
}  // namespace daybook::http
