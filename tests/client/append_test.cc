#include <random>
#include <thread>

#include "client/client_fixture.h"
#include "client/retry.h"

namespace daybook::client {
namespace {

using testing::MakeEvent;

class AppendTest : public ClientTest {
 protected:
  // Appends one event while this happens to the first try.
  void AppendThrough(const Mishap& mishap, const std::string& id, bool had_it) {
    proxy_->Plan({mishap});
    const auto answer = ThroughProxy().Append(MakeEvent(id));
    ASSERT_TRUE(answer.has_value()) << answer.error().Text();
    EXPECT_EQ(answer->tries, 2U);
    ASSERT_EQ(answer->events.size(), 1U);
    EXPECT_EQ(answer->events.front().repeated, had_it);
    EXPECT_EQ(StoredAt(id), std::vector{answer->events.front().position});
    EXPECT_EQ(book_->size(), answer->events.front().position + 1);
  }
};

TEST_F(AppendTest, TellsWhereAnEventIs) {
  Append("before");
  const auto answer = Direct().Append(MakeEvent("a"));
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_EQ(answer->events.front().position, 1U);
  EXPECT_EQ(answer->events.front().revision, 1U);
  EXPECT_FALSE(answer->events.front().repeated);
  EXPECT_EQ(answer->checkpoint, book_->checkpoint());
  EXPECT_EQ(answer->tries, 1U);
}

TEST_F(AppendTest, StoresOnceWhateverIsLostOnTheWay) {
  AppendThrough({.kind = Mishap::Kind::kDropRequest}, "request-lost", false);
  AppendThrough({.kind = Mishap::Kind::kDropAnswer}, "answer-lost", true);
  AppendThrough({.kind = Mishap::Kind::kCutAnswer, .bytes = 20}, "head-cut", true);
  AppendThrough({.kind = Mishap::Kind::kCutAnswer, .bytes = 450}, "body-cut", true);
  AppendThrough({.kind = Mishap::Kind::kStall}, "stalled", false);
  AppendThrough({.kind = Mishap::Kind::kAnswer, .answer = Busy("0")}, "busy", false);
}

TEST_F(AppendTest, ABatchWhoseAnswerWasLostMetItsExpectationsThen) {
  proxy_->Plan({{.kind = Mishap::Kind::kDropAnswer}, {.kind = Mishap::Kind::kDropAnswer}});
  const std::vector drafts{MakeEvent("a", "case/7"), MakeEvent("b", "case/8"),
                           MakeEvent("c", "case/7")};
  const auto answer = ThroughProxy().Append(
      drafts,
      {.expected = {{.subject = "case/7", .revision = {}}, {.subject = "case/8", .revision = {}}}});
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_EQ(answer->events.at(2).position, 2U);
  EXPECT_EQ(answer->events.at(2).revision, 1U);
  EXPECT_TRUE(answer->events.at(2).repeated);
  EXPECT_EQ(book_->size(), 3U);
}

TEST_F(AppendTest, ManyWritersThroughManyMishapsStoreEachEventOnce) {
  std::mt19937 random(7);
  std::vector<Mishap> mishaps(120);
  for (Mishap& mishap : mishaps) {
    mishap.kind = static_cast<Mishap::Kind>(random() % 4);
    mishap.bytes = 1 + random() % 600;
  }
  proxy_->Plan(mishaps);
  Client client = ThroughProxy();
  {
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 4; ++writer) {
      writers.emplace_back([&client, writer, this] {
        for (int n = 0; n < 20; ++n) {
          const std::string id = std::to_string(writer) + "-" + std::to_string(n);
          const auto answer = client.Append(MakeEvent(id));
          ASSERT_TRUE(answer.has_value()) << answer.error().Text();
          EXPECT_EQ(StoredAt(id), std::vector{answer->events.front().position});
        }
      });
    }
  }
  EXPECT_EQ(book_->size(), 80U);
}

TEST_F(AppendTest, EndsByTheDeadlineAndSaysThatNobodyKnows) {
  proxy_->Plan(std::vector<Mishap>(10'000, {.kind = Mishap::Kind::kDropAnswer}));
  Client client = ThroughProxy();
  const auto begun = Clock::now();
  const auto lost = client.Append(MakeEvent("a"), {.deadline = milliseconds(2'000)});
  ASSERT_FALSE(lost.has_value());
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds(20));
  EXPECT_EQ(lost.error().kind, Kind::kNoAnswer);
  EXPECT_TRUE(lost.error().perhaps_stored);

  proxy_->Plan({});
  const auto answer = client.Append(MakeEvent("a"));
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_TRUE(answer->events.front().repeated);
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(AppendTest, EndsByTheDeadlineWhenAServerSaysNothing) {
  proxy_->Plan({{.kind = Mishap::Kind::kStall}});
  ClientOptions options = Quick();
  options.silence_max = std::chrono::seconds(60);
  const auto begun = Clock::now();
  const auto lost = ThroughProxy(options).Append(MakeEvent("a"), {.deadline = milliseconds(200)});
  ASSERT_FALSE(lost.has_value());
  EXPECT_EQ(lost.error().kind, Kind::kNoAnswer);
  EXPECT_GE(Clock::now() - begun, milliseconds(200));
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds(20));
}

TEST_F(AppendTest, ComesAgainNoSoonerThanItIsAskedTo) {
  proxy_->Plan({{.kind = Mishap::Kind::kAnswer, .answer = Busy("1")}});
  const auto begun = Clock::now();
  EXPECT_TRUE(ThroughProxy().Append(MakeEvent("a")).has_value());
  EXPECT_GE(Clock::now() - begun, milliseconds(1'000));
}

TEST_F(AppendTest, DoesNotWaitForWhatComesAfterTheDeadline) {
  proxy_->Plan({{.kind = Mishap::Kind::kAnswer, .answer = Busy("60")}});
  const auto begun = Clock::now();
  const auto busy = ThroughProxy().Append(MakeEvent("a"));
  ASSERT_FALSE(busy.has_value());
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds(20));
  EXPECT_EQ(busy.error().kind, Kind::kBusy);
  EXPECT_EQ(busy.error().status, 503U);
  EXPECT_EQ(busy.error().title, "Too much is waiting already");
  EXPECT_FALSE(busy.error().perhaps_stored);
}

TEST_F(AppendTest, WhatIsRefusedIsToldAndNotTriedAgain) {
  Append("a", "case/1");
  Client client = ThroughProxy();
  const auto other = client.Append(MakeEvent("a", "case/1", "{\"n\":2}"));
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().kind, Kind::kRefused);
  EXPECT_EQ(other.error().status, 409U);
  EXPECT_FALSE(other.error().faults.empty());
  EXPECT_FALSE(other.error().perhaps_stored);

  const auto late =
      client.Append(MakeEvent("b"), {.expected = {{.subject = "case/1", .revision = 4}}});
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().status, 412U);
  EXPECT_EQ(late.error().title, "A subject is not at the expected revision");
  EXPECT_EQ(proxy_->heads().size(), 2U);
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(AppendTest, ARefusalDoesNotTakeBackWhatATryBeforeMayHaveStored) {
  const std::string refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  proxy_->Plan(
      {{.kind = Mishap::Kind::kDropAnswer}, {.kind = Mishap::Kind::kAnswer, .answer = refusal}});
  const auto refused = ThroughProxy().Append(MakeEvent("a"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().status, 403U);
  EXPECT_TRUE(refused.error().perhaps_stored);
  EXPECT_EQ(StoredAt("a").size(), 1U);
}

TEST_F(AppendTest, WhereNobodyListensNothingWasStored) {
  const std::string url = proxy_->url();
  proxy_.reset();
  ClientOptions options = Quick();
  options.deadline = milliseconds(100);
  const auto lost = Client::For(url, options)->Append(MakeEvent("a"));
  ASSERT_FALSE(lost.has_value());
  EXPECT_EQ(lost.error().kind, Kind::kUnreachable);
  EXPECT_FALSE(lost.error().perhaps_stored);
}

TEST_F(AppendTest, TheHeadInAnAnswerIsHeldToTheKey) {
  ClientOptions options = Quick();
  options.log_keys = book_->verifier_key();
  EXPECT_TRUE(Direct(options).Append(MakeEvent("a")).has_value());

  const testing::TemporaryDirectory other;
  options.log_keys = testing::OpenBook(other / "book")->verifier_key();
  const auto unproven = Direct(options).Append(MakeEvent("b"));
  ASSERT_FALSE(unproven.has_value());
  EXPECT_EQ(unproven.error().kind, Kind::kUnproven);
  EXPECT_TRUE(unproven.error().perhaps_stored);
}

TEST_F(AppendTest, AnAnswerThatLeavesAnEventOutIsNone) {
  const std::string body = R"({"events":[{"id":"a","position":"0","revision":"0",)"
                           R"("recordedtime":"2026-01-02T03:04:05Z"}],"checkpoint":""})";
  const std::string answer =
      "HTTP/1.1 201 Created\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  const std::vector<Mishap> plan(2, {.kind = Mishap::Kind::kAnswer, .answer = answer});
  proxy_->Plan(plan);
  EXPECT_TRUE(ThroughProxy().Append(MakeEvent("a")).has_value());
  const auto bad = ThroughProxy().Append({MakeEvent("a"), MakeEvent("b")});
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().kind, Kind::kBadAnswer);
}

TEST_F(AppendTest, WaitsUntilASearchFindsIt) {
  const auto answer = Direct().Append(MakeEvent("a"), {.wait = Wait::kSearchable});
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_EQ(answer->reached, Wait::kSearchable);
  EXPECT_EQ(book_->Search({.type = "case.noted"}, {})->found.size(), 1U);
}

TEST_F(AppendTest, SaysThatWitnessesWereWaitedForInVain) {
  const auto answer =
      Direct().Append(MakeEvent("a"), {.wait = Wait::kCosigned, .deadline = milliseconds(3'000)});
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_EQ(answer->reached, Wait::kDurable);
}

TEST_F(AppendTest, HistoryIsStampedAsSuch) {
  ASSERT_TRUE(Direct().Append(MakeEvent("a"), {.imported = true}).has_value());
  EXPECT_NE(book_->Read(0)->find(R"("ingest":"import")"), std::string::npos);
}

TEST_F(AppendTest, NothingIsNoCommit) {
  const auto nothing = Direct().Append(std::vector<Draft>());
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().kind, Kind::kInvalid);
}

}  // namespace
}  // namespace daybook::client
