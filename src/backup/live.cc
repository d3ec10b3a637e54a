#include "backup/live.h"

#include <chrono>
#include <utility>

namespace daybook::backup {

using Phase = LiveBackupState::Phase;

LiveBackup::LiveBackup(Source source, std::filesystem::path directory, std::size_t keep)
    : source_(std::move(source)), directory_(std::move(directory)), keep_(keep) {
  state_.wanted = !directory_.empty();
  const auto made = state_.wanted ? List(directory_) : std::vector<Backup>();
  if (made && !made->empty()) state_.newest = made->back().made;
}

Result<void> LiveBackup::Start() {
  if (directory_.empty()) {
    return Fail(ErrorCode::kUnavailable,
                "This daemon makes no backups: start it with --backup-dir DIR.");
  }
  const std::scoped_lock lock(mutex_);
  if (state_.phase == Phase::kRunning) {
    return Fail(ErrorCode::kConflict, "A backup is being made already.");
  }
  state_ = {.phase = Phase::kRunning, .wanted = true, .newest = state_.newest};
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  return {};
}

LiveBackupState LiveBackup::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

void LiveBackup::Run(const std::stop_token& stop) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto go_on = [&](std::string_view part, std::uint64_t done, std::uint64_t total) {
    const std::scoped_lock lock(mutex_);
    state_.part = part;
    state_.done = done;
    state_.total = total;
    return !stop.stop_requested();
  };
  auto made = Make(source_, directory_, keep_, now, go_on);
  const std::scoped_lock lock(mutex_);
  state_.phase = made ? Phase::kDone : Phase::kFailed;
  if (made) {
    state_.newest = made->made;
    state_.backup = *std::move(made);
  } else {
    state_.failure = std::move(made.error());
  }
}

}  // namespace daybook::backup
