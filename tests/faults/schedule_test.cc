// Schedules of appends, faults, ends and starts, at random: nothing acknowledged is lost, nothing
// refused is stored, proofs hold from each head to the next, and what is derived follows.
//
// DAYBOOK_SCHEDULES says how many there are of each kind (1,000 unless said, 60 under a sanitizer).
// A failure prints the schedule, made as small as it can be, and RC_PARAMS to run it again;
// RC_PARAMS="seed=N" runs those of a seed.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "faults/schedule.h"

namespace daybook::faults {
namespace {

using Steps = std::vector<Step>;
using Kind = Step::Kind;
using Kinds = std::vector<Kind>;

int ScheduleCount() {
  const char* count = std::getenv("DAYBOOK_SCHEDULES");
  return count != nullptr ? std::atoi(count) : DAYBOOK_SCHEDULES;
}

rc::Gen<Steps> AnySteps(const Kinds& kinds) {
  // Of any size: what is small is the number of steps.
  const auto below = [](std::uint32_t end) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, end));
  };
  const auto number = below(3'000);
  const auto step =
      rc::gen::map(rc::gen::tuple(below(static_cast<std::uint32_t>(kinds.size())), number, number),
                   [kinds](const auto& numbers) {
                     const auto& [kind, a, b] = numbers;
                     return Step{kinds.at(kind), a, b};
                   });
  return rc::gen::resize(20, rc::gen::container<Steps>(step));
}

// As rc::check, of a number of schedules of our own.
void CheckSchedules(const Kinds& kinds) {
  rc::detail::TestMetadata about;
  about.id = about.description = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = ScheduleCount();
  const auto property = [&] {
    const Steps steps = *AnySteps(kinds);
    Schedule schedule;
    for (const Step& step : steps) schedule.Take(step);
    schedule.End();
  };
  const auto result = rc::detail::checkTestable(property, about, params);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str();
}

// In memory, where there is such a directory: a disk would only wait.
class Schedules : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (std::filesystem::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
  }
};

// The first write of a process is the first after which RocksDB has anything in memory.
TEST_F(Schedules, GoOnAfterADiskThatWasFullAtTheFirstWrite) {
  for (const std::uint32_t times : {1U, 2U}) {
    Schedule schedule;
    for (std::uint32_t i = 0; i < times; ++i) {
      for (const Kind kind : {Kind::kArm, Kind::kAppend, Kind::kHeal}) {
        schedule.Take({kind, 30, 0});  // to be armed with: no room for the next write to the log
      }
    }
    schedule.Take({Kind::kAppend, 1, 0});
    schedule.End();
  }
}

// A failed sync forgets what it was for: after a power cut a head would be back that only a key has
// signed which is gone by then.
TEST_F(Schedules, GoOnAfterAHeadThatCouldNotBeSyncedWhileKeysWereChanged) {
  for (std::uint32_t which = 0; which < 4; ++which) {
    Schedule schedule;
    schedule.Take({Kind::kArm, 2483, which});  // a sync of a small file is to fail
    for (int i = 0; i < 2; ++i) {
      schedule.Take({Kind::kAppend, 0, 0});
      schedule.Take({Kind::kKeys, 0, 0});
    }
    schedule.End();
  }
}

// How often a kind is in the list, is how often it comes.
TEST_F(Schedules, KeepEveryPromiseThroughFailuresAndPowerCuts) {
  CheckSchedules({Kind::kAppend, Kind::kAppend, Kind::kBurst, Kind::kBurst, Kind::kRepeat,
                  Kind::kExpect, Kind::kArm, Kind::kArm, Kind::kArm, Kind::kHeal, Kind::kCut,
                  Kind::kKill});
}

TEST_F(Schedules, KeepEveryPromiseThroughFlippedBitsChangesOfKeysAndJumpsOfTheClock) {
  CheckSchedules({Kind::kAppend, Kind::kAppend, Kind::kBurst, Kind::kBurst, Kind::kRepeat,
                  Kind::kTakenId, Kind::kClock, Kind::kClock, Kind::kCheck, Kind::kArm, Kind::kKeys,
                  Kind::kCut, Kind::kClose, Kind::kFlipRead, Kind::kFlipAtRest});
}

}  // namespace
}  // namespace daybook::faults
