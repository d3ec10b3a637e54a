// Peers that are spoken to over a socket. Each of their protocols is a few lines of text, and
// writing it costs the machine they run on less than their client libraries do.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <random>

#include "tools/bench/peers/reading.h"
#include "tools/bench/peers/session.h"

namespace daybook::bench {
namespace {

std::unexpected<Error> Refused(std::string_view answer) {
  return Fail(ErrorCode::kIo, "Refused: " + std::string(answer.substr(0, 500)));
}

// The end of an answer of HTTP/1.1, over a connection that is kept.
class HttpAnswer {
 public:
  void Reset() { length_.reset(); }

  Result<bool> IsWhole(std::string_view answer) {
    if (!length_) {
      const std::size_t end = answer.find("\r\n\r\n");
      if (end == std::string_view::npos) return false;
      if (!answer.starts_with("HTTP/1.1 20")) return Refused(answer);
      const std::size_t at = answer.find("Content-Length: ");
      if (at == std::string_view::npos || at > end) return Refused(answer);
      std::size_t length = 0;
      std::from_chars(answer.data() + at + 16, answer.data() + end, length);
      length_ = end + 4 + length;
    }
    return answer.size() >= *length_;
  }

 private:
  std::optional<std::size_t> length_;  // with its headers
};

std::string Authorization(const Load& load) {
  return load.token.empty() ? "" : "Authorization: Bearer " + load.token + "\r\n";
}

class HttpPost final : public Protocol {
 public:
  explicit HttpPost(const Load& load)
      : head_(fmt::format("POST /v1/events HTTP/1.1\r\nHost: {}\r\n{}Content-Type: {}\r\n",
                          load.where, Authorization(load),
                          load.batch == 1 ? "application/cloudevents+json"
                                          : "application/cloudevents-batch+json")) {}

  void Write(const std::vector<Event>& events, std::string& request) override {
    // A batch is an array: a bracket or comma before each event, and one bracket more.
    const bool batch = events.size() > 1;
    const std::size_t bytes = batch ? events.size() * (kEventBytes + 1) + 1 : kEventBytes;
    fmt::format_to(std::back_inserter(request), "{}Content-Length: {}\r\n\r\n", head_, bytes);
    char before = '[';
    for (const Event& event : events) {
      if (batch) request += before;
      request += event.json();
      before = ',';
    }
    if (batch) request += ']';
    answer_.Reset();
  }

  Result<bool> IsWhole(std::string_view answer) override { return answer_.IsWhole(answer); }

 private:
  std::string head_;
  HttpAnswer answer_;
};

// Reads an event that was stored before, whatever is said of new ones.
class HttpGet final : public Protocol {
 public:
  explicit HttpGet(const Load& load)
      : tail_(fmt::format(" HTTP/1.1\r\nHost: {}\r\n{}\r\n", load.where, Authorization(load))),
        positions_(0, load.stored - 1),
        random_(std::random_device()()) {}

  void Write(const std::vector<Event>& /*events*/, std::string& request) override {
    fmt::format_to(std::back_inserter(request), "GET /v1/events/{}{}", positions_(random_), tail_);
    answer_.Reset();
  }

  Result<bool> IsWhole(std::string_view answer) override { return answer_.IsWhole(answer); }

 private:
  std::string tail_;
  std::uniform_int_distribution<std::size_t> positions_;
  std::mt19937_64 random_;
  HttpAnswer answer_;
};

// Each event is an entry of one stream, its JSON the only field. An entry's answer is its id, in
// two lines; several are one transaction, whose beginning, commands and end are answered, too.
class Redis final : public Protocol {
 public:
  void Write(const std::vector<Event>& events, std::string& request) override {
    const bool batch = events.size() > 1;
    if (batch) request += "*1\r\n$5\r\nMULTI\r\n";
    for (const Event& event : events) {
      fmt::format_to(std::back_inserter(request),
                     "*5\r\n$4\r\nXADD\r\n$6\r\nevents\r\n$1\r\n*\r\n$1\r\ne\r\n${}\r\n{}\r\n",
                     event.json().size(), event.json());
    }
    if (batch) request += "*1\r\n$4\r\nEXEC\r\n";
    lines_ = batch ? 3 * events.size() + 2 : 2;
  }

  Result<bool> IsWhole(std::string_view answer) override {
    if (answer.starts_with('-') || answer.find("\n-") != std::string_view::npos) {
      return Refused(answer);
    }
    return static_cast<std::size_t>(std::ranges::count(answer, '\n')) >= lines_;
  }

 private:
  std::size_t lines_ = 0;
};

// A commit is a call of the function in events.lua, whose answer is one line.
class RedisIndexed final : public Protocol {
 public:
  void Write(const std::vector<Event>& events, std::string& request) override {
    fmt::format_to(std::back_inserter(request), "*{}\r\n$5\r\nFCALL\r\n$6\r\nappend\r\n$1\r\n0\r\n",
                   3 + 8 * events.size());
    for (const Event& event : events) {
      for (const std::string_view value : {event.id(), kSource, kType, kKind, event.subject(),
                                           kActor, event.time(), std::string_view(event.json())}) {
        fmt::format_to(std::back_inserter(request), "${}\r\n{}\r\n", value.size(), value);
      }
    }
  }

  Result<bool> IsWhole(std::string_view answer) override {
    if (answer.starts_with('-')) return Refused(answer);
    return answer.ends_with('\n');
  }
};

// Each event is a message of a JetStream stream on the subject `events`. Its acknowledgement is
// a message to the inbox of this connection.
class Nats final : public Protocol {
 public:
  std::string Greeting() override {
    inbox_ = fmt::format("_INBOX.{}", fmt::ptr(this));
    lines_ = 2;  // its INFO, and the PONG
    return fmt::format("CONNECT {{\"verbose\":false}}\r\nSUB {} 1\r\nPING\r\n", inbox_);
  }

  void Write(const std::vector<Event>& events, std::string& request) override {
    for (const Event& event : events) {
      fmt::format_to(std::back_inserter(request), "PUB events {} {}\r\n{}\r\n", inbox_,
                     event.json().size(), event.json());
    }
    lines_ = 2 * events.size();
  }

  Result<bool> IsWhole(std::string_view answer) override {
    if (answer.find("-ERR") != std::string_view::npos ||
        answer.find("\"error\"") != std::string_view::npos) {
      return Refused(answer);
    }
    std::size_t lines = static_cast<std::size_t>(std::ranges::count(answer, '\n'));
    // Asked now and then whether anybody is there, a client that sends all the time need not say.
    for (std::size_t at = 0; (at = answer.find("PING\r\n", at)) != std::string_view::npos; ++at) {
      --lines;
    }
    return lines >= lines_;
  }

 private:
  std::string inbox_;
  std::size_t lines_ = 0;
};

}  // namespace

Result<Measured> RunDaybook(const Load& load) {
  return Drive(load, [&] { return OpenTcp(load.where, std::make_unique<HttpPost>(load)); });
}

Result<Measured> GetDaybook(const Load& load) {
  return Drive(load, [&] { return OpenTcp(load.where, std::make_unique<HttpGet>(load)); });
}

Result<Measured> RunRedis(const Load& load) {
  return Drive(load, [&] { return OpenTcp(load.where, std::make_unique<Redis>()); });
}

Result<Measured> RunRedisIndexed(const Load& load) {
  return Drive(load, [&] { return OpenTcp(load.where, std::make_unique<RedisIndexed>()); });
}

Result<Measured> RunNats(const Load& load) {
  return Drive(load, [&] { return OpenTcp(load.where, std::make_unique<Nats>()); });
}

}  // namespace daybook::bench
