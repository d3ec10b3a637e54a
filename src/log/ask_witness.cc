#include "log/ask_witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "tree/witness.h"

namespace daybook {
namespace {

std::unexpected<Error> Refused(std::string detail) {
  return Fail(ErrorCode::kConflict, std::move(detail));
}

Result<std::string> RequestFrom(const Book& book, std::uint64_t old_size,
                                const CosignTarget& target) {
  const auto hashes = book.ProveConsistency(old_size, target.size);
  if (!hashes) return std::unexpected(hashes.error());
  std::vector<tree::Hash> proof(hashes->size());
  for (std::size_t i = 0; i < proof.size(); ++i) {
    std::ranges::copy((*hashes)[i], proof[i].begin());
  }
  return tree::CosignRequestText(old_size, proof, target.note);
}

// The size that a witness says it has cosigned last, if the book can go on from there.
Result<std::uint64_t> OtherSize(const WitnessAnswer& answer, std::uint64_t believed,
                                const CosignTarget& target) {
  std::string_view text = answer.body;
  if (text.ends_with('\n')) text.remove_suffix(1);
  const auto size = tree::ParseSize(text);
  if (!size || *size == believed) return Refused("It answers 409 without another size.");
  if (*size > target.size) {
    return Refused(fmt::format(
        "It has cosigned {} events of this book, which has {}: the book has lost some, or another "
        "copy of it is running.",
        *size, target.size));
  }
  return *size;
}

std::string Refusal(const WitnessAnswer& answer) {
  switch (static_cast<tree::Verdict>(answer.status)) {
    case tree::Verdict::kNotSigned:
      return "It trusts another key than the book's (403).";
    case tree::Verdict::kUnknownLog:
      return "It does not witness this book: its operator adds the book's key (404).";
    case tree::Verdict::kInconsistent:
      return "It has cosigned another history of this book (422): the book lost events and went "
             "on, or another copy of it is running.";
    case tree::Verdict::kCosign:
    case tree::Verdict::kMalformed:
    case tree::Verdict::kOtherSize:
      break;
  }
  return fmt::format("It answers with status {}.", answer.status);
}

}  // namespace

CosignTarget CosignTarget::Of(std::string note) {
  const auto parsed = tree::Note::Parse(note);
  const auto head = parsed ? tree::Checkpoint::Parse(parsed->text) : std::unexpected(Error());
  assert(head.has_value());
  return {.note = std::move(note), .text = parsed->text, .size = head->size};
}

Result<tree::NoteSignature> AskWitness(const Book& book, const tree::Policy::Witness& witness,
                                       const CosignTarget& target, const CarryToWitness& carry,
                                       std::uint64_t& known_size, const std::stop_token& stop) {
  known_size = std::min(known_size, target.size);
  for (int tries = 0; tries < 2; ++tries) {
    const auto request = RequestFrom(book, known_size, target);
    if (!request) return std::unexpected(request.error());
    const auto answer = carry(witness, *request, stop);
    if (!answer) return std::unexpected(answer.error());
    if (answer->status == static_cast<unsigned>(tree::Verdict::kCosign)) {
      auto signature = tree::FindCosignature(answer->body, target.text, witness.key);
      if (signature) known_size = target.size;
      return signature;
    }
    if (answer->status != static_cast<unsigned>(tree::Verdict::kOtherSize)) {
      return Refused(Refusal(*answer));
    }
    const auto size = OtherSize(*answer, known_size, target);
    if (!size) return std::unexpected(size.error());
    known_size = *size;
  }
  return Refused("It says one size, then another: somebody else has it cosign this book.");
}

}  // namespace daybook
