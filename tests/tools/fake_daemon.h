// An HTTP server in this process that answers what a test tells it to.

#ifndef DAYBOOK_TESTS_TOOLS_FAKE_DAEMON_H_
#define DAYBOOK_TESTS_TOOLS_FAKE_DAEMON_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace daybook::tools {

/// A request as it came: its first line, its headers as text, its body.
struct FakeRequest {
  std::string line;
  std::string headers;
  std::string body;
};

/// Bytes to answer with, and whether the connection ends after them.
struct FakeReply {
  std::string bytes;
  bool close = false;
};

/// An answer with a length.
FakeReply Reply(int status, const std::string& body,
                const std::string& headers = "Content-Type: application/json\r\n");

/// An answer in one chunk; cut off when it is not `whole`.
FakeReply ChunkedReply(const std::string& body, bool whole = true,
                       const std::string& trailers = "");

/// Serves one connection after the other on loopback. `answer` runs on the server's thread.
class FakeDaemon {
 public:
  using Answer = std::function<FakeReply(const FakeRequest&)>;
  explicit FakeDaemon(Answer answer);
  ~FakeDaemon();

  std::string url() const;
  /// What was asked so far.
  std::vector<FakeRequest> requests() const;

 private:
  void Serve();
  void ServeConnection(boost::asio::ip::tcp::socket& socket);

  Answer answer_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  std::vector<FakeRequest> requests_;  // Guarded by mutex_.
  bool stopping_ = false;              // Guarded by mutex_.
  std::thread thread_;
};

inline FakeReply Reply(int status, const std::string& body, const std::string& headers) {
  return {.bytes = "HTTP/1.1 " + std::to_string(status) + " Status\r\n" + headers +
                   "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}

inline FakeReply ChunkedReply(const std::string& body, bool whole, const std::string& trailers) {
  std::ostringstream size;
  size << std::hex << body.size();
  return {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + size.str() + "\r\n" +
                   body + "\r\n" + (whole ? "0\r\n" + trailers + "\r\n" : ""),
          .close = !whole};
}

inline FakeDaemon::FakeDaemon(Answer answer)
    : answer_(std::move(answer)),
      acceptor_(io_, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
      thread_([this] { Serve(); }) {}

inline FakeDaemon::~FakeDaemon() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  // Wakes the thread, which waits for a connection.
  boost::system::error_code ignored;
  boost::asio::ip::tcp::socket(io_).connect(acceptor_.local_endpoint(), ignored);
  thread_.join();
}

inline std::string FakeDaemon::url() const {
  return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

inline std::vector<FakeRequest> FakeDaemon::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

inline void FakeDaemon::Serve() {
  while (true) {
    boost::asio::ip::tcp::socket socket(io_);
    acceptor_.accept(socket);
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    ServeConnection(socket);
  }
}

inline void FakeDaemon::ServeConnection(boost::asio::ip::tcp::socket& socket) {
  std::string buffer;
  boost::system::error_code failed;
  while (true) {
    const std::size_t head =
        boost::asio::read_until(socket, boost::asio::dynamic_buffer(buffer), "\r\n\r\n", failed);
    if (failed) return;
    const std::size_t line = buffer.find("\r\n");
    FakeRequest request{.line = buffer.substr(0, line),
                        .headers = buffer.substr(line + 2, head - line - 2),
                        .body = {}};
    buffer.erase(0, head);
    const std::size_t length_at = request.headers.find("Content-Length: ");
    if (length_at != std::string::npos) {
      const std::size_t length = std::stoul(request.headers.substr(length_at + 16));
      const std::size_t missing = length - std::min(length, buffer.size());
      boost::asio::read(socket, boost::asio::dynamic_buffer(buffer),
                        boost::asio::transfer_exactly(missing), failed);
      request.body = buffer.substr(0, length);
      buffer.erase(0, length);
    }
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const FakeReply reply = answer_(request);
    boost::asio::write(socket, boost::asio::buffer(reply.bytes), failed);
    if (failed || reply.close) return;
  }
}

}  // namespace daybook::tools

#endif  // DAYBOOK_TESTS_TOOLS_FAKE_DAEMON_H_
