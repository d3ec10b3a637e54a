#include "tree/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "tree/lines.h"

namespace daybook::tree {
namespace {

constexpr std::string_view kOld = "old ";

std::unexpected<Error> BadRequest(std::string detail) {
  return Fail(ErrorCode::kMalformed, std::move(detail));
}

}  // namespace

Result<CosignRequest> CosignRequest::Parse(std::string_view body) {
  Lines lines(body);
  const auto old = lines.Next();
  if (!old || !old->starts_with(kOld)) return BadRequest("The first line is `old` and a size.");
  const auto old_size = ParseSize(old->substr(kOld.size()));
  if (!old_size) return BadRequest("The old size is no number, or has leading zeros.");
  CosignRequest request{.old_size = *old_size};
  for (auto line = lines.Next(); !line || !line->empty(); line = lines.Next()) {
    const auto hash = line ? ParseHash(*line) : std::nullopt;
    if (!hash)
      return BadRequest("The proof has a line that is no hash, or no empty line after it.");
    if (request.proof.size() == kProofHashes) {
      return BadRequest(fmt::format("A proof has at most {} hashes.", kProofHashes));
    }
    request.proof.push_back(*hash);
  }
  auto note = Note::Parse(lines.rest());
  if (!note) return std::unexpected(std::move(note.error()));
  auto head = Checkpoint::Parse(note->text);
  if (!head) return std::unexpected(std::move(head.error()));
  if (*old_size > head->size) return BadRequest("The old size is over the size of the checkpoint.");
  request.note = *std::move(note);
  request.head = *std::move(head);
  return request;
}

std::string CosignRequestText(std::uint64_t old_size, std::span<const Hash> proof,
                              std::string_view checkpoint) {
  std::string text = fmt::format("{}{}\n", kOld, old_size);
  for (const Hash& hash : proof) text += FormatHash(hash) + "\n";
  text += '\n';
  text += checkpoint;
  return text;
}

Verdict Decide(const CosignRequest& request, std::span<const VerifierKey> trusted,
               const std::optional<Checkpoint>& cosigned) {
  std::vector<VerifierKey> keys;
  std::ranges::copy_if(trusted, std::back_inserter(keys), [&](const VerifierKey& key) {
    return key.name == request.head.origin && key.type == KeyType::kEd25519;
  });
  if (keys.empty()) return Verdict::kUnknownLog;
  const auto signers = VerifyNote(request.note, keys);
  if (!signers || signers->empty()) return Verdict::kNotSigned;
  // Nothing cosigned is the empty tree, which every tree begins with.
  const std::uint64_t size = cosigned ? cosigned->size : 0;
  const Hash root = cosigned ? cosigned->root : EmptyRoot();
  if (request.old_size != size) return Verdict::kOtherSize;
  const bool consistent =
      CheckConsistency(size, root, request.head.size, request.head.root, request.proof);
  return consistent ? Verdict::kCosign : Verdict::kInconsistent;
}

Result<NoteSignature> FindCosignature(std::string_view body, std::string_view text,
                                      const VerifierKey& witness) {
  const auto note = Note::Parse(fmt::format("{}\n{}", text, body));
  if (!note) return BadRequest("The answer is not lines of signatures: " + note.error().detail);
  for (const NoteSignature& signature : note->signatures) {
    if (signature.name != witness.name || signature.key_id != witness.id()) continue;
    if (VerifySignature(witness, text, signature.bytes)) return signature;
    return BadRequest("The cosignature does not verify.");
  }
  return BadRequest("There is no cosignature by the witness's key.");
}

}  // namespace daybook::tree
