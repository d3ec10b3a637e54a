#include "tools/bench/peers/in_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>

namespace daybook::bench {
namespace {

// What the threads of one run have in common.
struct Shared {
  std::atomic<std::size_t> events = 0;
  std::mutex mutex;
  std::optional<Measured> measured;
  std::optional<Error> error;
};

void Work(const Load& load, EventSource& source, const CommitEvents& commit, Measured mine,
          Shared& shared) {
  std::vector<Event> events(load.batch);
  std::optional<Error> error;
  for (auto now = Clock::now(); !mine.over(now);) {
    const std::size_t before = shared.events.fetch_add(load.batch);
    if (load.events_max != 0 && before >= load.events_max) break;
    source.Fill(events);
    const auto begun = Clock::now();
    if (auto done = commit(events); !done) {
      error = std::move(done.error());
      break;
    }
    now = Clock::now();
    mine.Answered(load.batch, begun, now);
  }
  const std::scoped_lock lock(shared.mutex);
  if (error) shared.error = std::move(error);
  shared.measured->Add(mine);
}

}  // namespace

Result<Measured> DriveThreads(const Load& load, const std::function<CommitEvents()>& writer) {
  std::vector<CommitEvents> commits;
  commits.reserve(load.writers);
  for (std::size_t i = 0; i < load.writers; ++i) commits.push_back(writer());
  std::vector<EventSource> sources(load.writers);
  Shared shared;
  const Measured none(load);
  shared.measured = none;
  {
    std::vector<std::jthread> threads;
    threads.reserve(commits.size());
    for (std::size_t i = 0; i < load.writers; ++i) {
      threads.emplace_back([&, i] { Work(load, sources[i], commits[i], none, shared); });
    }
  }
  if (shared.error) return std::unexpected(*std::move(shared.error));
  return *std::move(shared.measured);
}

Result<Measured> RunFile(const Load& load) {
  const std::string path = load.where + "/events";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return Fail(ErrorCode::kIo, path + ": " + std::strerror(errno));
  auto measured = DriveThreads(load, [file]() -> CommitEvents {
    return [file](const std::vector<Event>& events) -> Result<void> {
      std::string text;
      for (const Event& event : events) text += event.json();
      if (::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
          ::fdatasync(file) == 0) {
        return {};
      }
      return Fail(ErrorCode::kIo, std::strerror(errno));
    };
  });
  ::close(file);
  return measured;
}

}  // namespace daybook::bench
