#include "client/faulty_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace daybook::client {
namespace {

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// What comes next, within 30 s; "" at the end.
std::string ReadSome(int socket) {
  pollfd waiting{socket, POLLIN, 0};
  if (::poll(&waiting, 1, 30'000) != 1) return "";
  char buffer[16'384];
  const ssize_t size = ::recv(socket, buffer, sizeof buffer, 0);
  return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : "";
}

void SendAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t BodyBytes(const std::string& head) {
  const auto at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

// A whole request, or "".
std::string ReadRequest(int socket) {
  std::string request;
  std::size_t end = std::string::npos;
  while ((end = request.find("\r\n\r\n")) == std::string::npos) {
    const std::string more = ReadSome(socket);
    if (more.empty()) return "";
    request += more;
  }
  const std::size_t size = end + 4 + BodyBytes(request);
  while (request.size() < size) {
    const std::string more = ReadSome(socket);
    if (more.empty()) return "";
    request += more;
  }
  return request;
}

}  // namespace

FaultyProxy::FaultyProxy(std::uint16_t server_port) : server_port_(server_port) {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listening_, generic, size) != 0 || ::listen(listening_, 64) != 0 ||
      ::getsockname(listening_, generic, &size) != 0) {
    throw std::runtime_error("The proxy cannot listen");
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::jthread([this] { Accept(); });
}

FaultyProxy::~FaultyProxy() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
  }
  ::shutdown(listening_, SHUT_RDWR);
  accepting_.join();
  ::close(listening_);
  serving_.clear();  // nobody else is left to touch it, and each of them ends
}

void FaultyProxy::Plan(std::vector<Mishap> mishaps) {
  const std::scoped_lock lock(mutex_);
  planned_.assign(mishaps.begin(), mishaps.end());
}

std::vector<std::string> FaultyProxy::heads() const {
  const std::scoped_lock lock(mutex_);
  return heads_;
}

void FaultyProxy::Accept() {
  while (true) {
    const int client = ::accept(listening_, nullptr, nullptr);
    if (client < 0) return;
    Keep(client);
    const std::scoped_lock lock(mutex_);
    serving_.emplace_back([this, client] { Serve(client); });
  }
}

void FaultyProxy::Keep(int socket) {
  const std::scoped_lock lock(mutex_);
  open_.push_back(socket);
  if (ending_) ::shutdown(socket, SHUT_RDWR);
}

void FaultyProxy::CloseKept(int socket) {
  const std::scoped_lock lock(mutex_);
  std::erase(open_, socket);
  ::close(socket);
}

Mishap FaultyProxy::Next(const std::string& head) {
  const std::scoped_lock lock(mutex_);
  heads_.push_back(head);
  if (planned_.empty()) return {};
  Mishap next = std::move(planned_.front());
  planned_.pop_front();
  return next;
}

void FaultyProxy::Serve(int client) {
  std::string request = ReadRequest(client);
  if (!request.empty()) {
    const Mishap mishap = Next(request.substr(0, request.find("\r\n\r\n")));
    request.insert(request.find("\r\n") + 2, "Connection: close\r\n");
    using enum Mishap::Kind;
    if (mishap.kind == kNone) Relay(client, request, kAll);
    if (mishap.kind == kDropAnswer) Relay(client, request, 0);
    if (mishap.kind == kCutAnswer) Relay(client, request, mishap.bytes);
    if (mishap.kind == kAnswer) SendAll(client, mishap.answer);
    if (mishap.kind == kStall) ReadSome(client);
  }
  CloseKept(client);
}

// An answer that is cut to nothing is read to its end: the server has done what it was asked.
void FaultyProxy::Relay(int client, const std::string& request, std::size_t bytes_max) {
  const int server = ConnectToServer();
  SendAll(server, request);
  std::size_t left = bytes_max;
  while (left > 0 || bytes_max == 0) {
    const std::string piece = ReadSome(server);
    if (piece.empty()) break;
    const std::size_t passed = std::min(left, piece.size());
    SendAll(client, std::string_view(piece).substr(0, passed));
    left -= passed;
  }
  CloseKept(server);
}

int FaultyProxy::ConnectToServer() {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(server_port_);
  ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  Keep(server);
  return server;
}

std::string Busy(const std::string& retry_after) {
  const std::string body =
      R"({"type":"urn:daybook:problem:busy","title":"Too much is waiting already","status":503,)"
      R"("detail":"Come again."})";
  return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
         "Retry-After: " +
         retry_after + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace daybook::client
