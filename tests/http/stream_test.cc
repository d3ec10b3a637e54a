#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

// The fields of one server-sent event, or of one comment.
struct StreamEvent {
  std::string id, name, data, comment;
};

class StreamTest : public ServerTest {
 protected:
  // HTTP/1.0, so that the body is the stream and nothing else.
  void Open(Client& client, const std::string& query, const std::string& headers = "") {
    client.Send("GET /v1/stream" + query + " HTTP/1.0\r\n" + headers + "\r\n");
    const std::string head = client.ReadUntil("\r\n\r\n");
    EXPECT_NE(head.find("200 OK"), std::string::npos) << head;
    EXPECT_NE(head.find("text/event-stream"), std::string::npos) << head;
    EXPECT_EQ(client.ReadUntil("\n\n"), "retry: 2000\n\n");
  }

  static StreamEvent Next(Client& client) {
    StreamEvent event;
    std::string text = client.ReadUntil("\n\n");
    while (!text.empty() && text != "\n") {
      const std::string line = text.substr(0, text.find('\n'));
      text.erase(0, line.size() + 1);
      if (line.starts_with("id: ")) event.id = line.substr(4);
      if (line.starts_with("event: ")) event.name = line.substr(7);
      if (line.starts_with("data: ")) event.data = line.substr(6);
      if (line.starts_with(":")) event.comment = line;
    }
    return event;
  }
};

TEST_F(StreamTest, EntriesComeVerbatimWithTheirPositions) {
  Start();
  Append("1");
  Client client(port_);
  Open(client, "?from=0");
  const StreamEvent first = Next(client);
  EXPECT_EQ(first.id, "0");
  EXPECT_EQ(first.name, "entry");
  EXPECT_EQ(first.data, *book_->Read(0));
  const StreamEvent live = Next(client);
  EXPECT_EQ(live.name, "caught-up");
  Append("2");  // not before: it may come in time to be sent first
  EXPECT_EQ(Next(client).data, *book_->Read(1));
}

TEST_F(StreamTest, ItBeginsAtTheHeadAndSaysWhenItIsLive) {
  Start();
  Append("1");
  Client client(port_);
  Open(client, "");
  const StreamEvent live = Next(client);
  EXPECT_EQ(live.name, "caught-up");
  EXPECT_EQ(live.id, "");
  EXPECT_EQ(live.data, "{\"position\":\"1\"}");
  for (int i = 2; i < 30; ++i) {
    Append(std::to_string(i));
    const StreamEvent event = Next(client);
    ASSERT_EQ(event.name, "entry");
    ASSERT_EQ(event.id, std::to_string(i - 1));
  }
}

TEST_F(StreamTest, WhatComesInQuickSuccessionIsOnePiece) {
  options_.stream_interval = milliseconds(2'000);  // room for two appends on a busy disk
  Start();
  Client client(port_);
  client.Send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  client.ReadUntil("event: caught-up");
  const std::string end_of_chunk = "\n\n\r\n";
  client.ReadUntil(end_of_chunk);
  Append("1");
  EXPECT_NE(client.ReadUntil(end_of_chunk).find("id: 0\n"), std::string::npos);
  Append("2");
  Append("3");
  const std::string piece = client.ReadUntil(end_of_chunk);
  EXPECT_NE(piece.find("id: 1\n"), std::string::npos);
  EXPECT_NE(piece.find("id: 2\n"), std::string::npos);
}

TEST_F(StreamTest, ATurnIsForAllThatHasCome) {
  options_.stream_interval = std::chrono::hours(1);  // until the next one
  Start();
  Client client(port_);
  Open(client, "");
  EXPECT_EQ(Next(client).name, "caught-up");
  constexpr int kEvents = 100;  // of 4 kB: more than is sent at once
  const std::string data = "\"" + std::string(4'000, 'x') + "\"";
  std::vector<Draft> drafts;
  for (int i = 0; i < kEvents; ++i) {
    drafts.push_back(testing::MakeEvent(std::to_string(i), "case/1", data));
  }
  ASSERT_TRUE(book_->Append({.drafts = drafts}).has_value());
  for (int i = 0; i < kEvents; ++i) ASSERT_EQ(Next(client).id, std::to_string(i));
}

TEST_F(StreamTest, ItResumesAfterTheLastEventSeen) {
  Start();
  for (int i = 0; i < 5; ++i) Append(std::to_string(i));
  Client client(port_);
  Open(client, "?from=0", "Last-Event-ID: 2\r\n");
  EXPECT_EQ(Next(client).id, "3");
  EXPECT_EQ(Next(client).id, "4");
  EXPECT_EQ(Next(client).name, "caught-up");
}

TEST_F(StreamTest, FiltersPassOverOtherEvents) {
  Start();
  for (int i = 0; i < 6; ++i) Append(std::to_string(i), i % 3 == 0 ? "area/a" : "case/c");
  for (const char* query : {"?from=0&kind=area", "?from=0&subject=area/a"}) {
    Client client(port_);
    Open(client, query);
    EXPECT_EQ(Next(client).id, "0") << query;
    EXPECT_EQ(Next(client).id, "3");
    EXPECT_EQ(Next(client).data, "{\"position\":\"6\"}");
  }
  Client none(port_);
  Open(none, "?from=0&type=none.such");
  EXPECT_EQ(Next(none).name, "caught-up");
}

TEST_F(StreamTest, AQuietStreamHasAHeartbeat) {
  options_.heartbeat = milliseconds(10);
  Start();
  Client client(port_);
  Open(client, "");
  EXPECT_EQ(Next(client).name, "caught-up");
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Next(client).comment.starts_with(":"));
  Append("1");
  StreamEvent event = Next(client);
  while (!event.comment.empty()) event = Next(client);
  EXPECT_EQ(event.id, "0");
}

TEST_F(StreamTest, AHeartbeatCanBeQuickerThanTheBook) {
  options_.heartbeat = milliseconds(0);
  Start();
  for (int i = 0; i < 50; ++i) Append(std::to_string(i));
  Client client(port_);
  Open(client, "?from=0");
  for (int i = 0; i < 50; ++i) {
    StreamEvent event = Next(client);
    while (!event.comment.empty()) event = Next(client);
    ASSERT_EQ(event.id, std::to_string(i));
  }
}

TEST_F(StreamTest, WhoeverFellBehindIsToldAgainWhenItHasCaughtUp) {
  options_.chunk_bytes = 1'000;
  Start();
  Client client(port_);
  Open(client, "");
  EXPECT_EQ(Next(client).name, "caught-up");
  std::vector<Draft> drafts;
  for (int i = 0; i < 100; ++i) drafts.push_back(testing::MakeEvent(std::to_string(i)));
  ASSERT_TRUE(book_->Append({.drafts = drafts}).has_value());
  for (int i = 0; i < 100; ++i) ASSERT_EQ(Next(client).id, std::to_string(i));
  EXPECT_EQ(Next(client).data, "{\"position\":\"100\"}");
}

TEST_F(StreamTest, ABeginningBeyondTheBookIsRefused) {
  Start();
  EXPECT_EQ(Get("/v1/stream?from=1").status, 400);
  EXPECT_EQ(Get("/v1/stream", {{"Last-Event-ID", "0"}}).status, 400);
  EXPECT_EQ(Get("/v1/stream", {{"Last-Event-ID", "x"}}).status, 400);
  EXPECT_EQ(Get("/v1/stream?view=nonsense").status, 400);
  EXPECT_EQ(Get("/v1/stream?nonsense=1").status, 400);
  EXPECT_EQ(Get("/v1/stream", {{"Accept", "application/json"}}).status, 406);
}

TEST_F(StreamTest, AViewIsSentWhenItsRowsChange) {
  options_.view_interval = milliseconds(1);
  Start();
  Client client(port_);
  Open(client, "?view=status");
  const StreamEvent first = Next(client);
  EXPECT_EQ(first.name, "view");
  EXPECT_EQ(json::parse(first.data).at("rows").size(), 0U);
  Append("1", "door/front");  // of no kind that the view shows
  const auto draft = MakeDraft({.id = "a",
                                .source = "/test",
                                .type = "area.registered",
                                .subject = "area/mash",
                                .data = "{\"name\":\"MASH\"}"});
  ASSERT_TRUE(draft.has_value());
  testing::AppendOne(*book_, *draft);
  const StreamEvent changed = Next(client);
  EXPECT_EQ(changed.id, "2");
  EXPECT_EQ(json::parse(changed.data).at("rows").size(), 1U);
}

TEST_F(StreamTest, AReaderWhoLeavesIsNoticedAtOnce) {
  Start();
  {
    Client client(port_);
    Open(client, "");
    EXPECT_EQ(Next(client).name, "caught-up");
    EXPECT_EQ(metrics_.stream_subscribers().Value(), 1);
  }
  const auto served = WaitForServed(1);  // long before a heartbeat
  EXPECT_EQ(served.front().route, "/v1/stream");
}

class SlowReaderTest : public StreamTest {
 protected:
  // More than any buffer between the book and a reader who does not read.
  static constexpr int kEvents = 400;

  void AppendMuch() {
    const std::string data = "\"" + std::string(60'000, 'x') + "\"";
    for (int i = 0; i < kEvents; ++i) Append(std::to_string(i), "case/1", data);
  }

  // The entry of a position. Whoever appends slowly is caught up with in between, until the buffers
  // are full; that is told where it is so.
  static StreamEvent NextEntry(Client& client, int position) {
    const std::string here = "{\"position\":\"" + std::to_string(position) + "\"}";
    StreamEvent event = Next(client);
    if (event.name != "caught-up") return event;
    EXPECT_EQ(event.data, here);
    return Next(client);
  }
};

TEST_F(SlowReaderTest, ASlowReaderHoldsUpNobodyAndMissesNothing) {
  Start();
  Client slow(port_, 4'096);
  Open(slow, "");
  EXPECT_EQ(Next(slow).name, "caught-up");
  AppendMuch();  // returns: the reader has not read any of it
  EXPECT_TRUE(StillAnswers());
  for (int i = 0; i < kEvents; ++i) ASSERT_EQ(NextEntry(slow, i).id, std::to_string(i));
  EXPECT_EQ(Next(slow).name, "caught-up");
}

TEST_F(SlowReaderTest, AReaderWhoNeverReadsIsCutOff) {
  options_.write_timeout = milliseconds(100);
  Start();
  Client slow(port_, 4'096);
  Open(slow, "");
  AppendMuch();
  const auto served = WaitForServed(1);
  EXPECT_EQ(served.front().ended, "the reader was too slow");
  EXPECT_TRUE(StillAnswers());
}

}  // namespace
}  // namespace daybook::http
