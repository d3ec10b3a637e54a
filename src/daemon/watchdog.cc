#include "daemon/watchdog.h"

#include <systemd/sd-daemon.h>

#include <utility>

namespace daybook::daemon {

std::chrono::microseconds Watchdog::Wanted() {
  std::uint64_t within = 0;
  if (sd_watchdog_enabled(0, &within) <= 0) return {};
  return std::chrono::microseconds(within);
}

Watchdog::Watchdog(boost::asio::io_context& context, std::chrono::microseconds within, Ask ask)
    : every_(within / 2), ask_(std::move(ask)), timer_(context) {
  if (every_.count() > 0) Look();
}

void Watchdog::Look() {
  if (asked_.expired()) {
    // The last of those who hold it pings, on whatever thread that is.
    const std::shared_ptr<void> held(nullptr, [](void*) { sd_notify(0, "WATCHDOG=1"); });
    asked_ = held;
    ask_([held] {});
  }
  timer_.expires_after(every_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) Look();
  });
}

}  // namespace daybook::daemon
