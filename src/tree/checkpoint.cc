#include "tree/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "event/text.h"
#include "tree/lines.h"

namespace daybook::tree {

std::optional<std::uint64_t> ParseSize(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return size;
}

std::optional<Hash> ParseHash(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  Hash hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::string FormatHash(const Hash& hash) {
  return EncodeBase64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string Checkpoint::Text() const {
  return fmt::format("{}\n{}\n{}\n", origin, size, FormatHash(root));
}

Result<Checkpoint> OpenCheckpoint(std::string_view text, std::span<const VerifierKey> known) {
  const auto note = Note::Parse(text);
  if (!note) return std::unexpected(note.error());
  const auto signers = VerifyNote(*note, known);
  if (!signers) return std::unexpected(signers.error());
  auto head = Checkpoint::Parse(note->text);
  if (!head) return head;
  const bool by_log = std::ranges::any_of(*signers, [&](const VerifierKey& signer) {
    return signer.type == KeyType::kEd25519 && signer.name == head->origin;
  });
  if (by_log) return head;
  return Fail(ErrorCode::kMalformed,
              "The checkpoint bears no signature of its log by a key that is known.");
}

Result<Checkpoint> Checkpoint::Parse(std::string_view text) {
  Lines lines(text);
  const auto origin = lines.Next();
  const auto size = lines.Next();
  const auto root = lines.Next();
  if (!root || origin->empty()) {
    return Fail(ErrorCode::kMalformed, "A checkpoint is an origin, a size and a root hash.");
  }
  const auto number = ParseSize(*size);
  const auto hash = ParseHash(*root);
  if (!number || !hash) {
    return Fail(ErrorCode::kMalformed, "A checkpoint's size or root hash is not well-formed.");
  }
  while (const auto extension = lines.Next()) {
    if (extension->empty()) {
      return Fail(ErrorCode::kMalformed, "A checkpoint has an empty extension line.");
    }
  }
  if (!lines.done()) {
    return Fail(ErrorCode::kMalformed, "A checkpoint does not end with a line feed.");
  }
  return Checkpoint{std::string(*origin), *number, *hash};
}

}  // namespace daybook::tree
