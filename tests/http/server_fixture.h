// A server on a free port, with a real book in a temporary directory.

#ifndef DAYBOOK_TESTS_HTTP_SERVER_FIXTURE_H_
#define DAYBOOK_TESTS_HTTP_SERVER_FIXTURE_H_

#include <gtest/gtest.h>
#include <spdlog/sinks/null_sink.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/registry.h"
#include "access/sign_ins.h"
#include "evidence/evidence_store.h"
#include "http/client.h"
#include "http/disk_threads.h"
#include "http/identity_provider.h"
#include "http/server.h"
#include "keyring/keyring.h"
#include "log/cosigning.h"
#include "net/tls.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::http {

/// What Served says, kept.
struct ServedCopy {
  std::string method, route, trace_id, ended;
  unsigned status = 0;
  std::uint64_t bytes = 0;
};

class ServerTest : public ::testing::Test {
 protected:
  /// Starts with `options_`, `book_options_` and `cosigning_options_` (without which there are no
  /// witnesses), which a test may change before.
  void Start() {
    book_ = testing::OpenBook(directory_ / "book", book_options_);
    auto programme = projection::Programme::Open(*book_, directory_ / "programme");
    ASSERT_TRUE(programme.has_value()) << programme.error().detail;
    programme_ = *std::move(programme);
    decider_ = std::make_unique<projection::Decider>(*book_, *programme_);
    replay_ = std::make_unique<replay::LiveReplay>(*book_, *programme_);
    auto schemas = projection::SchemaRegistry::Open(*book_);
    ASSERT_TRUE(schemas.has_value()) << schemas.error().detail;
    schemas_ = *std::move(schemas);
    if (cosigning_options_) {
      cosigning_options_->file = directory_ / "cosigned";
      auto cosigning = Cosigning::Start(*book_, *cosigning_options_);
      ASSERT_TRUE(cosigning.has_value()) << cosigning.error().detail;
      cosigning_ = *std::move(cosigning);
    }
    if (asks_who_) {
      auto access = access::Registry::Open(*book_);
      ASSERT_TRUE(access.has_value()) << access.error().detail;
      access_ = *std::move(access);
    }
    auto evidence = EvidenceStore::Open(directory_ / "evidence", evidence_options_);
    ASSERT_TRUE(evidence.has_value()) << evidence.error().detail;
    evidence_ = *std::move(evidence);
    auto keyring = keyring::Keyring::Open(*book_, {.directory = directory_ / "keyring",
                                                   .master_key = directory_ / "master-key",
                                                   .mark = directory_ / "keyring-id"});
    ASSERT_TRUE(keyring.has_value()) << keyring.error().detail;
    keyring_ = *std::move(keyring);
    options_.listen = "127.0.0.1:0";
    auto server = Server::Start({.book = *book_,
                                 .programme = *programme_,
                                 .decider = *decider_,
                                 .schemas = *schemas_,
                                 .evidence = *evidence_,
                                 .keyring = *keyring_,
                                 .disk = disk_,
                                 .replay = *replay_,
                                 .metrics = metrics_,
                                 .options = options_,
                                 .log = log_,
                                 .on_served = [this](const Served& served) { Keep(served); },
                                 .cosigning = cosigning_.get(),
                                 .access = access_.get(),
                                 .tls = tls_.get(),
                                 .sign_ins = &sign_ins_,
                                 .provider = provider_.get()});
    ASSERT_TRUE(server.has_value()) << server.error().detail;
    server_ = *std::move(server);
    port_ = server_->endpoint().port();
  }

  Response Get(const std::string& target, const Headers& headers = {}) {
    return Client(port_).Get(target, headers);
  }

  Response Post(const std::string& target, const std::string& type, const std::string& body,
                const Headers& headers = {}) {
    return Client(port_).Post(target, type, body, headers);
  }

  /// A structured CloudEvent, posted.
  Response PostEvent(const std::string& body, const Headers& headers = {}) {
    return Post("/v1/events", "application/cloudevents+json", body, headers);
  }

  static std::string EventJson(const std::string& id, const std::string& subject = "case/1",
                               const std::string& more = "") {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":"case.noted",)" +
           R"("subject":")" + subject + "\"" + more + "}";
  }

  Appended Append(const std::string& id, const std::string& subject = "case/1",
                  const std::string& data = "{\"n\":1}") {
    return testing::AppendOne(*book_, testing::MakeEvent(id, subject, data));
  }

  /// The `count` requests answered first, once there are so many.
  std::vector<ServedCopy> WaitForServed(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(
        kept_.wait_for(lock, std::chrono::seconds(30), [&] { return served_.size() >= count; }));
    return served_;
  }

  /// Whether it still does what it is there for.
  bool StillAnswers() { return Get("/health/live").status == 200; }

  testing::TemporaryDirectory directory_;
  Options options_;
  BookOptions book_options_ = testing::SmallBook();
  EvidenceOptions evidence_options_ = {.disk_reserve_bytes = 0};
  std::unique_ptr<Book> book_;
  std::unique_ptr<projection::Programme> programme_;
  std::unique_ptr<projection::Decider> decider_;
  std::unique_ptr<replay::LiveReplay> replay_;
  std::unique_ptr<projection::SchemaRegistry> schemas_;
  std::optional<CosigningOptions> cosigning_options_;
  std::unique_ptr<Cosigning> cosigning_;
  bool asks_who_ = false;  // else whoever asks may do everything
  std::unique_ptr<access::Registry> access_;
  access::SignIns sign_ins_;
  std::unique_ptr<IdentityProvider> provider_;  // without, the book alone says who comes in
  std::unique_ptr<EvidenceStore> evidence_;
  std::unique_ptr<keyring::Keyring> keyring_;
  DiskThreads disk_;
  std::unique_ptr<net::ServerTls> tls_;  // without, connections are in the clear
  Metrics metrics_;
  spdlog::logger log_{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
  std::uint16_t port_ = 0;

 private:
  void Keep(const Served& served) {
    const std::scoped_lock lock(mutex_);
    served_.push_back({std::string(served.method), std::string(served.route),
                       std::string(served.trace_id), std::string(served.ended), served.status,
                       served.bytes});
    kept_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable kept_;
  std::vector<ServedCopy> served_;  // guarded by mutex_

 protected:
  std::unique_ptr<Server> server_;  // last: it uses all of the above
};

/// A server with the options as they are.
class RunningServerTest : public ServerTest {
 protected:
  void SetUp() override { Start(); }
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_SERVER_FIXTURE_H_
