// What a book gives to those who check it.

#include <fmt/format.h>

#include "daybook/log.h"
#include "log/journal.h"
#include "log/sequencer.h"
#include "log/signing_keys.h"
#include "tree/proof.h"
#include "tree/receipt.h"
#include "tree/tile.h"

namespace daybook {

std::string Book::checkpoint() const { return sequencer_->checkpoint(); }
std::string Book::verifier_key() const { return keys_->verifiers().front().Text(); }

std::vector<std::string> Book::verifier_keys() const {
  std::vector<std::string> texts;
  for (const tree::VerifierKey& key : keys_->verifiers()) texts.push_back(key.Text());
  return texts;
}

Result<std::string> Book::Receipt(Position position) const {
  return Receipt(position, sequencer_->checkpoint());
}

Result<std::string> Book::Receipt(Position position, std::string checkpoint) const {
  const auto head = tree::OpenCheckpoint(checkpoint, keys_->verifiers());
  if (!head) return std::unexpected(head.error());
  if (position >= head->size) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("There is no entry at position {} in the checkpoint of {} events.",
                            position, head->size));
  }
  auto entry = Read(position);
  if (!entry) return entry;
  auto proof = tree::ProveInclusion(position, head->size, journal_->NodeReader());
  if (!proof) return std::unexpected(std::move(proof.error()));
  const tree::Receipt receipt{.entry = *std::move(entry),
                              .index = position,
                              .proof = *std::move(proof),
                              .checkpoint = std::move(checkpoint)};
  return receipt.Text();
}

Result<std::vector<std::string>> Book::ProveConsistency(Position old_size, Position size) const {
  if (old_size > size || size > this->size()) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("The book has {} events; there is no proof from {} to {}.",
                            this->size(), old_size, size));
  }
  const auto proof = tree::ProveConsistency(old_size, size, journal_->NodeReader());
  if (!proof) return std::unexpected(proof.error());
  std::vector<std::string> hashes;
  for (const tree::Hash& hash : *proof) hashes.emplace_back(hash.begin(), hash.end());
  return hashes;
}

Result<std::string> Book::ReadTile(std::string_view path) const {
  const auto tile = tree::Tile::Parse(path);
  if (!tile) return std::unexpected(tile.error());
  if (!tile->IsIn(size())) {
    return Fail(ErrorCode::kNotFound, fmt::format("The book has no tile {} yet.", path));
  }
  std::string bytes;
  if (tile->entries) {
    const auto entries = ReadFrom(tile->first().index, tile->width, SIZE_MAX);
    if (!entries) return std::unexpected(entries.error());
    for (const std::string& entry : *entries) tree::AppendToBundle(bytes, entry);
    return bytes;
  }
  const auto hashes = journal_->ReadNodes(tile->first(), tile->width);
  if (!hashes) return std::unexpected(hashes.error());
  for (const tree::Hash& hash : *hashes) bytes.append(hash.begin(), hash.end());
  return bytes;
}

}  // namespace daybook
