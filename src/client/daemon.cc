#include "client/daemon.h"

#include <algorithm>
#include <utility>

#include "net/problem.h"

namespace daybook::client {
namespace {

using Kind = ClientError::Kind;

// Whether a refusal leaves open what was done: a fault of the disk, or a proxy's own answer. A
// queue that is full, and what comes before it, refuse for certain.
bool LeavesOpen(unsigned status, const net::Problem& problem) {
  return status >= 500 && problem.type != "urn:daybook:problem:busy";
}

}  // namespace

ClientError Refusal(const net::HttpResponse& response) {
  net::Problem problem = net::ParseProblem(response.body);
  ClientError error{.kind = IsPassing(response.status) ? Kind::kBusy : Kind::kRefused,
                    .status = response.status,
                    .title = std::move(problem.title),
                    .detail = std::move(problem.detail),
                    .faults = std::move(problem.faults),
                    .perhaps_stored = LeavesOpen(response.status, problem)};
  if (error.detail.empty()) error.detail = error.title;
  if (error.detail.empty()) error.detail = "It was answered " + std::to_string(response.status);
  return error;
}

ClientError NoAnswer(const net::HttpClient& connection, const Error& error) {
  ClientError lost{.kind = Kind::kUnreachable, .detail = error.detail};
  lost.perhaps_stored = connection.may_have_arrived();
  if (connection.disbelieved()) lost.kind = Kind::kUntrusted;
  if (lost.perhaps_stored) lost.kind = Kind::kNoAnswer;
  if (error.code == ErrorCode::kTooLarge) lost.kind = Kind::kBadAnswer;
  return lost;
}

bool IsPassing(unsigned status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

// A connection for one call. It is kept afterwards, unless there are enough.
class Daemon::Lease {
 public:
  explicit Lease(Daemon& daemon) : daemon_(daemon), connection_(Take(daemon)) {}
  ~Lease() {
    const std::scoped_lock lock(daemon_.mutex_);
    if (daemon_.idle_.size() < daemon_.options_.idle_connections_max) {
      daemon_.idle_.push_back(std::move(connection_));
    }
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  net::HttpClient& connection() { return connection_; }

 private:
  static net::HttpClient Take(Daemon& daemon) {
    const std::scoped_lock lock(daemon.mutex_);
    if (daemon.idle_.empty()) return daemon.NewConnection(daemon.options_.silence_max);
    net::HttpClient taken = std::move(daemon.idle_.back());  // the one used last
    daemon.idle_.pop_back();
    return taken;
  }

  Daemon& daemon_;
  net::HttpClient connection_;
};

Daemon::Daemon(ClientOptions options, net::HttpClient connection, std::optional<tree::Policy> trust)
    : options_(std::move(options)), first_(std::move(connection)), trust_(std::move(trust)) {}

net::HttpClient Daemon::NewConnection(std::chrono::milliseconds silence) const {
  return first_.Another(silence);
}

ClientResult<Answer> Daemon::Ask(const net::HttpRequest& request, Clock::time_point deadline) {
  Lease lease(*this);
  net::HttpClient& connection = lease.connection();
  connection.set_deadline(deadline);
  Retry retry(options_);
  bool perhaps_stored = false;  // by any of the tries
  for (unsigned tries = 1;; ++tries) {
    auto response = connection.Send(request);
    if (response && response->ok()) return Answer{*std::move(response), tries};
    ClientError error = response ? Refusal(*response) : NoAnswer(connection, response.error());
    perhaps_stored |= error.perhaps_stored && request.method == "POST";
    error.perhaps_stored = perhaps_stored;
    const bool passing = error.kind == Kind::kBusy || error.kind == Kind::kUnreachable ||
                         error.kind == Kind::kNoAnswer;
    if (!passing || !retry.Wait(response ? response->retry_after : "", deadline)) {
      return std::unexpected(std::move(error));
    }
  }
}

}  // namespace daybook::client
