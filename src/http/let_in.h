// Answers and bodies that go on are ended when what let their reader or sender in does.

#ifndef DAYBOOK_HTTP_LET_IN_H_
#define DAYBOOK_HTTP_LET_IN_H_

#include <memory>
#include <utility>

#include "http/authentication.h"
#include "http/exchange.h"

namespace daybook::http {

/// Nothing while whoever came in still may; then kUnauthenticated.
inline Result<void> RequireStillLetIn(const Exchange& exchange) {
  if (StillLetIn(exchange)) return {};
  return Fail(ErrorCode::kUnauthenticated, "What let you in has ended.");
}

/// Gives what `source` gives until then. For one exchange, which it refers to.
class SourceWhileLetIn : public Source {
 public:
  SourceWhileLetIn(const Exchange& exchange, std::unique_ptr<Source> source)
      : exchange_(exchange), source_(std::move(source)) {}

  boost::asio::awaitable<Result<Piece>> Next() override {
    auto may = RequireStillLetIn(exchange_);
    // What has no end is not cut off by ending here.
    if (!may && endless()) co_return Piece();
    if (!may) co_return std::unexpected(std::move(may.error()));
    auto piece = co_await source_->Next();
    co_return piece;
  }

  std::vector<std::pair<std::string, std::string>> Trailers() const override {
    return source_->Trailers();
  }
  bool endless() const override { return source_->endless(); }

 private:
  const Exchange& exchange_;
  const std::unique_ptr<Source> source_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_LET_IN_H_
