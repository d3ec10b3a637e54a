// More than can be done: what is too much is refused at once, what was accepted is done, and
// whoever stalls (the disk, a subscriber, a witness) holds up nobody else.

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "http/access_fixture.h"
#include "http/server_fixture.h"
#include "log/cosigning.h"
#include "support/small_log.h"

namespace daybook::http {
namespace {

// A disk whose write-ahead logs are synced only while it is not stalled.
class StallingDisk : public rocksdb::FileSystemWrapper {
 public:
  StallingDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "StallingDisk"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override {
    auto made = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (made.ok() && name.ends_with(".log")) {
      *file = std::make_unique<File>(std::move(*file), *this);
    }
    return made;
  }

  void Stall() { stalled_ = true; }
  void GoOn() {
    stalled_ = false;
    stalled_.notify_all();
  }
  // Returns once a sync has begun that does not end.
  void AwaitSync() { waiting_.wait(0); }

 private:
  class File : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    File(std::unique_ptr<rocksdb::FSWritableFile> file, StallingDisk& disk)
        : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk) {}
    rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* debug) override {
      if (disk_.stalled_) {
        ++disk_.waiting_;
        disk_.waiting_.notify_all();
        disk_.stalled_.wait(true);
      }
      return FSWritableFileOwnerWrapper::Sync(options, debug);
    }

   private:
    StallingDisk& disk_;
  };

  std::atomic<bool> stalled_ = false;
  std::atomic<int> waiting_ = 0;
};

class StalledDiskTest : public ServerTest {
 protected:
  void SetUp() override { book_options_.env = env_.get(); }

  void TearDown() override {
    disk_->GoOn();
    server_.reset();
    replay_.reset();
    decider_.reset();
    programme_.reset();
    book_.reset();  // before its disk
  }

  // A writer who has sent event `id`, and has not read the answer.
  std::unique_ptr<Client> Send(const std::string& id) {
    auto client = std::make_unique<Client>(port_);
    const std::string event = EventJson(id);
    client->Send(
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        "application/cloudevents+json\r\nContent-Length: " +
        std::to_string(event.size()) + "\r\n\r\n" + event);
    return client;
  }

  void AwaitQueued(std::uint64_t count) {
    for (int i = 0; i < 30'000 && book_->stats().queued < count; ++i) {
      std::this_thread::sleep_for(milliseconds(1));
    }
    ASSERT_EQ(book_->stats().queued, count);
  }

  void ExpectReadersGoOn() {
    EXPECT_EQ(Get("/health/live").status, 200);
    EXPECT_EQ(Get("/health/ready").status, 200);
    EXPECT_EQ(Get("/v1/events/0").status, 200);
    EXPECT_EQ(Get("/v1/log/checkpoint").status, 200);
    EXPECT_EQ(Get("/v1/events?min_position=0").status, 200);
    EXPECT_EQ(Get("/v1/views/status").status, 200);
  }

  std::shared_ptr<StallingDisk> disk_ = std::make_shared<StallingDisk>();
  std::unique_ptr<rocksdb::Env> env_ = rocksdb::NewCompositeEnv(disk_);
};

TEST_F(StalledDiskTest, AppendsWaitUpToTheBoundAndReadersGoOn) {
  book_options_.queue_commits_max = 4;
  Start();
  Append("before");
  testing::WaitUntilIndexed(*book_);
  ASSERT_TRUE(programme_->position().WaitFor(1, std::chrono::seconds(30)));
  const std::uint64_t groups = book_->stats().groups;
  disk_->Stall();
  std::vector<std::unique_ptr<Client>> accepted;
  accepted.push_back(Send("0"));
  disk_->AwaitSync();
  for (int i = 1; i <= 4; ++i) {
    accepted.push_back(Send(std::to_string(i)));
    AwaitQueued(static_cast<std::uint64_t>(i));
  }
  for (int i = 0; i < 20; ++i) {  // each is answered while those before it wait
    const Response refused = PostEvent(EventJson("too-many-" + std::to_string(i)));
    ASSERT_EQ(refused.status, 503);
    EXPECT_EQ(refused.Header("retry-after"), "1");
  }
  ExpectReadersGoOn();
  const std::string metrics = Get("/metrics").body;
  EXPECT_NE(metrics.find("daybook_append_queue_commits 4"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("daybook_append_refusals_total 20"), std::string::npos) << metrics;

  disk_->GoOn();
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    const Response answer = accepted[i]->Read();
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.Header("daybook-position"), std::to_string(i + 1)) << "in the order they came";
  }
  EXPECT_EQ(book_->size(), 6U) << "nothing that was refused was stored";
  EXPECT_EQ(book_->stats().groups - groups, 2U) << "whoever waited was written together";
  EXPECT_EQ(PostEvent(EventJson("too-many-0")).status, 201);
}

TEST_F(StalledDiskTest, WhoeverWaitsForTheDiskLeavesConnectionsForThoseWhoRead) {
  options_.connections_max = 8;
  Start();
  Append("before");
  testing::WaitUntilIndexed(*book_);
  ASSERT_TRUE(programme_->position().WaitFor(1, std::chrono::seconds(30)));
  disk_->Stall();
  std::vector<std::unique_ptr<Client>> waiting;
  waiting.push_back(Send("0"));
  disk_->AwaitSync();
  for (std::uint64_t i = 1; i < 6; ++i) {
    waiting.push_back(Send(std::to_string(i)));
    AwaitQueued(i);
  }
  for (int i = 0; i < 10; ++i) {
    Client more(port_);
    const Response refused =
        more.Post("/v1/events", "application/cloudevents+json", EventJson("too-many"));
    ASSERT_EQ(refused.status, 503);
    EXPECT_EQ(refused.Header("retry-after"), "1");
    EXPECT_TRUE(more.IsClosed());
  }
  ExpectReadersGoOn();
  disk_->GoOn();
  for (const auto& client : waiting) EXPECT_EQ(client->Read().status, 201);
  EXPECT_EQ(book_->size(), 7U);
}

TEST_F(StalledDiskTest, ASubscriberIsToldOfNothingThatIsNotOnDisk) {
  Start();
  Client subscriber(port_);
  subscriber.Send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  subscriber.ReadUntil("caught-up");
  disk_->Stall();
  const auto writer = Send("0");
  disk_->AwaitSync();
  Client late(port_);
  late.Send("GET /v1/stream?from=0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_NE(late.ReadUntil("\"}").find("\"position\":\"0\""), std::string::npos);
  disk_->GoOn();
  EXPECT_EQ(writer->Read().status, 201);
  EXPECT_NE(subscriber.ReadUntil("event: entry").find("id: 0"), std::string::npos);
}

class GreedyTest : public AccessTest {
 protected:
  GreedyTest() {
    options_.limit_loopback = true;
    options_.principal_rate = 3;
  }
};

TEST_F(GreedyTest, WhoeverAsksTooMuchIsRefusedAndTheOthersAreNot) {
  const Headers greedy = As("analyst");
  const Headers modest = As("administrator");
  Client client(port_);
  int status = 200;
  for (int i = 0; i < 1'000 && status == 200; ++i) {
    status = Client(port_).Get("/v1/events", greedy).status;
  }
  EXPECT_EQ(status, 429);
  EXPECT_EQ(client.Get("/v1/events", modest).status, 200);
  EXPECT_EQ(
      client.Post("/v1/events", "application/cloudevents+json", EventJson("1"), modest).status,
      201);
  EXPECT_EQ(client.Get("/health/live").status, 200) << "which asks nobody";
}

class StalledSubscriberTest : public ServerTest {};

TEST_F(StalledSubscriberTest, ItIsDroppedAtItsBoundAndTheOthersGoOn) {
  options_.write_timeout = milliseconds(200);
  Start();
  Client stalled(port_, 4'096);
  stalled.Send("GET /v1/stream HTTP/1.0\r\n\r\n");
  stalled.ReadUntil("caught-up");
  Client reading(port_);
  reading.Send("GET /v1/stream HTTP/1.0\r\n\r\n");
  reading.ReadUntil("caught-up");
  EXPECT_EQ(metrics_.stream_subscribers().Value(), 2);

  constexpr int kMany = 400;  // more than any buffer between the book and whoever does not read
  std::jthread writer([&] {
    Client client(port_);
    const std::string data = ",\"data\":\"" + std::string(60'000, 'x') + "\"";
    for (int i = 0; i < kMany; ++i) {
      const auto answer = client.Post("/v1/events", "application/cloudevents+json",
                                      EventJson(std::to_string(i), "case/1", data));
      ASSERT_EQ(answer.status, 201);
    }
  });
  for (int i = 0; i < kMany; ++i) {
    ASSERT_NE(reading.ReadUntil("event: entry").find("id: " + std::to_string(i) + "\n"),
              std::string::npos);
  }
  writer.join();
  for (int i = 0; i < 30'000 && metrics_.stream_subscribers().Value() > 1; ++i) {
    std::this_thread::sleep_for(milliseconds(1));
  }
  EXPECT_EQ(metrics_.stream_subscribers().Value(), 1);
  const auto served = WaitForServed(kMany + 1);
  EXPECT_EQ(std::ranges::count(served, "the reader was too slow", &ServedCopy::ended), 1);
  Append("last");
  EXPECT_NE(reading.ReadUntil("\"last\"").find("\"last\""), std::string::npos);
}

class StalledWitnessTest : public ServerTest {};

TEST_F(StalledWitnessTest, ItHoldsUpNeitherAppendsNorReadersNorTheStop) {
  std::atomic<int> asked = 0;
  CosigningOptions options;
  options.policy.witnesses.push_back(
      {.name = "w",
       .key = testing::SignerOf("w", 4, tree::KeyType::kCosignature).verifier(),
       .url = "http://unused"});
  options.policy.quorum = "w";
  options.interval = milliseconds(1);
  options.round_timeout = milliseconds(50);
  options.carry = [&](const auto&, const auto&, const std::stop_token& stop) {
    ++asked;
    asked.notify_all();
    while (!stop.stop_requested()) std::this_thread::sleep_for(milliseconds(1));
    return Result<WitnessAnswer>(std::unexpect, Error{ErrorCode::kIo, "It was cut off."});
  };
  cosigning_options_ = std::move(options);
  Start();
  EXPECT_EQ(PostEvent(EventJson("0")).status, 201);
  asked.wait(0);  // and it never answers
  for (int i = 1; i < 20; ++i) ASSERT_EQ(PostEvent(EventJson(std::to_string(i))).status, 201);
  EXPECT_EQ(Get("/v1/receipts/19").status, 200);
  const auto reached = [&] { return Get("/health/ready").Json().at("quorum").at("reached"); };
  for (int i = 0; i < 3'000 && reached() == true; ++i) {
    std::this_thread::sleep_for(milliseconds(1));
  }
  EXPECT_EQ(reached(), false) << "and it is said";
  EXPECT_EQ(Get("/health/ready").status, 200);
  server_->Stop(std::chrono::seconds(30));
  cosigning_.reset();  // cuts it off
}

}  // namespace
}  // namespace daybook::http
