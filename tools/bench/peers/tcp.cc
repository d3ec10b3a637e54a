#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

std::unexpected<Error> Failed(const std::string& what) {
  return Fail(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

class TcpSession final : public Session {
 public:
  TcpSession(int fd, std::unique_ptr<Protocol> protocol)
      : fd_(fd), protocol_(std::move(protocol)) {}
  ~TcpSession() override { ::close(fd_); }
  TcpSession(const TcpSession&) = delete;
  TcpSession& operator=(const TcpSession&) = delete;

  int fd() const override { return fd_; }
  bool wants_to_send() const override { return sent_ < request_.size(); }

  // Blocks, unlike what comes after it.
  Result<void> Greet() {
    request_ = protocol_->Greeting();
    while (wants_to_send()) {
      if (auto sent = Send(0); !sent) return sent;
    }
    while (!request_.empty()) {
      const auto whole = Receive(0);
      if (!whole) return std::unexpected(whole.error());
      if (*whole) break;
    }
    return {};
  }

  Result<void> Begin(const std::vector<Event>& events) override {
    request_.clear();
    answer_.clear();
    sent_ = 0;
    protocol_->Write(events, request_);
    return Send(MSG_DONTWAIT);
  }

  Result<bool> Advance() override {
    if (wants_to_send()) {
      if (auto sent = Send(MSG_DONTWAIT); !sent) return std::unexpected(std::move(sent.error()));
    }
    return Receive(MSG_DONTWAIT);
  }

 private:
  Result<void> Send(int flags) {
    const auto sent =
        ::send(fd_, request_.data() + sent_, request_.size() - sent_, flags | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return Failed("send");
    if (sent > 0) sent_ += static_cast<std::size_t>(sent);
    return {};
  }

  Result<bool> Receive(int flags) {
    thread_local std::array<char, 64UL * 1024> room;
    const auto got = ::recv(fd_, room.data(), room.size(), flags);
    if (got < 0 && errno == EAGAIN) return false;
    if (got < 0) return Failed("recv");
    if (got == 0) return Fail(ErrorCode::kIo, "The connection was closed: " + answer_);
    answer_.append(room.data(), static_cast<std::size_t>(got));
    return protocol_->IsWhole(answer_);
  }

  int fd_;
  std::unique_ptr<Protocol> protocol_;
  std::string request_;
  std::size_t sent_ = 0;
  std::string answer_;
};

Result<sockaddr_in> AddressOf(const std::string& where) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const std::size_t colon = where.rfind(':');
  std::uint16_t port = 0;
  if (colon == std::string::npos ||
      std::from_chars(where.data() + colon + 1, where.data() + where.size(), port).ec !=
          std::errc() ||
      ::inet_pton(AF_INET, where.substr(0, colon).c_str(), &address.sin_addr) != 1) {
    return Fail(ErrorCode::kMalformed, where + " is no IPv4 address with a port.");
  }
  address.sin_port = htons(port);
  return address;
}

}  // namespace

Result<int> ConnectTcp(const std::string& where) {
  const auto address = AddressOf(where);
  if (!address) return std::unexpected(address.error());
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return Failed("socket");
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
    auto failure = Failed("connect to " + where);
    ::close(fd);
    return failure;
  }
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return fd;
}

Result<std::unique_ptr<Session>> OpenTcp(const std::string& where,
                                         std::unique_ptr<Protocol> protocol) {
  const auto fd = ConnectTcp(where);
  if (!fd) return std::unexpected(fd.error());
  auto session = std::make_unique<TcpSession>(*fd, std::move(protocol));
  if (auto greeted = session->Greet(); !greeted) return std::unexpected(std::move(greeted.error()));
  return session;
}

}  // namespace daybook::bench
