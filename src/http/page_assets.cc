// GET /assets/{file}

#include <array>

#include "http/accept.h"
#include "http/resources.h"
#include "web/asset.h"

namespace daybook::http {
namespace {

constexpr std::string_view kForGood = "public, max-age=31536000, immutable";

// Whether an Accept-Encoding header has gzip in it, and not to say that it is not taken.
bool TakesGzip(std::string_view accept) {
  static constexpr std::array<std::string_view, 1> kGzip = {"gzip"};
  return !accept.empty() && Negotiate(accept, kGzip).has_value();
}

}  // namespace

AsyncReply GetAsset(Exchange& exchange) {
  const web::Asset* const asset = web::FindAsset(exchange.request.captures.front());
  if (asset == nullptr) co_return Fail(ErrorCode::kNotFound, "There is no such file here.");
  const bool packed =
      !asset->packed.empty() && TakesGzip(exchange.request.Header("Accept-Encoding"));
  Reply reply = TextReply(asset->type, std::string(packed ? asset->packed : asset->bytes));
  reply.fields.emplace_back("Cache-Control", kForGood);
  reply.fields.emplace_back("Vary", "Accept-Encoding");
  if (packed) reply.fields.emplace_back("Content-Encoding", "gzip");
  co_return reply;
}

}  // namespace daybook::http
