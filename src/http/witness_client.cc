#include "http/witness_client.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>

#include "http/fetch.h"

namespace daybook::http {

namespace asio = boost::asio;

namespace {

// Room for a cosignature of each of a hundred keys.
constexpr std::size_t kAnswerBytes = 32 * 1024;

// Of `add-checkpoint`.
Result<Url> AddressOf(const tree::Policy::Witness& witness) {
  const auto wrong = [&](std::string_view why) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("The witness {} cannot be asked: {}.", witness.name, why));
  };
  if (witness.url.empty()) return wrong("the policy has no URL of it");
  auto url = ParseUrl(witness.url);
  if (!url) return wrong(url.error().detail);
  if (url->target.find('?') != std::string::npos) return wrong("its URL ends before any ?");
  while (url->target.ends_with('/')) url->target.pop_back();
  url->target += "/add-checkpoint";
  return url;
}

}  // namespace

Result<void> CheckWitnessUrl(const tree::Policy::Witness& witness) {
  const auto address = AddressOf(witness);
  if (!address) return std::unexpected(address.error());
  return {};
}

Result<WitnessAnswer> PostToWitness(const tree::Policy::Witness& witness, const std::string& body,
                                    const std::stop_token& stop, net::TlsContext& tls,
                                    std::chrono::milliseconds timeout) {
  auto address = AddressOf(witness);
  if (!address) return std::unexpected(std::move(address.error()));
  asio::io_context context{1};
  std::optional<Result<Fetched>> answer;
  const auto fetching =
      Fetching::Begin(context,
                      {.url = *std::move(address),
                       .method = boost::beast::http::verb::post,
                       .content_type = "text/plain; charset=utf-8",
                       .body = body,
                       .answer_bytes_max = kAnswerBytes,
                       .timeout = timeout},
                      tls, [&answer](Result<Fetched> result) { answer = std::move(result); });
  {
    const std::stop_callback cut_off(
        stop, [&] { asio::post(context, [fetching] { fetching->Cancel(); }); });
    context.run();
  }
  if (*answer) {
    return WitnessAnswer{.status = (*answer)->status, .body = std::move((*answer)->body)};
  }
  return Fail(ErrorCode::kIo,
              fmt::format("It cannot be asked at {}: {}.", witness.url, answer->error().detail));
}

}  // namespace daybook::http
