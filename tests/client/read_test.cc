#include <algorithm>

#include "client/client_fixture.h"

namespace daybook::client {
namespace {

class ReadTest : public ClientTest {
 protected:
  // Takes events and keeps their positions.
  TakeEvent Take() {
    return [this](const StoredEvent& event) {
      taken_.push_back(event.position);
      return taken_.size() != enough_;
    };
  }

  void AppendMany(std::size_t count, const std::string& subject) {
    std::vector<Draft> drafts;
    for (std::size_t n = 0; n < count; ++n) {
      drafts.push_back(testing::MakeEvent(subject + "-" + std::to_string(n), subject));
    }
    ASSERT_TRUE(book_->Append({.drafts = std::move(drafts)}).has_value());
  }

  std::vector<Position> taken_;
  std::size_t enough_ = 0;
};

std::vector<Position> Positions(Position from, Position to) {
  std::vector<Position> all;
  for (Position position = from; position < to; ++position) all.push_back(position);
  return all;
}

TEST_F(ReadTest, AnEventIsTheBytesThatAreStored) {
  Append("first");
  const Appended second = Append("second/of them", "case/2");
  Client client = Direct();
  const auto by_position = client.Read(1);
  ASSERT_TRUE(by_position.has_value()) << by_position.error().Text();
  EXPECT_EQ(by_position->json, *book_->Read(1));
  EXPECT_EQ(by_position->position, 1U);
  EXPECT_EQ(by_position->recorded, second.recorded);
  EXPECT_EQ(client.Read("second/of them")->position, 1U);
  EXPECT_EQ(client.Read("second/of them", "/test")->json, by_position->json);
  EXPECT_EQ(client.Read("first", "/elsewhere").error().status, 404U);
  EXPECT_EQ(client.Read(2).error().kind, Kind::kRefused);
}

TEST_F(ReadTest, AskingAgainGetsAnAnswerThatWasCut) {
  Append("a");
  proxy_->Plan({{.kind = Mishap::Kind::kCutAnswer, .bytes = 300}, {.kind = Mishap::Kind::kStall}});
  const auto event = ThroughProxy().Read(0);
  ASSERT_TRUE(event.has_value()) << event.error().Text();
  EXPECT_EQ(event->json, *book_->Read(0));
  EXPECT_EQ(proxy_->heads().size(), 3U);
}

TEST_F(ReadTest, AStreamIsReadPageByPage) {
  AppendMany(3, "case/other");
  AppendMany(1'100, "case/1");
  const auto next = ThroughProxy().ReadStream("case/1", 0, Take());
  ASSERT_TRUE(next.has_value()) << next.error().Text();
  EXPECT_EQ(*next, 1'100U);
  EXPECT_EQ(taken_, Positions(3, 1'103));
  EXPECT_EQ(proxy_->heads().size(), 3U);
}

TEST_F(ReadTest, AStreamIsReadFromARevisionAndAsFarAsIsWanted) {
  AppendMany(9, "case/1");
  enough_ = 4;
  EXPECT_EQ(Direct().ReadStream("case/1", 2, Take()).value(), 6U);
  EXPECT_EQ(taken_, Positions(2, 6));
}

TEST_F(ReadTest, TheBookIsReadFromAPositionToItsEndOverBrokenConnections) {
  AppendMany(300, "case/1");
  AppendMany(300, "case/2");
  std::vector<Mishap> mishaps;
  for (std::size_t n = 0; n < 8; ++n) {
    mishaps.push_back({.kind = Mishap::Kind::kCutAnswer, .bytes = 3'000 + n * 7'777});
  }
  proxy_->Plan(mishaps);
  const auto next = ThroughProxy().ReadFrom(100, {.kind = "case"}, Take());
  ASSERT_TRUE(next.has_value()) << next.error().Text();
  EXPECT_EQ(*next, 600U);
  EXPECT_EQ(taken_, Positions(100, 600));
  EXPECT_NE(proxy_->heads().at(1).find("Last-Event-ID: "), std::string::npos);

  taken_.clear();
  ASSERT_TRUE(Direct().ReadFrom(0, {.subject = "case/2"}, Take()).has_value());
  EXPECT_EQ(taken_, Positions(300, 600));
}

TEST_F(ReadTest, WhatIsBeyondTheEndIsRefused) {
  EXPECT_EQ(Direct().ReadFrom(5, {}, Take()).error().status, 400U);
}

TEST_F(ReadTest, AReceiptProvesWhatWasAskedFor) {
  AppendMany(5, "case/1");
  ClientOptions options = Quick();
  options.log_keys = book_->verifier_key();
  const auto proven = Direct(options).Prove(3);
  ASSERT_TRUE(proven.has_value()) << proven.error().Text();
  EXPECT_EQ(proven->event.json, *book_->Read(3));
  EXPECT_EQ(proven->size, 5U);
  EXPECT_EQ(proven->receipt, *book_->Receipt(3));

  // A receipt that is valid, of another event.
  const std::string other = *book_->Receipt(2);
  proxy_->Plan({{.kind = Mishap::Kind::kAnswer,
                 .answer = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(other.size()) +
                           "\r\n\r\n" + other}});
  EXPECT_EQ(ThroughProxy(options).Prove(3).error().kind, Kind::kBadAnswer);
}

TEST_F(ReadTest, AReceiptThatTheKeyDidNotSignProvesNothing) {
  Append("a");
  const testing::TemporaryDirectory other;
  ClientOptions options = Quick();
  options.log_keys = testing::OpenBook(other / "book")->verifier_key();
  EXPECT_EQ(Direct(options).Prove(0).error().kind, Kind::kUnproven);
  EXPECT_EQ(Direct().Prove(0).error().kind, Kind::kInvalid);
}

}  // namespace
}  // namespace daybook::client
