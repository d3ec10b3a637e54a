// GET /assets/{file}

#include "http/packing.h"
#include "http/resources.h"
#include "web/asset.h"

namespace daybook::http {
namespace {

constexpr std::string_view kForGood = "public, max-age=31536000, immutable";

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
