// What each type of event does to a state, as a table.

#ifndef DAYBOOK_IMPROVEMENT_STEP_H_
#define DAYBOOK_IMPROVEMENT_STEP_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "improvement/data.h"
#include "improvement/stream.h"

namespace daybook::improvement {

template <typename State>
struct Step {
  std::string_view type;
  void (*apply)(State& state, const Fact& fact, const Data& data);
};

/// Does to `state` what the step for the fact's type does; nothing if there is none. `describe` is
/// done before every step.
template <typename State, std::size_t N>
void Take(const std::array<Step<State>, N>& steps, State& state, const Fact& fact,
          void (*describe)(State&, const Data&) = nullptr) {
  const auto step = std::ranges::find(steps, fact.type, &Step<State>::type);
  if (step == steps.end()) return;
  if (describe) describe(state, fact.data);
  step->apply(state, fact, fact.data);
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STEP_H_
