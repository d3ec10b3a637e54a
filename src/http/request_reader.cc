#include "http/request_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <utility>

namespace daybook::http {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr std::size_t kHeaderReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 64 * 1024;

// Of one request. Nobody is known to send any; they have been used to make a body that is small
// large on the wire.
constexpr std::size_t kChunkExtensionBytes = 4 * 1024;

ReadResult Refuse(Problem problem) { return std::unexpected(std::optional(std::move(problem))); }

Problem BodyTooLarge(std::size_t bytes_max) {
  if (bytes_max == 0) {
    return ProblemOf({ErrorCode::kTooLarge, "This request takes no body."});
  }
  return ProblemOf(
      {ErrorCode::kTooLarge, fmt::format("The body is over the limit of {} bytes.", bytes_max)});
}

ReadResult Malformed(std::string detail) {
  return Refuse(ProblemOf({ErrorCode::kMalformed, std::move(detail)}));
}

// Whether one of the fields goes on in the next line (obs-fold; RFC 9112, section 5.2). The parser
// would take it, where the server before this one may have taken a field of its own.
bool HasFold(std::string_view headers) {
  for (auto at = headers.find('\n'); at != headers.npos; at = headers.find('\n', at + 1)) {
    const std::string_view next = headers.substr(at + 1, 1);
    if (next == " " || next == "\t") return true;
  }
  return false;
}

// Whether the first line ends as a request line does. If so, what the parser does not know is the
// version; else it is no request line.
bool EndsWithVersion(std::string_view text) {
  const std::string_view line = text.substr(0, text.find("\r\n"));
  if (std::ranges::count(line, ' ') != 2 || line.size() < 9) return false;
  const std::string_view version = line.substr(line.size() - 9);
  return version.starts_with(" HTTP/") && version[7] == '.';
}

}  // namespace

void RequestReader::ChunkExtensions::operator()(std::uint64_t /*size*/, std::string_view extensions,
                                                error_code& error) {
  bytes_ += extensions.size();
  if (bytes_ > kChunkExtensionBytes) error = bhttp::error::bad_chunk_extension;
}

Problem ParseProblem(const error_code& error, const Options& options) {
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
    return PlainProblem(431, fmt::format("The request line and the headers are over the limit of "
                                         "{} bytes.",
                                         options.header_bytes_max));
  }
  if (error == bhttp::error::bad_version) {
    return PlainProblem(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
  }
  return ProblemOf(
      {ErrorCode::kMalformed, fmt::format("This is no HTTP/1.1 request: {}.", error.message())});
}

RequestReader::RequestReader(Connection& connection, Deadline& deadline, const Options& options)
    : connection_(connection),
      deadline_(deadline),
      options_(options),
      buffer_(options.header_bytes_max + kBodyReadBytes) {}

asio::awaitable<ReadResult> RequestReader::ReadHeader() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(options_.header_bytes_max));
  parser_->body_limit(boost::none);  // held in ReadBody, when it is known whose body it is
  SkipEmptyLines();
  begun_ = buffer_.size() > 0;
  std::size_t header_bytes = 0;
  deadline_.Set(begun_ ? options_.header_timeout : options_.idle_timeout);
  while (true) {
    if (begun_) {
      error_code error;
      const std::string_view text(static_cast<const char*>(buffer_.data().data()), buffer_.size());
      const std::size_t used = parser_->put(buffer_.data(), error);
      if (error == bhttp::error::bad_version && !EndsWithVersion(text)) {
        co_return Malformed("A request line is a method, a target and a version.");
      }
      if (HasFold(text.substr(0, used))) {
        co_return Malformed("A header field does not go on in the next line.");
      }
      buffer_.consume(used);
      header_bytes += used;
      if (error && error != bhttp::error::need_more) {
        co_return Refuse(ParseProblem(error, options_));
      }
      // The parser's own limit is on what it has yet to take, not on all of it.
      const bool done = parser_->is_header_done();
      if (header_bytes + (done ? 0 : buffer_.size()) > options_.header_bytes_max) {
        co_return Refuse(ParseProblem(bhttp::error::header_limit, options_));
      }
      if (done) break;
    }
    const error_code error = co_await ReadSome(kHeaderReadBytes);
    if (error) co_return Ended("headers", error);
    SkipEmptyLines();
    if (begun_ || buffer_.size() == 0) continue;
    begun_ = true;
    deadline_.Set(options_.header_timeout);
  }
  deadline_.Clear();
  body_begun_ = false;
  expect_.clear();
  const auto [first, last] = message().equal_range(bhttp::field::expect);
  for (auto field = first; field != last; ++field) expect_ += field->value();
  co_return CheckTransferCoding();
}

// RFC 9112, section 6.3: who takes a coding that another does not see finds another end.
ReadResult RequestReader::CheckTransferCoding() const {
  const auto [first, last] = parser_->get().equal_range(bhttp::field::transfer_encoding);
  if (first == last) return {};
  if (!parser_->chunked() || parser_->get().version() < 11) {
    return Malformed("The Transfer-Encoding does not say where the body ends.");
  }
  const bool chunked_alone =
      std::next(first) == last && boost::beast::iequals(first->value(), "chunked");
  if (chunked_alone) return {};
  return Refuse(PlainProblem(501, "The only Transfer-Encoding read here is chunked."));
}

asio::awaitable<ReadResult> RequestReader::ReadBody(std::size_t bytes_max,
                                                    BodyBudget::Share& share) {
  if (auto fine = CheckFraming(bytes_max); !fine) co_return fine;
  if (parser_->is_done()) co_return ReadResult();
  const std::size_t announced = static_cast<std::size_t>(body_length().value_or(0));
  if (!share.GrowTo(announced)) {
    co_return Refuse(ProblemOf({ErrorCode::kBusy, "Too many large bodies are in hand."}));
  }
  auto read = co_await BeginBody(bytes_max);
  if (!read) co_return read;
  message().body().reserve(announced);
  deadline_.Set(options_.body_timeout);
  read = co_await ReadBodyParts(share);
  deadline_.Clear();
  if (message().body().size() > kBodyReadBytes) buffer_.shrink_to_fit();
  co_return read;
}

asio::awaitable<ReadResult> RequestReader::ReadBodyParts(BodyBudget::Share& share) {
  while (!parser_->is_done()) {
    auto read = co_await ReadBodyPart();
    if (!read) co_return read;
    if (!share.GrowTo(message().body().size())) {
      co_return Refuse(ProblemOf({ErrorCode::kBusy, "Too many large bodies are in hand."}));
    }
  }
  co_return ReadResult();
}

asio::awaitable<ReadResult> RequestReader::BeginBody(std::size_t bytes_max) {
  if (auto fine = CheckFraming(bytes_max); !fine) co_return fine;
  if (parser_->is_done()) co_return ReadResult();
  deadline_.Set(options_.body_timeout);
  const bool go_on = co_await SayContinue();
  deadline_.Clear();
  if (!go_on) co_return std::unexpected(std::nullopt);
  body_begun_ = true;
  need_more_ = buffer_.size() == 0;
  body_bytes_max_ = bytes_max;
  parser_->body_limit(bytes_max);
  parser_->eager(true);
  chunk_extensions_ = ChunkExtensions();
  parser_->on_chunk_header(chunk_extensions_);
  co_return ReadResult();
}

asio::awaitable<ReadResult> RequestReader::ReadPiece(std::string& piece) {
  deadline_.Set(options_.body_timeout);
  while (!parser_->is_done() && message().body().size() < options_.chunk_bytes) {
    auto read = co_await ReadBodyPart();
    if (!read) co_return read;
  }
  deadline_.Clear();
  piece = std::exchange(message().body(), std::string());
  co_return ReadResult();
}

// Gives the parser what has arrived; if that was not enough for it, waits for more first.
asio::awaitable<ReadResult> RequestReader::ReadBodyPart() {
  if (need_more_) {
    const error_code error = co_await ReadSome(kBodyReadBytes);
    if (error) co_return Ended("body", error);
  }
  error_code error;
  const std::size_t used = parser_->put(buffer_.data(), error);
  buffer_.consume(used);
  if (error == bhttp::error::body_limit) co_return Refuse(BodyTooLarge(body_bytes_max_));
  if (error && error != bhttp::error::need_more) co_return Refuse(ParseProblem(error, options_));
  need_more_ = error == bhttp::error::need_more || buffer_.size() == 0;
  co_return ReadResult();
}

std::optional<std::uint64_t> RequestReader::body_length() const {
  const auto length = parser_->content_length();
  if (!length) return std::nullopt;
  return *length;
}

bool RequestReader::SkipArrivedBody() {
  if (parser_->is_done()) return true;
  // In chunks, or once begun, there is no telling what is still to come.
  const auto bytes = parser_->content_length().value_or(UINT64_MAX);
  if (body_begun_ || bytes > buffer_.size()) return false;
  buffer_.consume(static_cast<std::size_t>(bytes));
  return true;
}

asio::awaitable<error_code> RequestReader::ReadSome(std::size_t bytes_max) {
  const std::size_t room = buffer_.max_size() - buffer_.size();
  if (room == 0) co_return bhttp::make_error_code(bhttp::error::buffer_overflow);
  error_code error;
  const auto space = buffer_.prepare(std::min(room, bytes_max));
  const std::size_t read = co_await connection_.ReadSome(space, error);
  buffer_.commit(read);
  co_return error;
}

asio::awaitable<bool> RequestReader::SayContinue() {
  if (expect_.empty() || buffer_.size() > 0 || message().version() < 11) co_return true;
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  error_code error;
  const Connection::Pieces text{asio::buffer(kContinue)};
  co_await connection_.Write(text, error);
  co_return !error;
}

ReadResult RequestReader::CheckFraming(std::size_t bytes_max) const {
  if (!expect_.empty() && !boost::beast::iequals(expect_, "100-continue")) {
    return Refuse(PlainProblem(417, "The only expectation met here is 100-continue."));
  }
  const bool has_body = parser_->chunked() || parser_->content_length().value_or(0) > 0;
  if (parser_->content_length().value_or(0) > bytes_max || (has_body && bytes_max == 0)) {
    return Refuse(BodyTooLarge(bytes_max));
  }
  return {};
}

ReadResult RequestReader::Ended(std::string_view what, const error_code& error) const {
  if (error == bhttp::error::buffer_overflow) {
    if (what == "body") return Malformed("A line of the chunked body has no end.");
    return Refuse(ParseProblem(error, options_));
  }
  if (!begun_) return std::unexpected(std::nullopt);
  if (deadline_.passed()) {
    const auto limit = what == "body" ? options_.body_timeout : options_.header_timeout;
    return Refuse(
        PlainProblem(408, fmt::format("The {} did not arrive within {} ms.", what, limit.count())));
  }
  if (error == asio::error::eof) {
    return Malformed(fmt::format("The connection ended within the {}.", what));
  }
  return std::unexpected(std::nullopt);
}

void RequestReader::SkipEmptyLines() {
  if (begun_) return;
  while (buffer_.size() > 0) {
    const char first = *static_cast<const char*>(buffer_.data().data());
    if (first != '\r' && first != '\n') return;
    buffer_.consume(1);
  }
}

}  // namespace daybook::http
