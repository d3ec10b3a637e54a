#include "http/witness_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "http/deadline.h"
#include "http/listen_address.h"
#include "http/reply_writer.h"
#include "http/request_reader.h"

namespace daybook::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::string_view kPlainText = "text/plain; charset=utf-8";
constexpr std::string_view kSize = "text/x.tlog.size";

Reply MethodNotAllowed(std::string_view allow, std::string_view target) {
  Reply reply = ProblemReply(PlainProblem(405, "This resource has no such method."), target);
  reply.fields.emplace_back("Allow", allow);
  return reply;
}

}  // namespace

Options WitnessOptions(std::string listen) {
  Options options;
  options.listen = std::move(listen);
  options.connections_max = 64;
  // A proof is 3 KB at most, a note of twenty signatures about as much.
  options.body_bytes_max = 32 * 1024;
  options.bodies_bytes_max = options.connections_max * options.body_bytes_max;
  options.body_timeout = milliseconds(10'000);
  options.write_timeout = milliseconds(10'000);
  return options;
}

// Confined to the server's thread.
struct WitnessServer::Connection {
  Connection(tcp::socket taken, const Options& options)
      : stream(std::move(taken)),
        deadline(stream.socket()),
        reader(stream, deadline, options),
        writer(stream, deadline, options) {}

  void Stop() {
    if (waiting && !reader.begun()) stream.Cancel();
  }

  http::Connection stream;
  Deadline deadline;
  RequestReader reader;
  ReplyWriter writer;
  bool waiting = false;  // for a request
  bool more = false;     // requests may come after the one in hand
};

Result<std::unique_ptr<WitnessServer>> WitnessServer::Start(Witness& witness,
                                                            const Options& options,
                                                            spdlog::logger& log) {
  const auto endpoint = ParseListen(options.listen);
  if (!endpoint) return std::unexpected(endpoint.error());
  // Whoever asks proves that it is the log, by its signature: there is nobody to keep out.
  auto allowed = MayListen(*endpoint, {.tls = false, .principals = true});
  if (!allowed) return std::unexpected(std::move(allowed.error()));
  std::unique_ptr<WitnessServer> server(new WitnessServer(witness, options, log));
  Listener::Taker taker{
      .next = [context = &server->context_]() -> asio::io_context& { return *context; },
      .take = [made = server.get()](tcp::socket socket) { made->Take(std::move(socket)); },
  };
  auto open = server->listener_.Open(*endpoint, options.backlog, std::move(taker));
  if (!open) return std::unexpected(std::move(open.error()));
  return server;
}

WitnessServer::WitnessServer(Witness& witness, const Options& options, spdlog::logger& log)
    : witness_(witness),
      options_(options),
      log_(log),
      bodies_(options.bodies_bytes_max),
      work_(context_.get_executor()),
      listener_(context_, log),
      thread_([this] { context_.run(); }) {}

WitnessServer::~WitnessServer() {
  Stop(std::chrono::milliseconds(0));
  work_.reset();
}

void WitnessServer::Take(tcp::socket socket) {
  // One too many is closed without a word.
  if (connections_.size() >= options_.connections_max) return;
  auto connection = std::make_shared<Connection>(std::move(socket), options_);
  connections_.insert(connection.get());
  {
    const std::scoped_lock lock(mutex_);
    ++count_;
  }
  // It lives until it is not in the set any more.
  auto done = [this, connection](const std::exception_ptr&) { CountEnd(connection.get()); };
  asio::co_spawn(context_, Serve(connection), std::move(done));
}

asio::awaitable<void> WitnessServer::Serve(std::shared_ptr<Connection> connection) {
  bool more = true;
  while (more && !stopping_) more = co_await ServeOne(*connection);
  co_await connection->stream.Close(connection->deadline, options_.linger_timeout);
}

asio::awaitable<bool> WitnessServer::ServeOne(Connection& connection) {
  Reply reply = co_await Read(connection);
  if (reply.status == 0) co_return false;
  Framing framing;
  framing.version = connection.reader.message().version();
  framing.head = connection.reader.message().method() == boost::beast::http::verb::head;
  framing.keep_alive = connection.more && !stopping_;
  const Sent sent = co_await connection.writer.Send(reply, framing);
  if (sent.complete && !connection.more) {
    co_await connection.stream.Linger(connection.deadline, options_.linger_timeout);
  }
  co_return sent.complete&& framing.keep_alive;
}

// What to answer to the next request; status 0 when there is nobody to answer.
asio::awaitable<Reply> WitnessServer::Read(Connection& connection) {
  connection.more = false;
  connection.waiting = true;
  auto read = co_await connection.reader.ReadHeader();
  connection.waiting = false;
  BodyBudget::Share share(bodies_);
  if (read) read = co_await connection.reader.ReadBody(options_.body_bytes_max, share);
  if (!read) {
    Reply reply;
    reply.status = 0;
    if (read.error()) reply = ProblemReply(*read.error(), "");
    co_return reply;
  }
  connection.more = connection.reader.keep_alive();
  const auto& message = connection.reader.message();
  co_return Answer(message.method_string(), message.target(), message.body());
}

Reply WitnessServer::Answer(std::string_view method, std::string_view target,
                            std::string_view body) {
  if (target == "/add-checkpoint") {
    return method == "POST" ? AddCheckpoint(body) : MethodNotAllowed("POST", target);
  }
  if (target == "/key") {
    const bool get = method == "GET" || method == "HEAD";
    return get ? TextReply(kPlainText, witness_.verifier().Text() + "\n")
               : MethodNotAllowed("GET, HEAD", target);
  }
  return ProblemReply(PlainProblem(404, "A witness has POST /add-checkpoint and GET /key."),
                      target);
}

Reply WitnessServer::AddCheckpoint(std::string_view body) {
  auto answer = witness_.AddCheckpoint(body);
  if (!answer) {
    log_.error("No cosignature was made: {}", answer.error().detail);
    return ProblemReply(ProblemOf(answer.error()), "/add-checkpoint");
  }
  const auto status = static_cast<unsigned>(answer->verdict);
  if (answer->verdict == tree::Verdict::kInconsistent) {
    log_.warn("{} has not proven that its history begins as before: refused", answer->origin);
  } else {
    log_.info("add-checkpoint {} {}", status, answer->origin.empty() ? "-" : answer->origin);
  }
  const bool size = answer->verdict == tree::Verdict::kOtherSize;
  Reply reply = TextReply(size ? kSize : kPlainText, std::move(answer->body));
  reply.status = status;
  return reply;
}

void WitnessServer::Stop(std::chrono::milliseconds deadline) {
  listener_.Close();
  asio::post(context_, [this] {
    stopping_ = true;
    for (Connection* connection : connections_) connection->Stop();
  });
  std::unique_lock lock(mutex_);
  const auto none = [this] { return count_ == 0; };
  if (ended_.wait_for(lock, deadline, none)) return;
  asio::post(context_, [this] {
    for (Connection* connection : connections_) connection->stream.Abort();
  });
  ended_.wait(lock, none);
}

void WitnessServer::CountEnd(Connection* connection) {
  connections_.erase(connection);
  const std::scoped_lock lock(mutex_);
  --count_;
  ended_.notify_all();
}

}  // namespace daybook::http
