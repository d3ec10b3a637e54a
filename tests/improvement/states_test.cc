#include "improvement/states.h"

#include <gtest/gtest.h>

#include <cstddef>

#include "improvement/subject.h"

namespace daybook::improvement {
namespace {

struct Anything {
  template <typename T>
  operator T() const {
    return T();
  }
};

// How many members an aggregate has: the most it can be initialised from.
template <typename T, typename... Members>
consteval std::size_t CountMembers() {
  if constexpr (requires { T{Members()..., Anything()}; }) {
    return CountMembers<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}

template <typename T>
std::size_t CountFields() {
  std::size_t count = 0;
  const T value;
  T::Fields(value, [&](const char*, const auto&) { ++count; });
  return count;
}

template <typename T>
class StatesTest : public ::testing::Test {};

using Types =
    ::testing::Types<Visit, Judgement, Disclosure, Intervention, Finding, Action, Tenure, Plan,
                     Approval, Submission, Evidence, Measure, Target, Point, PracticeAudit, Meeting,
                     Paper, Decision, Challenge, Report, Recommendation, Area, Person, Control,
                     Policy, PolicyChange, Import, EventName, Dispute>;
TYPED_TEST_SUITE(StatesTest, Types);

TYPED_TEST(StatesTest, EveryMemberIsAFieldSoThatItIsStoredComparedAndShown) {
  EXPECT_EQ(CountFields<TypeParam>(), CountMembers<TypeParam>());
}

}  // namespace
}  // namespace daybook::improvement
