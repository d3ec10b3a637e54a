// GET /v1/log/…, GET /v1/receipts/{event}: what proves the book, in the formats of C2SP

#include <fmt/format.h>

#include "event/text.h"
#include "http/resources.h"

namespace daybook::http {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kForEver = "private, immutable, max-age=31536000";

Result<Reply> Checkpoint(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  Reply reply = TextReply(kText, exchange.book().checkpoint());
  reply.fields.emplace_back("Cache-Control", "no-store");
  return reply;
}

Result<Reply> Key(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  std::string lines;
  for (const std::string& key : exchange.book().verifier_keys()) lines += key + "\n";
  return TextReply(kText, std::move(lines));
}

Result<Reply> Tile(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  auto bytes = exchange.book().ReadTile(exchange.request.captures.front());
  if (!bytes) return std::unexpected(std::move(bytes.error()));
  Reply reply = TextReply("application/octet-stream", *std::move(bytes));
  reply.fields.emplace_back("Cache-Control", kForEver);
  return reply;
}

Result<Reply> Consistency(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const auto old_size = params.Number("old");
  const auto size = params.Number("size");
  if (!old_size) params.AddFault("old, a size of the book, is needed.");
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const Position to = size.value_or(exchange.book().size());
  const auto hashes = exchange.book().ProveConsistency(*old_size, to);
  if (!hashes) return std::unexpected(hashes.error());
  std::string out = fmt::format(R"({{"old":"{}","size":"{}","hashes":[)", *old_size, to);
  for (std::size_t i = 0; i < hashes->size(); ++i) {
    out += fmt::format("{}\"{}\"", i == 0 ? "" : ",", EncodeBase64((*hashes)[i]));
  }
  return TextReply("application/json", out + "]}\n");
}

Result<Reply> Receipt(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const auto source = params.Text("source");
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const auto position = EventPosition(exchange, source);
  if (!position) return std::unexpected(position.error());
  auto receipt = exchange.book().Receipt(*position);
  if (!receipt) return std::unexpected(std::move(receipt.error()));
  return TextReply(kText, *std::move(receipt));
}

}  // namespace

AsyncReply GetCheckpoint(Exchange& exchange) { co_return Checkpoint(exchange); }
AsyncReply GetKey(Exchange& exchange) { co_return Key(exchange); }
AsyncReply GetTile(Exchange& exchange) { co_return Tile(exchange); }
AsyncReply GetConsistency(Exchange& exchange) { co_return Consistency(exchange); }
AsyncReply GetReceipt(Exchange& exchange) { co_return Receipt(exchange); }

}  // namespace daybook::http
