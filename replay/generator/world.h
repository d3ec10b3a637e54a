// Everything that goes on at one time, and whose turn it is.

#ifndef DAYBOOK_REPLAY_GENERATOR_WORLD_H_
#define DAYBOOK_REPLAY_GENERATOR_WORLD_H_

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "replay/generator/authority.h"
#include "replay/generator/dice.h"
#include "replay/generator/generator.h"
#include "replay/generator/script.h"
#include "replay/generator/telling.h"

namespace daybook::replay {

/// Resumes the scripts that are due; when none is, something new begins. So there is always as much
/// going on as the wanted number of events tells of. Not thread-safe.
class World {
 public:
  explicit World(const GeneratorOptions& options);

  bool Next(Generated& event);

  // For scripts:

  Dice& dice() { return dice_; }

  /// When the next event that is told is recorded.
  Instant now() const;

  /// Writes an event, whole at the end of the statement.
  Telling Tell(const Authority& authority, std::string_view subject, std::string_view type,
               const When& when);

  /// The id of the event told last.
  const std::string& last_id() const { return last_id_; }

  /// Begins a script, soon.
  void Begin(Script script);

  /// Somebody of the authority; another than `not_them`.
  const std::string& Person(const Authority& authority, std::string_view not_them = {});

 private:
  struct Turn {
    Instant due;
    std::uint64_t order;  // of two at the same time, who came first
    Script script;

    /// Keeps in front of a heap whose turn it is.
    static bool Later(const Turn& one, const Turn& other) {
      return one.due != other.due ? one.due > other.due : one.order > other.order;
    }
  };

  void Advance();
  void BeginSomething();
  void Put(Instant due, Script script);

  const GeneratorOptions options_;
  const std::chrono::microseconds step_;  // between two recorded times
  Dice dice_;
  std::vector<Authority> authorities_;
  Authority book_;  // the source of what the book says of itself
  std::vector<Turn> agenda_;
  std::uint64_t order_ = 0;
  std::uint64_t told_ = 0;  // events
  std::uint64_t given_ = 0;
  std::deque<Generated> ready_;  // told and not yet given
  std::string last_id_;
};

/// The occurrence of what one script tells: mostly near to its recording, sometimes long before,
/// in any precision, and never before what the script told already.
class Occurrence {
 public:
  explicit Occurrence(World& world);
  Occurrence(World& world, Instant not_before) : world_(world), last_(not_before) {}

  When Next();

  /// Something of the past that is learned only now.
  When Late(std::int64_t days) const;

  /// What comes next did not happen before this.
  void NotBefore(Instant instant) { last_ = std::max(last_, instant); }

  Instant last() const { return last_; }

 private:
  World& world_;
  Instant last_;
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_WORLD_H_
