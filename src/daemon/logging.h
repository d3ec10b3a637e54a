// The daemon's log, on stderr.

#ifndef DAYBOOK_DAEMON_LOGGING_H_
#define DAYBOOK_DAEMON_LOGGING_H_

#include <spdlog/logger.h>

#include <memory>
#include <string>

#include "daemon/config.h"
#include "http/services.h"

namespace daybook::daemon {

/// Lines of text or of JSON. Thread-safe.
class Log {
 public:
  /// `sink` gets the lines; by default it is stderr.
  Log(LogFormat format, const std::string& level, spdlog::sink_ptr sink = nullptr);

  spdlog::logger& messages() { return *messages_; }

  /// One line for one request.
  void AddRequest(const http::Served& served);

 private:
  const LogFormat format_;
  std::unique_ptr<spdlog::logger> messages_;
};

/// `GET /v1/events 200 1234 B 0.87 ms trace=…`
std::string RequestAsText(const http::Served& served);

/// The members of a JSON object that a request is logged as, after the time and the level.
std::string RequestAsJson(const http::Served& served);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_LOGGING_H_
