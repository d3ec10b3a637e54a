#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "improvement/entries.h"
#include "log/derived_store.h"
#include "projection/keys.h"
#include "projection/programme.h"
#include "projection/store_directory.h"
#include "support/books.h"
#include "support/temporary_directory.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

using nlohmann::json;

// A directory in which an area was registered on 1 March and another one on 3 March, each told the
// same day; its views have followed.
class ReplayTest : public ::testing::Test {
 protected:
  ReplayTest() {
    auto options = testing::SmallBook();
    options.clock = [this] { return now_; };
    const auto book = testing::OpenBook(directory_.path(), options);
    const auto programme = projection::Programme::Open(*book, views_);
    EXPECT_TRUE(programme.has_value());
    for (const std::string day : {"2025-03-01", "2025-03-03"}) {
      now_ = *ParseInstant(day + "T12:00:00Z");
      testing::AppendOne(*book, improvement::DraftOf({.type = "area.registered",
                                                      .subject = "area/" + day,
                                                      .time = day,
                                                      .data = R"({"name":"Area"})"},
                                                     day));
    }
    EXPECT_TRUE((*programme)->position().WaitFor(2, std::chrono::seconds(30)));
  }

  Ran Replay(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"replay", "--data", directory_.path().string()});
    return RunDaybook(arguments);
  }

  testing::TemporaryDirectory directory_;
  const std::filesystem::path views_ = directory_.path() / kDerivedDirectory / "programme";
  Instant now_ = *ParseInstant("2025-03-01T12:00:00Z");
};

TEST_F(ReplayTest, OfADirectoryIsComparedAndSaysHowFast) {
  const Ran ran = Replay();
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("Replayed 2 events in ")) << ran.out;
  EXPECT_TRUE(ran.out.ends_with(": all that was stored of 2 is what they come to.\n")) << ran.out;
  EXPECT_EQ(ran.err, "");
}

TEST_F(ReplayTest, ADifferenceIsToldAndIsExitCodeOne) {
  {
    const auto store = DerivedStore::Open(*projection::StoreDirectory::InForce(views_),
                                          projection::kStoreVersion, 2);
    DerivedStore::Batch batch;
    batch.Delete(projection::StateKey("area/2025-03-01"));
    ASSERT_TRUE((*store)->Write(std::move(batch), 2).has_value());
  }
  const Ran ran = Replay();
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find("There is not stored the state of area/2025-03-01"), std::string::npos)
      << ran.err;
  EXPECT_EQ(Replay().exit, Exit::kOk) << "it was mended";
}

TEST_F(ReplayTest, AViewIsFoldedFromTheBookAtAnyCut) {
  std::filesystem::remove_all(views_);  // it is not read
  const auto areas = [this](std::vector<std::string> cut) {
    cut.insert(cut.begin(), {"--view", "status", "--json"});
    return json::parse(Replay(cut).out).at("rows").size();
  };
  EXPECT_EQ(areas({}), 2U);
  EXPECT_EQ(areas({"--at", "2025-03-02"}), 1U);
  EXPECT_EQ(areas({"--known", "2025-03-02"}), 1U);
  EXPECT_EQ(areas({"--known", "2025-02-28"}), 0U);
  EXPECT_EQ(areas({"--audience", "public"}), 0U);
  const Ran table = Replay({"--view", "status", "--known", "2025-03-02"});
  EXPECT_EQ(table.exit, Exit::kOk) << table.err;
  EXPECT_TRUE(table.out.starts_with("area")) << table.out;
  EXPECT_TRUE(table.err.starts_with("Read and folded 1 events in ")) << table.err;
  EXPECT_NE(Replay({"--view", "plan", "--csv"}).out.find("action,title,owner"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(views_));
}

TEST_F(ReplayTest, WrongUsageIsTold) {
  EXPECT_EQ(RunDaybook({"replay", "--view", "status"}).exit, Exit::kUsage) << "of a daemon";
  EXPECT_EQ(Replay({"--at", "2025-03-02"}).exit, Exit::kUsage) << "of no view";
  const Ran view = Replay({"--view", "nonsense"});
  EXPECT_EQ(view.exit, Exit::kUsage);
  EXPECT_NE(view.err.find("there are status, plan"), std::string::npos) << view.err;
  const Ran day = Replay({"--view", "status", "--at", "soon"});
  EXPECT_EQ(day.exit, Exit::kUsage);
  EXPECT_NE(day.err.find("`at` is `soon`"), std::string::npos) << day.err;
  const Ran none = RunDaybook({"replay", "--data", (directory_ / "none").string()});
  EXPECT_EQ(none.exit, Exit::kUsage);
  EXPECT_NE(none.err.find("There is no book in"), std::string::npos) << none.err;
}

TEST_F(ReplayTest, ADirectoryThatADaemonHasOpenIsLeftAlone) {
  const auto book = testing::OpenBook(directory_.path());
  EXPECT_EQ(Replay().exit, Exit::kRefused);
}

// A daemon whose replay ends with `last` the third time it is asked.
Ran ReplayOf(const std::string& last) {
  int asked = 0;
  FakeDaemon daemon([&](const FakeRequest& request) {
    EXPECT_EQ(request.line, asked == 0 ? "POST /v1/replay HTTP/1.1" : "GET /v1/replay HTTP/1.1");
    if (++asked == 3) return Reply(200, last);
    return Reply(asked == 1 ? 202 : 200,
                 R"({"state":"running","stage":"reading","share":0.3,"size":"7","seconds":1.5})");
  });
  return RunDaybook({"replay", "--url", daemon.url()});
}

TEST(ReplayOfADaemon, IsWaitedFor) {
  const Ran ran =
      ReplayOf(R"({"state":"done","result":"same","compared":"7","size":"7","seconds":2.5})");
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "The daemon replayed 7 events in 2.5 s: its views are what they come to.\n");
  EXPECT_EQ(ran.sleeps.size(), 2U);
}

TEST(ReplayOfADaemon, ADifferenceIsExitCodeOne) {
  const Ran ran = ReplayOf(R"({"state":"done","result":"different","difference":"This.",)"
                           R"("size":"7","seconds":2.5})");
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_EQ(ran.err, "They differ: This.\nWhat the book says is in force now.\n");
}

TEST(ReplayOfADaemon, AFailureIsExitCodeThree) {
  const Ran ran = ReplayOf(R"({"state":"failed","failure":"No room.","size":"7","seconds":2.5})");
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("nothing was changed: No room."), std::string::npos) << ran.err;
  FakeDaemon busy([](const FakeRequest&) {
    return Reply(409, R"({"title":"Conflict","detail":"A replay is running."})",
                 "Content-Type: application/problem+json\r\n");
  });
  const Ran second = RunDaybook({"replay", "--url", busy.url()});
  EXPECT_EQ(second.exit, Exit::kRefused);
  EXPECT_NE(second.err.find("A replay is running."), std::string::npos) << second.err;
}

}  // namespace
}  // namespace daybook::tools
