// Chance that falls the same way everywhere.

#ifndef DAYBOOK_REPLAY_GENERATOR_DICE_H_
#define DAYBOOK_REPLAY_GENERATOR_DICE_H_

#include <cstdint>
#include <random>

namespace daybook::replay {

/// A seed's sequence of choices. The engine is the same in every C++ library; the distributions of
/// std are not, so there are none: the bias of a remainder is of no account here.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t Any() { return engine_(); }

  /// From 0 to `count` - 1.
  std::uint64_t Below(std::uint64_t count) { return engine_() % count; }

  /// From `least` to `most`.
  std::int64_t Between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(most - least) + 1));
  }

  bool Chance(std::uint64_t percent) { return Below(100) < percent; }

  /// One of what is in an array or vector.
  const auto& Pick(const auto& choices) { return choices[Below(choices.size())]; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_DICE_H_
