// A blocking HTTP client for tests, which can also send what no client should.

#ifndef DAYBOOK_TESTS_HTTP_CLIENT_H_
#define DAYBOOK_TESTS_HTTP_CLIENT_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/contract.h"

namespace daybook::http {

struct Response {
  int status = 0;                              ///< 0: the connection ended before there was one.
  std::map<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;
  bool whole = false;  ///< The body came to its end.

  std::string Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  nlohmann::json Json() const { return nlohmann::json::parse(body, nullptr, false); }
};

using Headers = std::map<std::string, std::string>;

/// One connection. Waits for at most 30 s, then the test fails.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_bytes = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_bytes > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    EXPECT_EQ(::connect(socket_, generic, sizeof address), 0);
  }
  ~Client() { Close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void Close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  void CloseSending() { ::shutdown(socket_, SHUT_WR); }

  /// False when the other side does not take it any more.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The bytes up to and with `end`, or those before the connection ended.
  std::string ReadUntil(std::string_view end) {
    while (true) {
      const auto at = held_.find(end);
      if (at != std::string::npos) return Take(at + end.size());
      if (!ReadMore()) return Take(held_.size());
    }
  }

  /// Everything until the connection ends.
  std::string ReadAll() {
    while (ReadMore()) {
    }
    return Take(held_.size());
  }

  /// Whether the other side closes without sending any more.
  bool IsClosed() { return held_.empty() && !ReadMore(); }

  Response Read(bool head = false) {
    Response response;
    std::string text = ReadUntil("\r\n\r\n");
    if (!text.ends_with("\r\n\r\n")) return response;
    ParseHead(text, response);
    if (response.status == 100) return response;
    if (head || response.status == 304) {
      response.whole = true;
    } else if (response.Header("transfer-encoding") == "chunked") {
      ReadChunks(response);
    } else if (response.headers.contains("content-length")) {
      ReadCounted(response);
    } else {
      response.body = ReadAll();
      response.whole = true;
    }
    return response;
  }

  Response Get(const std::string& target, const Headers& headers = {}) {
    return Request("GET", target, headers);
  }
  Response Post(const std::string& target, const std::string& type, const std::string& body,
                Headers headers = {}) {
    headers["Content-Type"] = type;
    return Request("POST", target, headers, body);
  }
  Response Request(const std::string& method, const std::string& target, const Headers& headers,
                   std::optional<std::string> body = std::nullopt) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (body) text += "Content-Length: " + std::to_string(body->size()) + "\r\n";
    Send(text + "\r\n" + body.value_or(""));
    Response response = Read(method == "HEAD");
    if (response.status != 0) {
      EXPECT_EQ(Undeclared(method, target, response.status, response.Header("content-type")), "");
    }
    return response;
  }

 private:
  bool ReadMore() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 30'000) != 1) {
      ADD_FAILURE() << "Nothing came for 30 s";
      return false;
    }
    char buffer[16'384];
    const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    held_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  std::string Take(std::size_t size) {
    std::string taken = held_.substr(0, size);
    held_.erase(0, size);
    return taken;
  }

  static void ParseHead(std::string_view text, Response& response) {
    std::from_chars(text.data() + 9, text.data() + 12, response.status);
    text.remove_prefix(text.find("\r\n") + 2);
    ParseFields(text, response);
  }

  static void ParseFields(std::string_view text, Response& response) {
    while (!text.starts_with("\r\n")) {
      const std::string_view line = text.substr(0, text.find("\r\n"));
      std::string name(line.substr(0, line.find(':')));
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
      std::string& value = response.headers[name];
      if (!value.empty()) value += '\n';  // a field that came several times
      value += line.substr(line.find(':') + 2);
      text.remove_prefix(line.size() + 2);
    }
  }

  void ReadCounted(Response& response) {
    const std::size_t size = std::stoul(response.Header("content-length"));
    while (held_.size() < size && ReadMore()) {
    }
    response.whole = held_.size() >= size;
    response.body = Take(size);
  }

  void ReadChunks(Response& response) {
    while (true) {
      const std::string line = ReadUntil("\r\n");
      if (!line.ends_with("\r\n")) return;
      const std::size_t size = std::stoul(line, nullptr, 16);
      if (size == 0) return ReadTrailers(response);
      while (held_.size() < size + 2 && ReadMore()) {
      }
      if (held_.size() < size + 2) return;
      response.body += Take(size);
      Take(2);
    }
  }

  void ReadTrailers(Response& response) {
    std::string text;
    do {
      text += ReadUntil("\r\n");
      if (!text.ends_with("\r\n")) return;
    } while (text != "\r\n" && !text.ends_with("\r\n\r\n"));
    response.whole = true;
    ParseFields(text, response);
  }

  int socket_ = -1;
  std::string held_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_CLIENT_H_
