#include "http/fetch.h"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

namespace daybook::http {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// What a header may take of the buffer that the answer is read into.
constexpr std::size_t kFetchedHeaderBytes = 16 * 1024;

void SetIfAny(bhttp::fields& fields, bhttp::field name, const std::string& value) {
  if (!value.empty()) fields.set(name, value);
}

}  // namespace

std::shared_ptr<Fetching> Fetching::Begin(asio::io_context& context, FetchRequest request,
                                          net::TlsContext& tls, Done done) {
  std::shared_ptr<Fetching> fetching(
      new Fetching(context, std::move(request), tls, std::move(done)));
  // Later, so that `done` is never called before this returns.
  asio::post(context, [fetching] { fetching->Start(); });
  return fetching;
}

Fetching::Fetching(asio::io_context& context, FetchRequest request, net::TlsContext& tls, Done done)
    : asked_(std::move(request)),
      done_(std::move(done)),
      resolver_(context),
      timer_(context),
      stream_(context, asked_.url.tls ? &tls : nullptr, asked_.url.host),
      request_(asked_.method, asked_.url.target, 11),
      buffer_(asked_.answer_bytes_max + kFetchedHeaderBytes) {
  request_.set(bhttp::field::host, asked_.url.authority);
  request_.set(bhttp::field::user_agent, "daybookd");
  SetIfAny(request_, bhttp::field::accept, asked_.accept);
  SetIfAny(request_, bhttp::field::authorization, asked_.authorization);
  SetIfAny(request_, bhttp::field::content_type, asked_.content_type);
  request_.body() = asked_.body;
  request_.keep_alive(false);
  request_.prepare_payload();
  parser_.header_limit(kFetchedHeaderBytes);
  parser_.body_limit(asked_.answer_bytes_max);
}

void Fetching::Start() {
  if (!done_) return;
  timer_.expires_after(asked_.timeout);
  timer_.async_wait([self = shared_from_this()](const error_code& error) {
    if (error) return;
    self->End(fmt::format("no answer within {} ms", self->asked_.timeout.count()));
    self->Cancel();
  });
  // The system's look-up cannot be cut off: this waits no longer than the timer all the same.
  resolver_.async_resolve(asked_.url.host, asked_.url.port,
                          [self = shared_from_this()](const error_code& error, const auto& found) {
                            if (self->Goes(error)) self->Connect(found);
                          });
}

void Fetching::Connect(const tcp::resolver::results_type& endpoints) {
  stream_.Connect(endpoints, [self = shared_from_this()](const error_code& error) {
    if (self->Goes(error)) self->Write();
  });
}

void Fetching::Write() {
  bhttp::async_write(stream_, request_,
                     [self = shared_from_this()](const error_code& error, std::size_t) {
                       if (self->Goes(error)) self->Read();
                     });
}

void Fetching::Read() {
  bhttp::async_read(
      stream_, buffer_, parser_, [self = shared_from_this()](const error_code& error, std::size_t) {
        if (!self->Goes(error)) return;
        auto& message = self->parser_.get();
        self->End(Fetched{.status = message.result_int(),
                          .content_type = std::string(message[bhttp::field::content_type]),
                          .body = std::move(message.body())});
      });
}

void Fetching::Cancel() {
  End("it was given up");
  resolver_.cancel();
  stream_.close();
}

bool Fetching::Goes(const error_code& error) {
  if (!error) return static_cast<bool>(done_);
  const std::string doubt = stream_.WhyNotBelieved();
  End(doubt.empty() ? error.message() : doubt);
  return false;
}

void Fetching::End(const std::string& why) { End(Fail(ErrorCode::kIo, why)); }

void Fetching::End(Result<Fetched> result) {
  if (!done_) return;
  timer_.cancel();
  const Done done = std::exchange(done_, nullptr);
  done(std::move(result));
}

}  // namespace daybook::http
