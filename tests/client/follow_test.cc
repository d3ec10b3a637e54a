#include <condition_variable>
#include <thread>

#include "client/client_fixture.h"

namespace daybook::client {
namespace {

using Clock = std::chrono::steady_clock;

// A follower in a thread of its own.
class FollowTest : public ClientTest {
 protected:
  void Follow(Client client, Position from, EventFilter filter = {}) {
    following_ = std::jthread([this, client = std::move(client), from,
                               filter = std::move(filter)](const std::stop_token& stop) mutable {
      auto ended = client.Follow(
          from, filter,
          [this](const StoredEvent& event) {
            const std::scoped_lock lock(mutex_);
            taken_.push_back(event.position);
            changed_.notify_all();
            return true;
          },
          stop,
          [this] {
            const std::scoped_lock lock(mutex_);
            ++caught_up_;
            changed_.notify_all();
          });
      const std::scoped_lock lock(mutex_);
      ended_ = std::move(ended);
      changed_.notify_all();
    });
  }

  template <typename Condition>
  bool WaitUntil(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), condition);
  }

  void Stop() {
    following_.request_stop();
    following_.join();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Position> taken_;  // guarded by mutex_, as the next two are
  int caught_up_ = 0;
  std::optional<ClientResult<Position>> ended_;
  std::jthread following_;
};

TEST_F(FollowTest, EachEventComesOnceAndInOrderOverConnectionsThatBreak) {
  for (int n = 0; n < 20; ++n) Append("before-" + std::to_string(n));
  std::vector<Mishap> mishaps;
  for (std::size_t n = 0; n < 12; ++n) {
    mishaps.push_back({.kind = Mishap::Kind::kCutAnswer, .bytes = 400 + n * 379});
    if (n % 3 == 0) mishaps.push_back({.kind = Mishap::Kind::kDropRequest});
    if (n % 4 == 0) mishaps.push_back({.kind = Mishap::Kind::kAnswer, .answer = Busy("0")});
  }
  proxy_->Plan(mishaps);
  Follow(ThroughProxy(), 3);
  for (int n = 0; n < 60; ++n) Append("meanwhile-" + std::to_string(n));
  ASSERT_TRUE(WaitUntil([this] { return taken_.size() >= 77 && caught_up_ > 0; }));
  Stop();
  ASSERT_EQ(taken_.size(), 77U);
  for (std::size_t n = 0; n < taken_.size(); ++n) EXPECT_EQ(taken_[n], n + 3);
  EXPECT_EQ(ended_->value(), 80U);
  EXPECT_GT(proxy_->heads().size(), 3U);
}

TEST_F(FollowTest, TakesOnlyWhatIsAskedFor) {
  Follow(Direct(), 0, {.subject = "case/2"});
  ASSERT_TRUE(WaitUntil([this] { return caught_up_ == 1; }));
  Append("a", "case/1");
  Append("b", "case/2");
  ASSERT_TRUE(WaitUntil([this] { return !taken_.empty(); }));
  Stop();
  EXPECT_EQ(taken_, std::vector<Position>{1});
}

TEST_F(FollowTest, DoesNotGoOverWhatItPassedOverAgain) {
  for (int n = 0; n < 9; ++n) Append("other-" + std::to_string(n), "case/1");
  proxy_->Plan({{.kind = Mishap::Kind::kCutAnswer, .bytes = 350}});
  Follow(ThroughProxy(), 0, {.subject = "case/2"});
  ASSERT_TRUE(WaitUntil([this] { return caught_up_ > 0; }));
  for (int n = 0; n < 9; ++n) Append("more-" + std::to_string(n), "case/2");
  ASSERT_TRUE(WaitUntil([this] { return taken_.size() == 9; }));
  Stop();
  const std::string last = proxy_->heads().back();
  EXPECT_EQ(proxy_->heads().size(), 2U);
  EXPECT_NE(last.find("Last-Event-ID: "), std::string::npos) << last;
}

TEST_F(FollowTest, StopsAtOnceWhileNothingComes) {
  Follow(Direct(), 0);
  ASSERT_TRUE(WaitUntil([this] { return caught_up_ == 1; }));
  const auto begun = Clock::now();
  Stop();
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds(5));
  EXPECT_EQ(ended_->value(), 0U);
}

TEST_F(FollowTest, StopsAtOnceWhileItWaitsToTryAgain) {
  proxy_->Plan({{.kind = Mishap::Kind::kAnswer, .answer = Busy("20")}});
  Follow(ThroughProxy(), 0);
  while (proxy_->heads().empty()) std::this_thread::sleep_for(milliseconds(1));
  const auto begun = Clock::now();
  Stop();
  EXPECT_LT(Clock::now() - begun, std::chrono::seconds(5));
}

TEST_F(FollowTest, ADeadlineThatWasNotMetWhileNothingCameIsNotOver) {
  ClientOptions options = Quick();
  options.deadline = milliseconds(1'000);
  proxy_->Plan({{.kind = Mishap::Kind::kCutAnswer, .bytes = 700}});
  Follow(ThroughProxy(options), 0);
  ASSERT_TRUE(WaitUntil([this] { return caught_up_ == 1; }));
  std::this_thread::sleep_for(milliseconds(1'200));
  for (int n = 0; n < 9; ++n) Append(std::to_string(n));
  EXPECT_TRUE(WaitUntil([this] { return taken_.size() == 9; }));
  Stop();
  EXPECT_EQ(proxy_->heads().size(), 2U);
}

TEST_F(FollowTest, GivesUpOnADaemonThatIsAwayForLongerThanTheDeadline) {
  ClientOptions options = Quick();
  options.deadline = milliseconds(150);
  Append("a");
  Follow(ThroughProxy(options), 0);
  ASSERT_TRUE(WaitUntil([this] { return caught_up_ == 1; }));
  proxy_.reset();
  ASSERT_TRUE(WaitUntil([this] { return ended_.has_value(); }));
  ASSERT_FALSE(ended_->has_value());
  EXPECT_EQ(ended_->error().kind, Kind::kUnreachable);
  EXPECT_EQ(taken_, std::vector<Position>{0});
}

}  // namespace
}  // namespace daybook::client
