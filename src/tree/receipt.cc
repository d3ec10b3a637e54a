#include "tree/receipt.h"

#include <fmt/format.h>

#include "event/text.h"
#include "tree/lines.h"

namespace daybook::tree {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kProofHashes = 64;  // of a tree of 2^64 leaves

std::unexpected<Error> NoReceipt(std::string detail) {
  return Fail(ErrorCode::kMalformed, std::move(detail));
}

}  // namespace

std::string Receipt::Text() const {
  std::string text =
      fmt::format("{}\n{}{}\n{}{}\n", kHeader, kExtra, EncodeBase64(entry), kIndex, index);
  for (const Hash& hash : proof) text += FormatHash(hash) + "\n";
  return text + "\n" + checkpoint;
}

Result<Receipt> Receipt::Parse(std::string_view text) {
  Lines lines(text);
  const auto header = lines.Next();
  const auto extra = lines.Next();
  const auto index = lines.Next();
  if (!index || *header != kHeader) return NoReceipt("This is no receipt: its first line says so.");
  if (!extra->starts_with(kExtra)) return NoReceipt("A receipt's second line has the entry.");
  const auto entry = DecodeBase64(extra->substr(kExtra.size()));
  if (!entry) return NoReceipt("A receipt's entry is not base64.");
  if (!index->starts_with(kIndex)) return NoReceipt("A receipt's third line has the index.");
  const auto number = ParseSize(index->substr(kIndex.size()));
  if (!number) return NoReceipt("A receipt's index is not a number.");
  Receipt receipt{.entry = *entry, .index = *number};
  for (auto line = lines.Next(); !line || !line->empty(); line = lines.Next()) {
    const auto hash = line ? ParseHash(*line) : std::nullopt;
    if (!hash) return NoReceipt("A receipt's proof has a line that is no hash.");
    if (receipt.proof.size() == kProofHashes) return NoReceipt("A receipt's proof is too long.");
    receipt.proof.push_back(*hash);
  }
  receipt.checkpoint = lines.rest();
  return receipt;
}

Result<Checkpoint> Receipt::Verify(std::span<const VerifierKey> known) const {
  return LeadsTo(OpenCheckpoint(checkpoint, known));
}

Result<Checkpoint> Receipt::Verify(const Policy& policy) const {
  return LeadsTo(policy.Open(checkpoint));
}

Result<Checkpoint> Receipt::LeadsTo(Result<Checkpoint> head) const {
  if (!head) return head;
  if (InclusionRoot(LeafHash(entry), index, head->size, proof) != head->root) {
    return NoReceipt(
        fmt::format("The proof does not lead from the entry at {} to the checkpoint.", index));
  }
  return head;
}

}  // namespace daybook::tree
