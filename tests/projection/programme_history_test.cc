// Whole histories: followed as they grow, through restarts, and read meanwhile.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "event/instant.h"
#include "improvement/tables.h"
#include "projection/programme_fixture.h"

namespace daybook::projection {
namespace {

using improvement::RowsOf;
using improvement::Told;
using nlohmann::json;

class ProgrammeHistoryTest : public ProgrammeTest {};

// Events about a few subjects, with late ones, corrections and disputes among them.
std::vector<Told> RandomEvents(std::mt19937& random, int count) {
  const std::vector<std::pair<const char*, const char*>> words = {
      {"action.agreed", R"({"owner":"person/a","due":"2025-03-01"})"},
      {"action.started", "{}"},
      {"action.blocked", "{}"},
      {"action.unblocked", "{}"},
      {"action.completed", R"({"findings":["finding/x"]})"},
      {"action.reopened", "{}"},
      {"action.impact-assessed", R"({"level":"emerging"})"},
      {"event.disputed", R"({"events":["e1","e2"],"note":"They differ."})"},
      {"dispute.resolved", R"({"dispute":"e5"})"},
  };
  // Most come in as they happen, so that they are folded one by one; some are recorded late.
  const auto time = [](int hour) {
    return FormatInstant(*ParseInstant("2025-01-01T00:00:00Z") + std::chrono::hours(hour));
  };
  std::vector<Told> events;
  for (int i = 0; i < count; ++i) {
    const auto below = [&](int limit) { return std::uniform_int_distribution(0, limit)(random); };
    const auto& [type, data] = words[random() % words.size()];
    Told event{.type = type,
               .subject = "action/" + std::to_string(i % 3),
               .time = time(below(9) == 0 ? below(i) : i),
               .data = data,
               .precision = Precision::kInstant,
               .id = "e" + std::to_string(i)};
    if (below(5) == 0) {
      // Of an event of the same subject, which may be yet to come.
      const int corrected = below((count - 1) / 3 - 1) * 3 + i % 3;
      event.type = "event.corrected";
      event.data = json{{"event", "e" + std::to_string(corrected)},
                        {"pointer", "/title"},
                        {"to", "corrected by " + event.id}}
                       .dump();
    }
    events.push_back(std::move(event));
  }
  return events;
}

TEST_F(ProgrammeHistoryTest, FollowingLiveGivesWhatFoldingFromNothingGives) {
  std::mt19937 random(5);
  const std::vector<Told> events = RandomEvents(random, 400);
  for (std::size_t next = 0; next < events.size();) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 8, events.size() - next);
    Append({events.begin() + static_cast<std::ptrdiff_t>(next),
            events.begin() + static_cast<std::ptrdiff_t>(next + count)});
    next += count;
    if (random() % 3 == 0) {
      CatchUp();
      ExpectAsFoldedFromNothing();
    }
    if (random() % 20 == 0) Restart();
  }
  CatchUp();
  ExpectAsFoldedFromNothing();
}

TEST_F(ProgrammeHistoryTest, ReadersNeverSeeHalfOfACommit) {
  // After each commit one action is completed and the other in progress.
  const auto append = [&](const char* a, const char* b) {
    Append({{.type = a, .subject = "action/a", .time = "2025-02-01"},
            {.type = b, .subject = "action/b", .time = "2025-02-01"}});
  };
  append("action.completed", "action.started");
  CatchUp();
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  std::jthread reader([&] {
    while (!stop) {
      const View status = Status();
      auto row = RowsOf(status.table).at(0);
      if (row["actionsCompleted"] != "1" || row["actionsInProgress"] != "1") ++torn;
      const auto trail = programme_->trail("action/a");
      if (!trail || trail->cut.size % 2 != 0) ++torn;
      if (!programme_->state("action/b")) ++torn;
    }
  });
  for (int i = 0; i < 40; ++i) {
    append("action.reopened", "action.completed");
    append("action.completed", "action.reopened");
  }
  CatchUp();
  stop = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace daybook::projection
