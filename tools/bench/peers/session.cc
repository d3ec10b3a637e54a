#include "tools/bench/peers/session.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace daybook::bench {
namespace {

struct Writer {
  std::unique_ptr<Session> session;
  std::vector<Event> events;
  Clock::time_point begun;
  bool watches_room = false;  // what epoll was told
};

class Loop {
 public:
  explicit Loop(const Load& load) : load_(load), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  ~Loop() { ::close(epoll_); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  Result<Measured> Run(const OpenSession& open) {
    for (std::size_t i = 0; i < load_.writers; ++i) {
      auto session = open();
      if (!session) return std::unexpected(std::move(session.error()));
      writers_.push_back({.session = *std::move(session), .events = {}, .begun = {}});
      writers_.back().events.resize(load_.batch);
    }
    load_.ready();
    measured_.emplace(load_);
    for (Writer& writer : writers_) {
      if (auto begun = Begin(writer, EPOLL_CTL_ADD); !begun) {
        return std::unexpected(std::move(begun.error()));
      }
    }
    while (busy_ > 0) {
      if (auto waited = Wait(); !waited) return std::unexpected(std::move(waited.error()));
    }
    return *std::move(measured_);
  }

 private:
  Result<void> Begin(Writer& writer, int operation) {
    source_.Fill(writer.events);
    writer.begun = Clock::now();
    begun_events_ += load_.batch;
    if (auto begun = writer.session->Begin(writer.events); !begun) return begun;
    ++busy_;
    return Watch(writer, operation);
  }

  Result<void> Watch(Writer& writer, int operation) {
    const bool room = writer.session->wants_to_send();
    if (operation == EPOLL_CTL_MOD && room == writer.watches_room) return {};
    epoll_event event{};
    event.events = EPOLLIN | (room ? EPOLLOUT : 0U);
    event.data.ptr = &writer;
    writer.watches_room = room;
    if (::epoll_ctl(epoll_, operation, writer.session->fd(), &event) == 0) return {};
    return Fail(ErrorCode::kIo, "epoll_ctl failed.");
  }

  Result<void> Wait() {
    std::array<epoll_event, 256> ready{};
    const int count = ::epoll_wait(epoll_, ready.data(), ready.size(), 10'000);
    if (count == 0) return Fail(ErrorCode::kIo, "Nothing was answered for 10 s.");
    for (int i = 0; i < count; ++i) {
      auto& writer = *static_cast<Writer*>(ready.at(static_cast<std::size_t>(i)).data.ptr);
      const auto done = writer.session->Advance();
      if (!done) return std::unexpected(done.error());
      auto went = *done ? Answered(writer) : Watch(writer, EPOLL_CTL_MOD);
      if (!went) return went;
    }
    return {};
  }

  Result<void> Answered(Writer& writer) {
    --busy_;
    const auto now = Clock::now();
    measured_->Answered(load_.batch, writer.begun, now);
    const bool enough = load_.events_max != 0 && begun_events_ >= load_.events_max;
    if (enough || measured_->over(now)) return {};
    return Begin(writer, EPOLL_CTL_MOD);
  }

  const Load& load_;
  int epoll_;
  EventSource source_;
  std::vector<Writer> writers_;
  std::optional<Measured> measured_;
  std::size_t busy_ = 0;
  std::size_t begun_events_ = 0;
};

}  // namespace

double Measured::Quantile(double part) {
  if (seconds_.empty()) return 0;
  const auto at = std::min(seconds_.size() - 1,
                           static_cast<std::size_t>(part * static_cast<double>(seconds_.size())));
  const auto nth = seconds_.begin() + static_cast<std::ptrdiff_t>(at);
  std::ranges::nth_element(seconds_, nth);
  return static_cast<double>(*nth);
}

Result<Measured> Drive(const Load& load, const OpenSession& open) { return Loop(load).Run(open); }

}  // namespace daybook::bench
