// GET /v1/log/…, GET /v1/receipts/{event}: what proves the book, in the formats of C2SP

#include <fmt/format.h>

#include "event/text.h"
#include "http/resources.h"
#include "log/cosigning.h"

namespace daybook::http {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kForEver = "private, immutable, max-age=31536000";

// The head of the book, with the cosignatures it has so far.
std::string Newest(const Exchange& exchange) {
  const Cosigning* cosigning = exchange.services.cosigning;
  return cosigning != nullptr ? cosigning->Newest() : exchange.book().checkpoint();
}

Result<std::string> Cosigned(const Exchange& exchange) {
  const Cosigning* cosigning = exchange.services.cosigning;
  if (cosigning == nullptr) {
    return Fail(ErrorCode::kNotFound, "This book has no witnesses, so no cosigned checkpoint.");
  }
  std::string checkpoint = cosigning->Cosigned();
  if (!checkpoint.empty()) return checkpoint;
  return Fail(ErrorCode::kNotFound,
              "No checkpoint has been cosigned by the quorum yet; /health/ready says why.");
}

Result<Reply> CheckpointReply(const Exchange& exchange, Result<std::string> checkpoint) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  if (!checkpoint) return std::unexpected(std::move(checkpoint.error()));
  return TextReply(kText, *std::move(checkpoint));
}

Result<Reply> Key(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  std::string lines;
  for (const std::string& key : exchange.book().verifier_keys()) lines += key + "\n";
  return TextReply(kText, std::move(lines));
}

Result<Reply> Tile(const Exchange& exchange, const std::string& path) {
  ParamReader params(exchange.request.params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  auto bytes = exchange.book().ReadTile(path);
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

}  // namespace

AsyncReply GetCheckpoint(Exchange& exchange) {
  co_return CheckpointReply(exchange, Newest(exchange));
}
AsyncReply GetCosignedCheckpoint(Exchange& exchange) {
  co_return CheckpointReply(exchange, Cosigned(exchange));
}
AsyncReply GetKey(Exchange& exchange) { co_return Key(exchange); }
AsyncReply GetTile(Exchange& exchange) {
  const std::string& tile = exchange.request.captures.front();
  // Bundles have a route of their own, which not everybody may use.
  if (tile.starts_with("entries/")) {
    co_return Fail(ErrorCode::kNotFound, "There is no tile of hashes " + tile + ".");
  }
  co_return Tile(exchange, tile);
}
AsyncReply GetEntryBundle(Exchange& exchange) {
  co_return Tile(exchange, "entries/" + exchange.request.captures.front());
}
AsyncReply GetConsistency(Exchange& exchange) { co_return Consistency(exchange); }

AsyncReply GetReceipt(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  auto source = params.Text("source");
  const std::string which = params.Text("checkpoint").value_or("newest");
  if (which != "newest" && which != "cosigned") {
    params.AddFault("checkpoint is newest, or cosigned.");
  }
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  const auto found = co_await FindEntry(exchange, std::move(source));
  if (!found) co_return std::unexpected(found.error());
  auto checkpoint = which == "cosigned" ? Cosigned(exchange) : Newest(exchange);
  if (!checkpoint) co_return std::unexpected(std::move(checkpoint.error()));
  auto receipt = exchange.book().Receipt(found->position, *std::move(checkpoint));
  if (!receipt) co_return std::unexpected(std::move(receipt.error()));
  co_return TextReply(kText, *std::move(receipt));
}

}  // namespace daybook::http
