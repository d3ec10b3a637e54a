#include "http/reply_writer.h"

#include <fmt/format.h>

#include <boost/beast/http/serializer.hpp>
#include <ctime>

namespace daybook::http {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

namespace {

// The time of the answer (RFC 9110, section 6.6.1), formatted once a second.
const std::string& Date() {
  thread_local std::time_t at = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == at) return text;
  std::tm utc{};
  gmtime_r(&now, &utc);
  char buffer[64];
  text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &utc));
  at = now;
  return text;
}

bool HasField(const Reply& reply, std::string_view name) {
  for (const auto& [key, value] : reply.fields) {
    if (key == name) return true;
  }
  return false;
}

// A page runs nothing and fetches nothing, unless its own policy says what.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// What browsers are told, whatever the answer is (the OWASP Secure Headers Project says why).
void SetSecurityFields(bhttp::fields& message, const Reply& reply, bool secure) {
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  if (reply.content_type.starts_with("text/html")) {
    message.set("Content-Security-Policy", kPagePolicy);
  }
  // A year; RFC 6797 forbids it in the clear.
  if (secure) message.set("Strict-Transport-Security", "max-age=31536000");
}

bhttp::response<bhttp::string_body> MessageOf(const Reply& reply, Framing framing, bool secure) {
  bhttp::response<bhttp::string_body> message;
  message.version(framing.version);
  message.result(reply.status);
  message.keep_alive(framing.keep_alive);
  message.set(bhttp::field::date, Date());
  SetSecurityFields(message, reply, secure);
  message.set(bhttp::field::vary, "Accept, Authorization, Cookie");
  if (!reply.content_type.empty()) message.set(bhttp::field::content_type, reply.content_type);
  for (const auto& [name, value] : reply.fields) {
    if (name == "Set-Cookie") {
      message.insert(name, value);  // the one field that may come several times, each whole
    } else {
      message.set(name, value);
    }
  }
  if (!HasField(reply, "Cache-Control")) {
    message.set(bhttp::field::cache_control,
                HasField(reply, "ETag") ? "private, no-cache" : "no-store");
  }
  return message;
}

// The status line and the fields, as they are sent.
std::string HeadText(bhttp::response<bhttp::string_body>& message) {
  bhttp::response_serializer<bhttp::string_body> serializer(message);
  serializer.split(true);
  std::string text;
  error_code error;  // a header in memory cannot fail
  serializer.next(error, [&text](error_code&, const auto& buffers) {
    const auto end = asio::buffer_sequence_end(buffers);
    for (auto at = asio::buffer_sequence_begin(buffers); at != end; ++at) {
      const asio::const_buffer piece(*at);
      text.append(static_cast<const char*>(piece.data()), piece.size());
    }
  });
  return text;
}

}  // namespace

asio::awaitable<Sent> ReplyWriter::Send(Reply& reply, Framing framing) {
  Message message = MessageOf(reply, framing, connection_.secure());
  deadline_.Set(options_.write_timeout);
  if (reply.source) {
    Sent sent = co_await SendStream(message, reply, framing);
    deadline_.Clear();
    co_return sent;
  }
  message.body() = std::move(reply.body);
  if (reply.status != 304 && reply.status != 204) message.prepare_payload();
  Sent sent = co_await SendWhole(message, framing);
  deadline_.Clear();
  co_return sent;
}

asio::awaitable<Sent> ReplyWriter::SendWhole(Message& message, Framing framing) {
  Sent sent;
  error_code error;
  const std::string head = HeadText(message);
  const std::string_view body = framing.head ? std::string_view() : message.body();
  const Connection::Pieces pieces{asio::buffer(head), asio::buffer(body)};
  co_await connection_.Write(pieces, error);
  if (!error) sent.bytes = body.size();
  sent.complete = !error;
  if (error) sent.failure = Explain(error);
  co_return sent;
}

asio::awaitable<Sent> ReplyWriter::SendStream(Message& message, Reply& reply, Framing framing) {
  Sent sent;
  // With neither, the end of the connection is the body's.
  const bool chunked = framing.version >= 11 && !reply.length;
  if (chunked) message.chunked(true);
  if (reply.length) message.content_length(*reply.length);
  error_code error;
  const std::string head = HeadText(message);
  const Connection::Pieces pieces{asio::buffer(head)};
  co_await connection_.Write(pieces, error);
  Piece piece(std::move(reply.body));
  while (!error && !framing.head) {
    const std::size_t size = piece.text().size();
    deadline_.Set(options_.write_timeout);
    if (size == 0) {
      if (chunked) error = co_await SendEnd(*reply.source);
      break;
    }
    error = co_await SendPiece(std::move(piece), chunked);
    if (error) break;
    sent.bytes += size;
    deadline_.Clear();  // making a piece may take its time; taking it may not
    auto next = co_await reply.source->Next();
    if (!next) {
      sent.failure = std::move(next.error().detail);
      co_return sent;
    }
    piece = *std::move(next);
  }
  sent.complete = !error;
  if (error) sent.failure = Explain(error);
  co_return sent;
}

asio::awaitable<error_code> ReplyWriter::SendPiece(Piece piece, bool chunked) {
  // A chunk (RFC 9112, section 7.1) is its size in hexadecimal, a line, and the bytes, a line.
  const std::string size = chunked ? fmt::format("{:x}\r\n", piece.text().size()) : std::string();
  const std::string_view end = chunked ? "\r\n" : "";
  error_code error;
  const Connection::Pieces pieces{asio::buffer(size), asio::buffer(piece.text()),
                                  asio::buffer(end)};
  co_await connection_.Write(pieces, error);
  co_return error;
}

asio::awaitable<error_code> ReplyWriter::SendEnd(const Source& source) {
  std::string text = "0\r\n";
  for (const auto& [name, value] : source.Trailers()) {
    text += fmt::format("{}: {}\r\n", name, value);
  }
  text += "\r\n";
  error_code error;
  const Connection::Pieces pieces{asio::buffer(text)};
  co_await connection_.Write(pieces, error);
  co_return error;
}

std::string ReplyWriter::Explain(const error_code& error) const {
  if (deadline_.passed()) return "the reader was too slow";
  return "the reader has gone: " + error.message();
}

}  // namespace daybook::http
