// The identity provider, as the daemon knows it.

#ifndef DAYBOOK_HTTP_IDENTITY_PROVIDER_H_
#define DAYBOOK_HTTP_IDENTITY_PROVIDER_H_

#include <spdlog/logger.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "access/pending_sign_ins.h"
#include "access/vouched_cache.h"
#include "http/fetch.h"
#include "http/oidc_options.h"
#include "http/provider_metadata.h"
#include "http/waiter.h"
#include "log/watermark.h"

namespace daybook::http {

/// Keeps the metadata and keys of a provider, which it looks at when it starts, now and then, and
/// when a token is by a key it does not know; on a thread of its own. Thread-safe.
class IdentityProvider {
 public:
  /// What the provider has published, as of one look at it. Never changes.
  struct Published {
    ProviderMetadata metadata;
    access::KeySet keys;
    std::uint64_t look = 0;  ///< Which one it was.
    std::chrono::steady_clock::time_point at;
  };

  /// When it returns, the first look at the provider has begun: whether it is there is seen later.
  /// Fails as MetadataUrl and net::ClientTls do. `log` must outlive it.
  static Result<std::unique_ptr<IdentityProvider>> Start(OidcOptions options, spdlog::logger& log);
  ~IdentityProvider();  ///< Nobody may be waiting for it any more.

  /// Whose a bearer token is. Fails with kUnauthenticated and a reason, or with kUnavailable when
  /// the keys it takes are not known, or another look at the provider may find them (Look).
  Result<access::PrincipalPtr> ByBearer(std::string_view token, Instant now);

  /// Whose the token is that ended a sign-in with this nonce, until `until`. Fails like the above.
  Result<access::PrincipalPtr> BySignIn(std::string_view token, const std::string& nonce,
                                        Instant now, Instant until) const;

  /// Begins another look, unless the last one began a moment ago, and resumes when the one in hand
  /// has ended, within two answers' time.
  boost::asio::awaitable<void> Look(Waiter& waiter);

  /// Null as long as there was no look that went well, or the last one is too long ago.
  std::shared_ptr<const Published> published() const;

  /// Redeems a code for the token that says who signed in. Fails with kUnavailable when the
  /// provider does not answer, with kUnauthenticated when it refuses.
  boost::asio::awaitable<Result<std::string>> Redeem(std::string code, std::string verifier,
                                                     std::string redirect);

  access::PendingSignIns& pending() { return pending_; }
  const OidcOptions& options() const { return options_; }

  /// Why the last look failed; "" if it went well, or has not ended.
  std::string trouble() const;

  /// How many looks have ended.
  std::uint64_t looks() const { return looked_.value(); }

 private:
  using Redeemed = std::function<void(Result<std::string>)>;
  struct StartRedeem;

  IdentityProvider(OidcOptions options, Url metadata, std::shared_ptr<net::TlsContext> tls,
                   spdlog::logger& log);

  bool MayLook() const;
  std::uint64_t AskToLook();
  void AskForMetadata();
  void AskForKeys(ProviderMetadata metadata);
  void EndLook(Result<std::shared_ptr<Published>> found);
  void LookLater(std::chrono::milliseconds pause);
  void RedeemHere(const std::string& code, const std::string& verifier, const std::string& redirect,
                  Redeemed done);
  FetchRequest RequestOf(const Url& url) const;
  access::JwtExpectation Expected(const std::string& audience) const;
  Error Refusal(access::JwtFault fault) const;

  const OidcOptions options_;
  const Url metadata_;
  const std::shared_ptr<net::TlsContext> tls_;
  spdlog::logger& log_;
  access::PendingSignIns pending_;
  access::VouchedCache known_;
  Watermark looked_;

  mutable std::mutex mutex_;
  std::shared_ptr<const Published> published_;  // guarded by mutex_, like the next ones
  std::string trouble_;
  bool looking_ = false;
  std::chrono::steady_clock::time_point look_begun_;

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;  // owned by the thread
  std::jthread thread_;              // last: it uses all of the above
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_IDENTITY_PROVIDER_H_
