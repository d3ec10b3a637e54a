// A book under a schedule of appends, faults, ends and starts, held to the model all the way.

#ifndef DAYBOOK_TESTS_FAULTS_SCHEDULE_H_
#define DAYBOOK_TESTS_FAULTS_SCHEDULE_H_

#include <atomic>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "daybook/log.h"
#include "faults/disk.h"
#include "faults/file_system.h"
#include "faults/model.h"
#include "support/temporary_directory.h"

namespace daybook::faults {

/// What happens next. The numbers `a` and `b` say how much, where, which: each step reads them in
/// its own way, and any numbers make a step.
struct Step {
  enum class Kind : std::uint8_t {
    kAppend,      ///< A commit of a few events.
    kBurst,       ///< Several commits at once: groups.
    kRepeat,      ///< An event that is there already, sent again, perhaps with a new one.
    kTakenId,     ///< An id that is there already, for another event.
    kExpect,      ///< A commit that expects a revision, which may be wrong.
    kArm,         ///< From now on the disk does harm, once its moment has come.
    kHeal,        ///< It no longer does, and there is room.
    kKill,        ///< The process ends; it starts anew.
    kCut,         ///< The power goes: what was not synced may be lost.
    kClose,       ///< An orderly end and a new start.
    kKeys,        ///< A start that gives the book another key, or retires the one it had.
    kFlipRead,    ///< A bit of what is read is another, once.
    kFlipAtRest,  ///< A start on files one bit of which is another, then one on what was there.
    kClock,       ///< The clock jumps, either way.
    kCheck,
  };
  static constexpr int kKinds = 15;

  Kind kind = Kind::kAppend;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

std::ostream& operator<<(std::ostream& out, const Step& step);

/// Throws Broken when a promise is.
class Schedule {
 public:
  Schedule();
  ~Schedule();
  void Take(const Step& step);

  /// A power cut, a new start on a disk that is well, and everything checked.
  void End();

 private:
  AppendResult Append(Commit commit);
  void Burst(std::uint32_t a, std::uint32_t b);
  void Repeat(std::uint32_t a, std::uint32_t b);
  void TakenId(std::uint32_t a);
  void Expect(std::uint32_t a, std::uint32_t b);
  void Arm(std::uint32_t a, std::uint32_t b);
  void Heal();
  void FlipRead(std::uint32_t a, std::uint32_t b);
  void FlipAtRest(std::uint32_t a, std::uint32_t b);
  void Restart(bool in_order, std::optional<std::uint32_t> cut, const BookOptions& options);
  bool Open(const BookOptions& options);
  void AfterAppend(const AppendResult& answer);
  void CheckAll();
  Commit NewCommit(std::uint32_t a, std::uint32_t b);
  Draft NewDraft(std::uint32_t a);
  BookOptions Options();

  testing::TemporaryDirectory directory_;
  Disk disk_;
  FaultyEnv env_;
  Model model_;
  std::atomic<std::int64_t> now_;
  int sent_ = 0;
  bool left_open_ = false;  // an answer left open what is stored
  bool flipped_ = false;    // reads came with another bit since the start
  std::string failure_;     // why the book could not be opened last
  std::unique_ptr<Book> book_;
};

}  // namespace daybook::faults

#endif  // DAYBOOK_TESTS_FAULTS_SCHEDULE_H_
