#include <atomic>
#include <future>
#include <thread>

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

class ManyConnectionsTest : public ServerTest {};

TEST_F(ManyConnectionsTest, OneConnectionTooManyIsRefusedWithRetryAfter) {
  options_.connections_max = 3;
  Start();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Client>(port_));
    ASSERT_EQ(clients.back()->Get("/health/live").status, 200);
  }
  Client refused(port_);
  const Response response = refused.Get("/health/live");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.Header("retry-after"), "1");
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  EXPECT_TRUE(refused.IsClosed());
  EXPECT_EQ(clients.front()->Get("/health/live").status, 200);

  clients.pop_back();
  int status = 503;
  while (status == 503) status = Get("/health/live").status;
  EXPECT_EQ(status, 200);
}

TEST_F(ManyConnectionsTest, ManyThreadsServeManyConnections) {
  options_.io_threads = 3;
  Start();
  std::vector<std::jthread> threads;
  std::atomic<int> appended = 0;
  for (int thread = 0; thread < 6; ++thread) {
    threads.emplace_back([&, thread] {
      Client client(port_);
      for (int i = 0; i < 50; ++i) {
        const std::string id = std::to_string(thread) + "-" + std::to_string(i);
        const std::string subject = "case/" + std::to_string(thread);
        const Response response =
            client.Post("/v1/events", "application/cloudevents+json", EventJson(id, subject));
        if (response.status == 201) ++appended;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(appended, 300);
  EXPECT_EQ(book_->size(), 300U);
}

class ListenTest : public RunningServerTest {};

TEST_F(ListenTest, ATakenAddressIsAClearError) {
  Options options;
  options.listen = "127.0.0.1:" + std::to_string(port_);
  const auto server = Server::Start({.book = *book_,
                                     .programme = *programme_,
                                     .decider = *decider_,
                                     .schemas = *schemas_,
                                     .evidence = *evidence_,
                                     .keyring = *keyring_,
                                     .disk = disk_,
                                     .replay = *replay_,
                                     .metrics = metrics_,
                                     .options = options,
                                     .log = log_});
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().detail.find("Cannot listen on 127.0.0.1:"), std::string::npos);
}

TEST_F(ListenTest, BeyondLoopbackItDoesNotListen) {
  Options options;
  options.listen = "0.0.0.0:0";
  const auto server = Server::Start({.book = *book_,
                                     .programme = *programme_,
                                     .decider = *decider_,
                                     .schemas = *schemas_,
                                     .evidence = *evidence_,
                                     .keyring = *keyring_,
                                     .disk = disk_,
                                     .replay = *replay_,
                                     .metrics = metrics_,
                                     .options = options,
                                     .log = log_});
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().detail.find("beyond loopback: without TLS"), std::string::npos);
}

// A book whose commits wait until they are let through.
class StopTest : public ServerTest {
 protected:
  void SetUp() override {
    book_options_.clock = [this, released = released_.get_future().share()] {
      ++waiting_;
      waiting_.notify_all();
      released.wait();
      return std::chrono::time_point_cast<std::chrono::microseconds>(
          std::chrono::system_clock::now());
    };
    Start();
  }

  void TearDown() override { Release(); }

  void Release() {
    if (!std::exchange(is_released_, true)) released_.set_value();
  }

  std::atomic<int> waiting_ = 0;  // commits that have asked for the time
  std::promise<void> released_;
  bool is_released_ = false;
};

TEST_F(StopTest, AStopAnswersTheAppendsInHand) {
  Client writer(port_);
  const std::string event = EventJson("1");
  writer.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/cloudevents+json\r\nContent-Length: " +
      std::to_string(event.size()) + "\r\n\r\n" + event);
  waiting_.wait(0);  // the commit thread has it
  Client idle(port_);
  EXPECT_EQ(idle.Get("/health/live").status, 200);

  std::jthread stopper([&] { server_->Stop(std::chrono::seconds(30)); });
  EXPECT_TRUE(idle.IsClosed());  // the stop has begun, and ends what does nothing
  Release();
  const Response answer = writer.Read();
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.Header("connection"), "close");
  EXPECT_TRUE(writer.IsClosed());
  stopper.join();
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(StopTest, AStopOutlastsItsDeadlineForACommit) {
  Client writer(port_);
  const std::string event = EventJson("1");
  writer.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/cloudevents+json\r\nContent-Length: " +
      std::to_string(event.size()) + "\r\n\r\n" + event);
  waiting_.wait(0);
  std::jthread stopper([&] { server_->Stop(std::chrono::seconds(0)); });
  EXPECT_EQ(writer.Read().status, 0);  // cut off: the outcome is unknown to it
  Release();
  stopper.join();
  EXPECT_EQ(book_->size(), 1U);
}

class StopRunningTest : public RunningServerTest {};

TEST_F(StopRunningTest, AStopEndsStreamsAndIdleConnectionsAtOnce) {
  Client stream(port_);
  stream.Send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  stream.ReadUntil("caught-up");
  Client view(port_);
  view.Send("GET /v1/stream?view=status HTTP/1.1\r\nHost: localhost\r\n\r\n");
  view.ReadUntil("event: view");
  Client idle(port_);
  EXPECT_EQ(idle.Get("/health/live").status, 200);
  server_->Stop(std::chrono::seconds(30));
  EXPECT_TRUE(stream.ReadAll().ends_with("0\r\n\r\n"));
  EXPECT_TRUE(view.ReadAll().ends_with("0\r\n\r\n"));
  EXPECT_TRUE(idle.IsClosed());
}

TEST_F(StopRunningTest, AStopCutsOffWhoeverDoesNotFinish) {
  Client unfinished(port_);
  unfinished.Send(
      "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nContent-Type: "
      "application/cloudevents+json\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(unfinished.Read().status, 100);
  server_->Stop(milliseconds(10));
  EXPECT_TRUE(unfinished.IsClosed());
  server_->Stop(milliseconds(10));  // again does nothing
}

TEST_F(StopRunningTest, AWaitForAPositionEndsWithTheStop) {
  Client waiting(port_);
  Client second(port_);
  waiting.Send("GET /v1/views/status?min_position=9 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(second.Get("/health/live").status, 200);
  server_->Stop(milliseconds(10));
  EXPECT_EQ(waiting.Read().status, 0);
}

}  // namespace
}  // namespace daybook::http
