#include "http/reply_writer.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
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

bhttp::response<bhttp::string_body> MessageOf(const Reply& reply, Framing framing) {
  bhttp::response<bhttp::string_body> message;
  message.version(framing.version);
  message.result(reply.status);
  message.keep_alive(framing.keep_alive);
  message.set(bhttp::field::date, Date());
  message.set("X-Content-Type-Options", "nosniff");
  message.set(bhttp::field::vary, "Accept");
  if (!reply.content_type.empty()) message.set(bhttp::field::content_type, reply.content_type);
  for (const auto& [name, value] : reply.fields) message.set(name, value);
  if (!HasField(reply, "Cache-Control")) {
    message.set(bhttp::field::cache_control,
                HasField(reply, "ETag") ? "private, no-cache" : "no-store");
  }
  return message;
}

}  // namespace

asio::awaitable<Sent> ReplyWriter::Send(Reply& reply, Framing framing) {
  Message message = MessageOf(reply, framing);
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
  if (framing.head) {
    error = co_await SendHead(message);
  } else {
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await bhttp::async_write(socket_, message, token);
    if (!error) sent.bytes = message.body().size();
  }
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
  error_code error = co_await SendHead(message);
  std::string piece = std::move(reply.body);
  while (!error && !framing.head) {
    const std::size_t size = piece.size();
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

asio::awaitable<error_code> ReplyWriter::SendHead(Message& message) {
  bhttp::response_serializer<bhttp::string_body> serializer(message);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await bhttp::async_write_header(socket_, serializer, token);
  co_return error;
}

asio::awaitable<error_code> ReplyWriter::SendPiece(std::string piece, bool chunked) {
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  if (!chunked) {
    const auto bytes = asio::buffer(piece);
    co_await asio::async_write(socket_, bytes, token);
  } else {
    const auto chunk = bhttp::make_chunk(asio::buffer(piece));
    co_await asio::async_write(socket_, chunk, token);
  }
  co_return error;
}

asio::awaitable<error_code> ReplyWriter::SendEnd(const Source& source) {
  bhttp::fields trailers;
  for (const auto& [name, value] : source.Trailers()) trailers.set(name, value);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const auto last = bhttp::make_chunk_last(trailers);
  co_await asio::async_write(socket_, last, token);
  co_return error;
}

std::string ReplyWriter::Explain(const error_code& error) const {
  if (deadline_.passed()) return "the reader was too slow";
  return "the reader has gone: " + error.message();
}

}  // namespace daybook::http
