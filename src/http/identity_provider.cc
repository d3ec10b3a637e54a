#include "http/identity_provider.h"

#include <fmt/format.h>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "event/sha256.h"
#include "http/code_exchange.h"

namespace daybook::http {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

namespace {

// The body of a good answer.
Result<std::string> BodyOf(Result<Fetched> answer) {
  if (!answer) return std::unexpected(std::move(answer.error()));
  if (answer->status != 200) {
    return Fail(ErrorCode::kIo, fmt::format("it answers with status {}", answer->status));
  }
  return std::move(answer->body);
}

}  // namespace

Result<std::unique_ptr<IdentityProvider>> IdentityProvider::Start(OidcOptions options,
                                                                  spdlog::logger& log) {
  auto metadata = MetadataUrl(options.issuer);
  if (!metadata) return std::unexpected(std::move(metadata.error()));
  auto tls = net::ClientTls({.certificate = {}, .key = {}, .ca = options.ca});
  if (!tls) return std::unexpected(std::move(tls.error()));
  std::unique_ptr<IdentityProvider> provider(
      new IdentityProvider(std::move(options), *std::move(metadata), *std::move(tls), log));
  provider->AskToLook();
  return provider;
}

IdentityProvider::IdentityProvider(OidcOptions options, Url metadata,
                                   std::shared_ptr<net::TlsContext> tls, spdlog::logger& log)
    : options_(std::move(options)),
      metadata_(std::move(metadata)),
      tls_(std::move(tls)),
      log_(log),
      pending_(options_.pending_max, options_.pending_time),
      known_(options_.tokens_max),
      work_(context_.get_executor()),
      timer_(context_),
      thread_([this] { context_.run(); }) {}

IdentityProvider::~IdentityProvider() { context_.stop(); }

access::JwtExpectation IdentityProvider::Expected(const std::string& audience) const {
  access::JwtExpectation expected{.issuer = options_.issuer, .audience = audience};
  // A token for the daemon as a client is one that the provider gave to it, or to nobody.
  if (audience == options_.client_id) expected.party = options_.client_id;
  expected.groups = options_.groups;
  expected.leeway = options_.leeway;
  return expected;
}

// Of what the keys at hand say. What may be said of a key differently soon is no refusal yet.
Error IdentityProvider::Refusal(access::JwtFault fault) const {
  const bool soon = fault == access::JwtFault::kUnknownKey && MayLook();
  return {soon ? ErrorCode::kUnavailable : ErrorCode::kUnauthenticated,
          std::string(access::ReasonOf(fault)),
          {}};
}

Result<access::PrincipalPtr> IdentityProvider::ByBearer(std::string_view token, Instant now) {
  if (options_.audience.empty() || !access::LooksLikeJwt(token)) {
    return Fail(ErrorCode::kUnauthenticated, "This is no token that lets anybody in here.");
  }
  const auto known = published();
  if (!known) {
    return Fail(ErrorCode::kUnavailable, "The keys of the identity provider are not known now.");
  }
  const Sha256Digest hash = Sha256(token);
  if (auto principal = known_.Find(hash, known->look, now)) return principal;
  const auto claims = access::VerifyJwt(token, known->keys, Expected(options_.audience), now);
  if (!claims) return std::unexpected(Refusal(claims.error()));
  auto principal =
      access::Vouched(options_.issuer, *claims, options_.rules, claims->expires + options_.leeway);
  known_.Keep(hash, known->look, principal, claims->expires);
  return principal;
}

Result<access::PrincipalPtr> IdentityProvider::BySignIn(std::string_view token,
                                                        const std::string& nonce, Instant now,
                                                        Instant until) const {
  const auto known = published();
  if (!known) {
    return Fail(ErrorCode::kUnavailable, "The keys of the identity provider are not known now.");
  }
  access::JwtExpectation expected = Expected(options_.client_id);
  expected.nonce = nonce;
  const auto claims = access::VerifyJwt(token, known->keys, expected, now);
  if (!claims) return std::unexpected(Refusal(claims.error()));
  return access::Vouched(options_.issuer, *claims, options_.rules, until);
}

std::shared_ptr<const IdentityProvider::Published> IdentityProvider::published() const {
  const std::scoped_lock lock(mutex_);
  if (!published_ || SteadyClock::now() - published_->at > options_.keys_age_max) return nullptr;
  return published_;
}

std::string IdentityProvider::trouble() const {
  const std::scoped_lock lock(mutex_);
  return trouble_;
}

bool IdentityProvider::MayLook() const {
  const std::scoped_lock lock(mutex_);
  return looking_ || SteadyClock::now() - look_begun_ >= options_.refresh_least;
}

// Gives the number of looks that have ended when the one that is meant has.
std::uint64_t IdentityProvider::AskToLook() {
  const std::scoped_lock lock(mutex_);
  const auto now = SteadyClock::now();
  const bool first = look_begun_ == SteadyClock::time_point();
  if (!looking_ && !first && now - look_begun_ < options_.refresh_least) return looked_.value();
  if (!looking_) {
    looking_ = true;
    look_begun_ = now;
    asio::post(context_, [this] { AskForMetadata(); });
  }
  return looked_.value() + 1;
}

asio::awaitable<void> IdentityProvider::Look(Waiter& waiter) {
  const std::uint64_t ended = AskToLook();
  const auto deadline = SteadyClock::now() + 2 * options_.timeout;
  co_await waiter.Until(looked_, ended, deadline);
}

FetchRequest IdentityProvider::RequestOf(const Url& url) const {
  return {.url = url,
          .accept = "application/json",
          .answer_bytes_max = options_.answer_bytes_max,
          .timeout = options_.timeout};
}

void IdentityProvider::AskForMetadata() {
  Fetching::Begin(context_, RequestOf(metadata_), *tls_, [this](Result<Fetched> answer) {
    const auto body = BodyOf(std::move(answer));
    if (!body) return EndLook(std::unexpected(body.error()));
    auto metadata = ReadMetadata(*body, options_.issuer);
    if (!metadata) return EndLook(std::unexpected(std::move(metadata.error())));
    AskForKeys(*std::move(metadata));
  });
}

void IdentityProvider::AskForKeys(ProviderMetadata metadata) {
  const FetchRequest request = RequestOf(metadata.keys);
  auto done = [this, metadata = std::move(metadata)](Result<Fetched> answer) {
    const auto body = BodyOf(std::move(answer));
    if (!body) return EndLook(std::unexpected(body.error()));
    auto keys = access::KeySet::Parse(*body);
    if (!keys) return EndLook(std::unexpected(std::move(keys.error())));
    EndLook(std::make_shared<Published>(metadata, *std::move(keys), 0, SteadyClock::now()));
  };
  Fetching::Begin(context_, request, *tls_, std::move(done));
}

void IdentityProvider::EndLook(Result<std::shared_ptr<Published>> found) {
  const std::uint64_t look = looked_.value() + 1;
  const bool well = found.has_value();
  bool news = false;
  {
    const std::scoped_lock lock(mutex_);
    news = well && (published_ == nullptr || !trouble_.empty());
    trouble_ = well ? "" : found.error().detail;
    if (well) {
      (*found)->look = look;
      published_ = *found;
    }
    looking_ = false;
  }
  if (news) {
    log_.info("The identity provider {} has {} keys that are believed", options_.issuer,
              (*found)->keys.size());
  }
  looked_.Advance(look);
  LookLater(well ? options_.refresh : options_.refresh_least);
}

void IdentityProvider::LookLater(std::chrono::milliseconds pause) {
  timer_.expires_after(pause);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    AskToLook();
  });
}

void IdentityProvider::RedeemHere(const std::string& code, const std::string& verifier,
                                  const std::string& redirect, Redeemed done) {
  const auto known = published();
  if (!known) {
    done(Fail(ErrorCode::kUnavailable, "The identity provider cannot be reached now."));
    return;
  }
  FetchRequest request = RedeemRequest(RequestOf(known->metadata.token), known->metadata, options_,
                                       code, verifier, redirect);
  auto read = [this, done = std::move(done)](Result<Fetched> answer) {
    if (answer) return done(ReadTokenAnswer(*answer));
    log_.warn("A code cannot be redeemed at {}: {}", options_.issuer, answer.error().detail);
    done(Fail(ErrorCode::kUnavailable, "The identity provider cannot be reached now."));
  };
  Fetching::Begin(context_, std::move(request), *tls_, std::move(read));
}

struct IdentityProvider::StartRedeem {
  explicit StartRedeem(IdentityProvider& p) : provider(&p) {}

  template <typename Handler>
  void operator()(Handler handler, std::string code, std::string verifier,
                  std::string redirect) const {
    auto executor = asio::get_associated_executor(handler);
    // A function can be copied; what resumes a coroutine cannot.
    auto held = std::make_shared<Handler>(std::move(handler));
    auto done = [held, executor](Result<std::string> result) {
      auto resume = [held, result = std::move(result)]() mutable {
        auto handler_now = std::move(*held);
        std::move(handler_now)(std::move(result));
      };
      asio::post(executor, std::move(resume));
    };
    auto begin = [redeemer = provider, code = std::move(code), verifier = std::move(verifier),
                  redirect = std::move(redirect),
                  done = std::move(done)] { redeemer->RedeemHere(code, verifier, redirect, done); };
    asio::post(provider->context_, std::move(begin));
  }

  IdentityProvider* provider;
};

asio::awaitable<Result<std::string>> IdentityProvider::Redeem(std::string code,
                                                              std::string verifier,
                                                              std::string redirect) {
  using Token = asio::use_awaitable_t<>;
  Token token;
  return asio::async_initiate<Token, void(Result<std::string>)>(
      StartRedeem(*this), token, std::move(code), std::move(verifier), std::move(redirect));
}

}  // namespace daybook::http
