// A disk that fails when told to, and that keeps apart what was written from what was synced.

#ifndef DAYBOOK_TESTS_FAULTS_DISK_H_
#define DAYBOOK_TESTS_FAULTS_DISK_H_

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::faults {

/// Whose file it is: the write-ahead log of the journal, the rest of the journal, keys and records
/// beside it, what is derived.
enum class Part : std::uint8_t { kLog, kStore, kSmall, kDerived };

/// What is done to it: bytes are written, bytes are synced, a name is made, changed or synced.
enum class Act : std::uint8_t { kWrite, kSync, kName };

/// What becomes of that.
enum class Harm : std::uint8_t {
  kFail,  ///< It fails once, with nothing done. What a failed sync was for is lost at a cut.
  kTorn,  ///< Of a write, a beginning is done, and it fails.
  kFull,  ///< It fails for want of room, and so do all writes until Heal.
  kCut,   ///< The power goes: of a write, a beginning may be done; nothing else is done any more.
};

/// The files below a directory, which are real ones: what is asked of them passes through here
/// (file_system.h, calls.cc). A sync only notes what would survive: a test needs no other disk.
/// Thread-safe.
class Disk {
 public:
  explicit Disk(std::filesystem::path root);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  /// The disk that has this path, or null.
  static Disk* Of(std::string_view path);

  /// Harms the `after`-th act of this kind from now on, counted from 0. One at a time.
  void Arm(Part part, Act act, std::uint64_t after, Harm harm);

  /// Nothing is armed any more, and there is room.
  void Heal();

  /// Whether what was armed has happened since the last start.
  bool harmed() const;

  /// The process ends here: whatever it still does, does not happen. What was written stays.
  void Stop();

  /// What has happened is got over.
  void Forget();

  /// Whether Stop was called, or the power went, since the last start.
  bool stopped() const;

  /// The process starts anew, and there is room. With `cut` the power had gone: of what was not
  /// synced a part is lost, which it chooses. What is armed may stay so.
  void Start(std::optional<std::mt19937_64> cut, bool stays_armed = false);

  /// The files were put there by somebody else, durably.
  void Adopt();

  /// What to do with an act: nothing but fail with `error` (an errno), or do of a write the first
  /// `bytes`, and then fail if `error` is set.
  struct Verdict {
    int error = 0;
    std::size_t bytes = SIZE_MAX;
  };
  Verdict Judge(const std::string& path, Act act, std::size_t bytes = 0);

  bool full() const;

  // What was done.
  void Made(const std::string& path);                             ///< Made or emptied.
  void Overwritten(const std::string& path, std::string record);  ///< In one step.
  void Synced(const std::string& path);                           ///< A file or a directory.
  void SyncFailed(const std::string& path);
  void Leaving(const std::string& path);  ///< Before the name is removed or given to another.

 private:
  struct Inode {
    std::uint64_t durable = 0;  // bytes
    bool spoiled = false;       // a sync failed: no later one counts, unless all is written anew
    // Of a record: what it may be after a cut, the first of them what is durable.
    std::vector<std::string> records;
  };
  struct Armed {
    Part part;
    Act act;
    std::uint64_t after;
    Harm harm;
  };
  using Names = std::map<std::string, ino_t>;  // of a directory's; 0 for one that is a directory
  using Paths = std::map<ino_t, std::filesystem::path>;

  Part PartOf(std::string_view path) const;
  static Names NamesIn(const std::filesystem::path& directory);
  Paths WhereInodesAre() const;
  void Rebuild(const std::filesystem::path& from, const std::filesystem::path& to,
               const Paths& where, std::mt19937_64& choose);
  void Cut(const std::filesystem::path& file, ino_t inode, std::mt19937_64& choose);
  void AllIsDurable();

  const std::filesystem::path root_;
  const std::filesystem::path removed_;  // files whose removal is not durable yet, by inode

  mutable std::mutex mutex_;  // guards all below
  bool stopped_ = false;
  bool full_ = false;
  bool harmed_ = false;
  std::optional<Armed> armed_;
  std::uint64_t torn_ = 0;  // how many writes were: tears them in different places
  std::map<ino_t, Inode> inodes_;
  std::map<std::string, Names> durable_names_;  // by directory
};

}  // namespace daybook::faults

#endif  // DAYBOOK_TESTS_FAULTS_DISK_H_
