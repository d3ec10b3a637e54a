#include "http/body_stream.h"

namespace daybook::http {

boost::asio::awaitable<Result<std::string>> BodyStream::Next() {
  if (ended_) co_return std::string();
  ReadResult read;
  if (!begun_) read = co_await reader_.BeginBody(bytes_max_);
  begun_ = true;
  std::string piece;
  if (read) read = co_await reader_.ReadPiece(piece);
  if (!read) {
    failure_ = read.error().value_or(PlainProblem(400, "The connection ended."));
    co_return Fail(ErrorCode::kMalformed, failure_->detail);
  }
  ended_ = piece.empty();
  co_return piece;
}

}  // namespace daybook::http
