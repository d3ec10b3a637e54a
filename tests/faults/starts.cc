// The ends and starts of a schedule, and what the disk does meanwhile.

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "faults/schedule.h"

namespace daybook::faults {
namespace {

namespace fs = std::filesystem;

// What is on the disk, to be put back.
class Kept {
 public:
  explicit Kept(const fs::path& root) : root_(root), copy_(root.string() + ".kept") {
    fs::copy(root_, copy_, fs::copy_options::recursive);
  }
  ~Kept() { fs::remove_all(copy_); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  void PutBack() {
    fs::remove_all(root_);
    fs::copy(copy_, root_, fs::copy_options::recursive);
  }

 private:
  const fs::path root_, copy_;
};

// Any bit of any file of the book's that is not derived.
std::string FlipBit(const fs::path& root, std::mt19937_64 choose) {
  std::map<std::string, std::uintmax_t> files;  // in one order, whatever the directory's is
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string path = entry.path().string();
    if (path.find("/derived") != std::string::npos || !entry.is_regular_file()) continue;
    if (entry.file_size() > 0) files.emplace(path, entry.file_size());
  }
  if (files.empty()) return "";
  const auto& [path, size] =
      *std::next(files.begin(), static_cast<std::ptrdiff_t>(choose() % files.size()));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  const std::size_t at = choose() % std::max<std::size_t>(1, FlippableBytes(bytes));
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(bytes[at] ^ (1 << choose() % 8)));
  return fmt::format("byte {} of {}", at, path);
}

}  // namespace

// One harm between two starts; one that has not happened by the next start may happen during it.
void Schedule::Arm(std::uint32_t a, std::uint32_t b) {
  if (disk_.harmed()) return;
  static constexpr std::array kParts{Part::kLog, Part::kLog, Part::kStore, Part::kSmall,
                                     Part::kDerived};
  static constexpr std::array kActs{Act::kWrite, Act::kSync, Act::kName};
  static constexpr std::array kHarms{Harm::kFail, Harm::kTorn, Harm::kFull, Harm::kCut};
  disk_.Arm(kParts.at(a % kParts.size()), kActs.at(a / 5 % kActs.size()), b % (a % 7 == 0 ? 24 : 4),
            kHarms.at(a / 15 % kHarms.size()));
}

// Where there was no room, the next appends are taken as soon as there is, without a new start;
// unless what is on disk was unknown before that.
void Schedule::Heal() {
  const bool was_full = disk_.full();
  disk_.Heal();
  if (!was_full || !book_->write_state().writable) return;
  for (int i = 0;; ++i) {
    const AppendResult answer = Append(NewCommit(1, 0));
    if (answer) return disk_.Forget();
    if (!book_->write_state().writable) return;
    Require(i < 1'000, "the book goes on once there is room: " + answer.error().detail);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void Schedule::Restart(bool in_order, std::optional<std::uint32_t> cut,
                       const BookOptions& options) {
  if (disk_.stopped() && !cut) cut = 1;  // the power went already
  if (!in_order) disk_.Stop();
  book_.reset();
  const auto choose = [&] { return cut ? std::optional(std::mt19937_64(*cut)) : std::nullopt; };
  disk_.Start(choose(), true);
  if (!Open(options)) {
    // What was armed had its moment, or a key cannot be changed now. Then this must do.
    if (disk_.stopped()) cut = 2;
    env_.files().FlipNoMore();
    disk_.Start(choose());
    Require(Open(Options()), "the book opens on a disk that is well: " + failure_);
  }
  model_.Settle(*book_);
  left_open_ = false;
  CheckAll();
}

bool Schedule::Open(const BookOptions& options) {
  flipped_ = false;
  auto book = Book::Open(directory_ / "disk" / "book", options);
  if (!book) {
    failure_ = book.error().detail;
    return false;
  }
  book_ = *std::move(book);
  return true;
}

void Schedule::FlipRead(std::uint32_t a, std::uint32_t b) {
  model_.CheckEntries(*book_);
  flipped_ = true;
  env_.files().FlipBitOfRead(a % 8, b);
  model_.CheckReadable(*book_);
  if (a % 3 == 0) Restart(true, {}, Options());
  env_.files().FlipNoMore();
}

void Schedule::FlipAtRest(std::uint32_t a, std::uint32_t b) {
  if (disk_.stopped() || disk_.harmed() || flipped_) return;
  disk_.Heal();
  model_.CheckEntries(*book_);
  book_.reset();
  Kept kept(directory_ / "disk");
  const std::string where = FlipBit(directory_ / "disk", std::mt19937_64(a * 1000 + b));
  if (Open(Options())) {
    model_.CheckReadable(*book_);
    book_.reset();
  }
  kept.PutBack();
  disk_.Adopt();
  Require(Open(Options()), "the book opens again once " + where + " is put right: " + failure_);
  CheckAll();
}

void Schedule::CheckAll() {
  model_.CheckEntries(*book_);
  model_.CheckProofs(*book_);
  model_.CheckSearch(*book_, [this] { return disk_.harmed() || disk_.full() || flipped_; });
}

}  // namespace daybook::faults
