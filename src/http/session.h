// One connection.

#ifndef DAYBOOK_HTTP_SESSION_H_
#define DAYBOOK_HTTP_SESSION_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "http/budgets.h"
#include "http/connection.h"
#include "http/deadline.h"
#include "http/exchange.h"
#include "http/peer.h"
#include "http/reply_writer.h"
#include "http/request_reader.h"
#include "http/router.h"

namespace daybook::http {

/// Reads requests and answers them one after another. Confined to its socket's executor, and owned
/// by a shared_ptr.
class Session : public std::enable_shared_from_this<Session> {
 public:
  /// `services` and `budgets` must outlive it.
  Session(boost::asio::ip::tcp::socket socket, const Services& services, Budgets& budgets);

  /// Resumes when the connection is over. The session must live until then.
  boost::asio::awaitable<void> Run();

  /// Ends when the answer in hand is sent; at once when there is none, or it would never end.
  void Stop();

  /// Ends as soon as it can: an append that was handed over is still waited for.
  void Abort();

 private:
  using Clock = std::chrono::steady_clock;

  boost::asio::awaitable<bool> Secure();
  boost::asio::awaitable<bool> ServeOne();
  boost::asio::awaitable<bool> Serve(Exchange& exchange);
  std::optional<Reply> Find(Exchange& exchange);
  std::optional<Reply> Admit(Exchange& exchange);
  std::optional<Reply> Permit(Exchange& exchange);
  std::optional<Reply> OverRate(RateLimit& limit, std::string_view who,
                                const Exchange& exchange) const;
  boost::asio::awaitable<Reply> Answer(Exchange& exchange, BodyBudget::Share& share);
  boost::asio::awaitable<Reply> AnswerStreamed(Exchange& exchange);
  boost::asio::awaitable<Result<Reply>> Call(Handler handler, Exchange& exchange);
  boost::asio::awaitable<void> RefuseHeader(Problem problem);
  void WatchReader();
  Reply Unrouted(const Exchange& exchange, const Match& match);
  boost::asio::awaitable<void> EndExport(Exchange& exchange, const Reply& reply);
  void Record(const Exchange& exchange, unsigned status, const Sent& sent, Clock::time_point begun);

  Connection connection_;
  const Services& services_;
  Budgets& budgets_;
  const Peer peer_;
  std::string peer_certificate_;  // see Exchange

  Waiter waiter_;
  Deadline deadline_;
  RequestReader reader_;
  ReplyWriter writer_;

  // Of the request in hand.
  const Route* route_ = nullptr;
  bool look_ = false;         // at the identity provider: it may tell who asks
  bool turned_away_ = false;  // its connection is wanted for others
  bool malformed_ = false;    // where the next one begins is not to be relied on
  bool body_read_ = false;
  bool endless_ = false;

  bool waiting_ = false;  // for a handshake or a request
  bool stopping_ = false;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SESSION_H_
