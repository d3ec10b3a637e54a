// Schedules of appends, faults, ends and starts, at random: nothing acknowledged is lost, nothing
// refused is stored, proofs hold from each head to the next, and what is derived follows.
//
// DAYBOOK_SCHEDULES says how many (a few thousand unless said). A failure prints the schedule, made
// as small as it can be, and RC_PARAMS to run it again; RC_PARAMS="seed=N" runs those of a seed.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include "faults/schedule.h"

namespace daybook::faults {
namespace {

using Steps = std::vector<Step>;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSchedules = 150;
#else
constexpr int kSchedules = 2'000;
#endif

int ScheduleCount() {
  const char* count = std::getenv("DAYBOOK_SCHEDULES");
  return count != nullptr ? std::atoi(count) : kSchedules;
}

rc::Gen<Steps> AnySteps() {
  // Of any size: what is small is the number of steps.
  const auto below = [](std::uint32_t end) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, end));
  };
  const auto number = below(3'000);
  const auto step =
      rc::gen::map(rc::gen::tuple(below(Step::kKinds), number, number), [](const auto& numbers) {
        const auto& [kind, a, b] = numbers;
        return Step{static_cast<Step::Kind>(kind), a, b};
      });
  return rc::gen::resize(20, rc::gen::container<Steps>(step));
}

// As rc::check, of a number of schedules of our own.
void CheckSchedules(int count, const std::function<void(const Steps&)>& run) {
  rc::detail::TestMetadata about;
  about.id = about.description = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = count;
  const auto property = [&] { run(*AnySteps()); };
  const auto result = rc::detail::checkTestable(property, about, params);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str();
}

TEST(Schedules, KeepEveryPromise) {
  CheckSchedules(ScheduleCount(), [](const Steps& steps) {
    Schedule schedule;
    for (const Step& step : steps) schedule.Take(step);
    schedule.End();
  });
}

}  // namespace
}  // namespace daybook::faults
