// An invented improvement programme of any size, as events: for tests, benchmarks and trials.

#ifndef DAYBOOK_REPLAY_GENERATOR_GENERATOR_H_
#define DAYBOOK_REPLAY_GENERATOR_GENERATOR_H_

#include <cstdint>
#include <memory>
#include <string>

#include "daybook/event.h"

namespace daybook::replay {

/// As many authorities as there are invented names for: that of England's.
inline constexpr std::uint64_t kAuthoritiesMax = 153;

struct GeneratorOptions {
  std::uint64_t seed = 1;
  std::uint64_t authorities = 3;  ///< From 1 to kAuthoritiesMax.
  std::uint64_t years = 3;        ///< From the beginning of 2015.
  std::uint64_t events = 10'000;
  /// Also what a book says of itself, on `book/control`: policies, schemas, keys, exports. Off,
  /// since in a book that is in use these would be taken at their word.
  bool control = false;
};

/// One event: its CloudEvent on one line without an end, and when the book learned of it.
struct Generated {
  Instant recorded{};
  std::string json;
};

class World;

/// Makes the events of a programme one after the other, in the order of their recording, which is
/// spread evenly over the years. The same options give the same bytes, on any machine. Memory is
/// that of what goes on at one time, not of the history. Not thread-safe.
class Generator {
 public:
  explicit Generator(const GeneratorOptions& options);
  ~Generator();

  /// Puts the next event into `event`; false when there are no more.
  bool Next(Generated& event);

 private:
  std::unique_ptr<World> world_;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_GENERATOR_H_
