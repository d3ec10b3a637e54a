#include "log/signing_keys.h"

#include <fmt/format.h>

#include "tree/lines.h"

namespace daybook {
namespace {

constexpr std::size_t kKeys = 2;

std::vector<tree::NoteSigner> One(tree::NoteSigner signer) {
  std::vector<tree::NoteSigner> signers;
  signers.push_back(std::move(signer));
  return signers;
}

}  // namespace

SigningKeys::SigningKeys(tree::NoteSigner current) : SigningKeys(One(std::move(current))) {}

SigningKeys::SigningKeys(std::vector<tree::NoteSigner> signers) : signers_(std::move(signers)) {
  for (const tree::NoteSigner& signer : signers_) verifiers_.push_back(signer.verifier());
}

Result<SigningKeys> SigningKeys::Parse(std::string_view text) {
  std::vector<tree::NoteSigner> signers;
  tree::Lines lines(text);
  while (!lines.done()) {
    const auto line = lines.Next();
    auto signer = tree::NoteSigner::Parse(line ? *line : lines.rest());
    if (!signer) return std::unexpected(std::move(signer.error()));
    signers.push_back(*std::move(signer));
    if (!line) break;
  }
  if (signers.empty() || signers.size() > kKeys) {
    return Fail(ErrorCode::kMalformed, "A book is signed by one key or by two.");
  }
  if (signers.front().verifier().name != signers.back().verifier().name) {
    return Fail(ErrorCode::kMalformed, "The two keys of a book have one name.");
  }
  return SigningKeys(std::move(signers));
}

std::string SigningKeys::Text() const {
  std::string text;
  for (const tree::NoteSigner& signer : signers_) text += signer.Text() + "\n";
  return text;
}

Result<SigningKeys> SigningKeys::Rotated() const {
  if (signers_.size() == kKeys) {
    return Fail(ErrorCode::kConflict,
                fmt::format("The book is signed by two keys, since {} is replacing {}. Retire that "
                            "one before the next rotation.",
                            verifiers_.front().Text(), verifiers_.back().Text()));
  }
  std::vector<tree::NoteSigner> signers = One({name(), tree::PrivateKey::Generate()});
  signers.push_back(*tree::NoteSigner::Parse(signers_.front().Text()));
  return SigningKeys(std::move(signers));
}

Result<SigningKeys> SigningKeys::WithoutPrevious() const {
  if (signers_.size() == 1) {
    return Fail(ErrorCode::kConflict,
                fmt::format("The book is signed by one key, {}: there is none to retire.",
                            verifiers_.front().Text()));
  }
  return SigningKeys(*tree::NoteSigner::Parse(signers_.front().Text()));
}

tree::Note SigningKeys::Sign(std::string text) const {
  tree::Note note{.text = std::move(text)};
  for (const tree::NoteSigner& signer : signers_) note.signatures.push_back(signer.Sign(note.text));
  return note;
}

}  // namespace daybook
