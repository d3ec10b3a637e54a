// The keys that sign a book.

#ifndef DAYBOOK_LOG_SIGNING_KEYS_H_
#define DAYBOOK_LOG_SIGNING_KEYS_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "tree/note.h"

namespace daybook {

/// One key, or two while one replaces the other: the current key first, then the one it replaces.
/// All of them have the book's name, and all of them sign. Movable; signing is thread-safe.
class SigningKeys {
 public:
  explicit SigningKeys(tree::NoteSigner current);

  /// Reads keys as Text writes them. Fails with kMalformed.
  static Result<SigningKeys> Parse(std::string_view text);
  std::string Text() const;  ///< A signer key a line. Secret.

  /// These keys with a new one before them. Fails while one replaces another.
  Result<SigningKeys> Rotated() const;

  /// The current key alone. Fails when it is alone already.
  Result<SigningKeys> WithoutPrevious() const;

  const std::string& name() const { return verifiers_.front().name; }

  /// What verifies their signatures, in their order.
  const std::vector<tree::VerifierKey>& verifiers() const { return verifiers_; }

  /// The text signed by each of them, in their order.
  tree::Note Sign(std::string text) const;

 private:
  explicit SigningKeys(std::vector<tree::NoteSigner> signers);

  std::vector<tree::NoteSigner> signers_;
  std::vector<tree::VerifierKey> verifiers_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_SIGNING_KEYS_H_
