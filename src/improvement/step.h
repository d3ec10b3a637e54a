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

/// On whose behalf a fact was recorded, or else who appended it.
inline std::string_view ActorOf(const Fact& fact) {
  return fact.entry.onbehalfof.empty() ? fact.entry.authid : fact.entry.onbehalfof;
}

template <typename State>
struct Step {
  std::string_view type;
  void (*apply)(State& state, const Fact& fact, const Data& data);
};

/// Does to `state` what the step for the fact's type does; nothing if there is none.
template <typename State, std::size_t N>
void Take(const std::array<Step<State>, N>& steps, State& state, const Fact& fact) {
  const auto step = std::ranges::find(steps, fact.entry.type, &Step<State>::type);
  if (step != steps.end()) step->apply(state, fact, Data(fact.entry.data));
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STEP_H_
