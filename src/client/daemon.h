// Asking the daemon, as often as it takes.

#ifndef DAYBOOK_CLIENT_DAEMON_H_
#define DAYBOOK_CLIENT_DAEMON_H_

#include <mutex>
#include <optional>
#include <vector>

#include "client/retry.h"
#include "daybook/client.h"
#include "net/http_client.h"
#include "tree/policy.h"

namespace daybook::client {

struct Answer {
  net::HttpResponse response;  ///< 2xx.
  unsigned tries = 1;
};

/// The daemon at one address, and the connections to it that are kept. Thread-safe.
class Daemon {
 public:
  Daemon(ClientOptions options, net::HttpClient connection, std::optional<tree::Policy> trust);

  /// Sends until there is an answer that is final, or `deadline`. Only for what may be carried out
  /// twice without harm, as everything here may.
  ClientResult<Answer> Ask(const net::HttpRequest& request, Clock::time_point deadline);
  ClientResult<Answer> Ask(const net::HttpRequest& request) { return Ask(request, Deadline()); }

  /// A further connection, given up after `silence` without a byte.
  net::HttpClient NewConnection(std::chrono::milliseconds silence) const;

  Clock::time_point Deadline() const { return Clock::now() + options_.deadline; }
  const ClientOptions& options() const { return options_; }
  const std::optional<tree::Policy>& trust() const { return trust_; }

 private:
  class Lease;

  const ClientOptions options_;
  const net::HttpClient first_;  ///< Never used itself: the others are made after it.
  const std::optional<tree::Policy> trust_;
  std::mutex mutex_;
  std::vector<net::HttpClient> idle_;  // guarded by mutex_
};

/// What an answer that is not 2xx says.
ClientError Refusal(const net::HttpResponse& response);

/// What a failure of `connection` to give an answer means.
ClientError NoAnswer(const net::HttpClient& connection, const Error& error);

/// Whether the same request may be answered otherwise later: 429, 502, 503, 504.
bool IsPassing(unsigned status);

}  // namespace daybook::client

#endif  // DAYBOOK_CLIENT_DAEMON_H_
