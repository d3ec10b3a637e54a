#include "tools/bench/peers/subscribers.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

constexpr std::string_view kId = "id: ";
constexpr std::chrono::duration<double> kFirstWithin{60};

// One thread reads for all. Subscribers elsewhere would not have the server wake it for each of
// them.
constexpr std::chrono::milliseconds kGathering{1};

// One stream: the lines that say which event comes are all that is looked at.
class Subscriber {
 public:
  Subscriber(int fd, std::uint64_t first) : fd_(fd), next_(first) {}

  int fd() const { return fd_; }
  std::uint64_t next() const { return next_; }

  /// Fails when an event was left out, or came twice.
  Result<void> Take(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) {
        rest_.append(bytes.substr(0, kLineMax));  // of a line, its beginning will do
        return {};
      }
      const std::string_view line = bytes.substr(0, end);
      auto seen = rest_.empty() ? See(line) : See(rest_.append(line));
      if (!seen) return seen;
      rest_.clear();
      bytes.remove_prefix(end + 1);
    }
    return {};
  }

 private:
  static constexpr std::size_t kLineMax = 64;

  Result<void> See(std::string_view line) {
    if (!line.starts_with(kId)) return {};
    std::uint64_t id = 0;
    std::from_chars(line.data() + kId.size(), line.data() + line.size(), id);
    if (id == next_) {
      ++next_;
      return {};
    }
    return Fail(ErrorCode::kIo, fmt::format("A stream gave event {} after {}.", id, next_ - 1));
  }

  int fd_;
  std::uint64_t next_;
  std::string rest_;
};

class Crowd {
 public:
  explicit Crowd(const Load& load) : load_(load), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    followed_.had_by_all.resize(load.events_max);
  }
  ~Crowd() {
    for (const Subscriber& subscriber : subscribers_) ::close(subscriber.fd());
    ::close(epoll_);
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  Result<void> Open() {
    const std::string request = fmt::format(
        "GET /v1/stream?from={} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
        load_.stored, load_.where, load_.token);
    subscribers_.reserve(load_.writers);
    for (std::size_t i = 0; i < load_.writers; ++i) {
      const auto fd = ConnectTcp(load_.where);
      if (!fd) return std::unexpected(fd.error());
      subscribers_.emplace_back(*fd, load_.stored);
      const timeval patience{.tv_sec = 60, .tv_usec = 0};
      ::setsockopt(*fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      if (auto opened = Request(subscribers_.back(), request); !opened) return opened;
    }
    return {};
  }

  Result<Followed> Follow() {
    const auto opened = Clock::now();
    std::optional<Clock::time_point> first;
    auto last = opened;
    while (done_ < subscribers_.size()) {
      const auto came = Wait();
      if (!came) return std::unexpected(came.error());
      const auto now = Clock::now();
      if (*came > 0) {
        if (!first) first = now;
        last = now;
        std::this_thread::sleep_for(kGathering);
      } else if (now - last > (first ? load_.measured : kFirstWithin)) {
        break;
      }
    }
    followed_.complete = done_;
    followed_.seconds = std::chrono::duration<double>(last - first.value_or(last)).count();
    return followed_;
  }

 private:
  // Waits for the beginning of the answer.
  Result<void> Request(Subscriber& subscriber, const std::string& request) {
    if (::send(subscriber.fd(), request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      return Fail(ErrorCode::kIo, "A stream could not be asked for.");
    }
    std::string head;
    while (head.find("caught-up") == std::string::npos) {
      const auto got = ::recv(subscriber.fd(), room_.data(), room_.size(), 0);
      if (got <= 0) return Fail(ErrorCode::kIo, "A stream was refused: " + head);
      head.append(room_.data(), static_cast<std::size_t>(got));
      if (!head.starts_with("HTTP/1.1 200")) return Fail(ErrorCode::kIo, head);
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &subscriber;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, subscriber.fd(), &event) == 0) return {};
    return Fail(ErrorCode::kIo, "epoll_ctl failed.");
  }

  // How many events came.
  Result<std::uint64_t> Wait() {
    std::array<epoll_event, 256> ready{};
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(load_.measured);
    const int count =
        ::epoll_wait(epoll_, ready.data(), ready.size(), static_cast<int>(patience.count()));
    std::uint64_t came = 0;
    for (int i = 0; i < count; ++i) {
      auto& subscriber = *static_cast<Subscriber*>(ready.at(static_cast<std::size_t>(i)).data.ptr);
      const auto got = ::recv(subscriber.fd(), room_.data(), room_.size(), MSG_DONTWAIT);
      if (got <= 0) return Fail(ErrorCode::kIo, "A stream was closed.");
      const std::uint64_t before = subscriber.next();
      auto taken = subscriber.Take({room_.data(), static_cast<std::size_t>(got)});
      if (!taken) return std::unexpected(std::move(taken.error()));
      came += subscriber.next() - before;
      Note(before, subscriber.next());
      followed_.bytes += static_cast<std::uint64_t>(got);
      const std::uint64_t end = load_.stored + load_.events_max;
      if (before < end && subscriber.next() >= end) ++done_;
    }
    followed_.deliveries += came;
    return came;
  }

  // One more subscriber has the events from `before` to `after`.
  void Note(std::uint64_t before, std::uint64_t after) {
    if (before == after) return;
    const double now = std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
    for (std::uint64_t id = before; id < after && id < load_.stored + load_.events_max; ++id) {
      const std::size_t event = id - load_.stored;
      if (++had_[event] == subscribers_.size()) followed_.had_by_all[event] = now;
    }
  }

  const Load& load_;
  int epoll_;
  std::vector<std::size_t> had_ = std::vector<std::size_t>(load_.events_max);  // by how many
  std::vector<Subscriber> subscribers_;
  std::vector<char> room_ = std::vector<char>(256UL * 1024);
  Followed followed_;
  std::size_t done_ = 0;
};

}  // namespace

Result<Followed> Follow(const Load& load) {
  Crowd crowd(load);
  if (auto opened = crowd.Open(); !opened) return std::unexpected(std::move(opened.error()));
  load.ready();
  return crowd.Follow();
}

}  // namespace daybook::bench
