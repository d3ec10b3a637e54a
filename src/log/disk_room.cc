#include "log/disk_room.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace daybook {
namespace {

constexpr std::chrono::seconds kAskEvery{1};

}  // namespace

DiskRoom::DiskRoom(Limits limits, std::function<Result<std::uint64_t>()> ask)
    : limits_(limits), ask_(std::move(ask)), free_(ask_()) {}

// The sentences have no number that changes: they are logged when they do.
Result<void> DiskRoom::Check(Clock::time_point now) {
  std::unique_lock lock(mutex_);
  Look(lock, now);
  if (!free_) return std::unexpected(free_.error());
  if (*free_ >= limits_.reserve_bytes) return {};
  return Fail(ErrorCode::kNoSpace,
              fmt::format("The disk has less than the {} bytes that are kept in reserve; nothing "
                          "is appended until there is room.",
                          limits_.reserve_bytes));
}

DiskState DiskRoom::state(Clock::time_point now) {
  std::unique_lock lock(mutex_);
  Look(lock, now);
  DiskState state{.reserve_bytes = limits_.reserve_bytes, .warn_bytes = limits_.warn_bytes};
  if (free_) state.free_bytes = *free_;
  if (!low_) return state;
  state.warning =
      fmt::format("The disk is nearly full: it has less than {} bytes", limits_.warn_bytes);
  state.warning += limits_.reserve_bytes == 0
                       ? "."
                       : fmt::format(", and with less than {} nothing is appended any more.",
                                     limits_.reserve_bytes);
  return state;
}

void DiskRoom::Look(std::unique_lock<std::mutex>& lock, Clock::time_point now) {
  const bool plenty = free_ && !low_ && *free_ >= limits_.reserve_bytes;
  if (asking_ || (plenty && now - asked_ < kAskEvery)) return;
  asking_ = true;
  lock.unlock();
  Result<std::uint64_t> free = ask_();
  lock.lock();
  asking_ = false;
  asked_ = now;
  free_ = std::move(free);
  if (!free_) return;
  // A disk about this full must not be told of each time that files are merged on it.
  low_ = (low_ ? *free_ - *free_ / 9 : *free_) < limits_.warn_bytes;
}

Result<std::uint64_t> FreeBytes(const std::filesystem::path& directory) {
  std::error_code error;
  const auto space = std::filesystem::space(directory, error);
  if (!error) return space.available;
  return Fail(ErrorCode::kIo, "Could not tell how much room the disk has: " + error.message());
}

}  // namespace daybook
