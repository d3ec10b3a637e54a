// One writer's connection to a peer, and the loop that drives many of them from one thread.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_SESSION_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_SESSION_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "tools/bench/peers/events.h"
#include "tools/bench/peers/load.h"

namespace daybook::bench {

/// A connection that is open, and has one commit in hand at a time.
class Session {
 public:
  virtual ~Session() = default;
  virtual int fd() const = 0;
  /// Sends the events as one commit, as far as that goes now.
  virtual Result<void> Begin(const std::vector<Event>& events) = 0;
  /// Goes on, now that something came or can be sent. True once all is answered to be stored.
  virtual Result<bool> Advance() = 0;
  /// Whether more of the commit is to be sent once there is room.
  virtual bool wants_to_send() const = 0;
};

using OpenSession = std::function<Result<std::unique_ptr<Session>>()>;

/// Opens as many sessions as there are writers, and keeps each of them busy until the time is
/// over. The last commits are awaited, too.
Result<Measured> Drive(const Load& load, const OpenSession& open);

/// What a peer of plain bytes is asked, and when it has answered.
class Protocol {
 public:
  virtual ~Protocol() = default;
  /// What is sent once connected; the answer to it is awaited as to a commit. "": nothing.
  virtual std::string Greeting() { return {}; }
  virtual void Write(const std::vector<Event>& events, std::string& request) = 0;
  /// Whether `answer`, all that came since the request, is whole; kIo when it is a refusal.
  virtual Result<bool> IsWhole(std::string_view answer) = 0;
};

/// A socket that is connected over TCP to `where`, HOST:PORT; whoever calls closes it.
Result<int> ConnectTcp(const std::string& where);

/// A session that speaks `protocol` over TCP to `where`.
Result<std::unique_ptr<Session>> OpenTcp(const std::string& where,
                                         std::unique_ptr<Protocol> protocol);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_SESSION_H_
