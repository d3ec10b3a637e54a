// Receipts (C2SP tlog-proof): an entry and all that proves it is in the log, as one text.
//
//   c2sp.org/tlog-proof@v1 LF
//   extra base64(entry) LF
//   index i LF
//   (base64(hash) LF)*          the inclusion proof, the leaf's sibling first
//   LF
//   checkpoint                  a signed note

#ifndef DAYBOOK_TREE_RECEIPT_H_
#define DAYBOOK_TREE_RECEIPT_H_

#include <string>
#include <string_view>

#include "tree/checkpoint.h"
#include "tree/note.h"
#include "tree/policy.h"
#include "tree/proof.h"

namespace daybook::tree {

/// A value; not checked until Verify.
struct Receipt {
  std::string entry;
  std::uint64_t index = 0;
  Proof proof;
  std::string checkpoint;  ///< The signed note, byte for byte.

  static Result<Receipt> Parse(std::string_view text);
  std::string Text() const;

  /// Whether the entry is in the log of `log`, whose signature its checkpoint must bear: the
  /// checkpoint, or why it is not proven (kMalformed). Needs nothing but this text and the key.
  Result<Checkpoint> Verify(std::span<const VerifierKey> known) const;

  /// The same, when whoever the policy asks for has signed the checkpoint.
  Result<Checkpoint> Verify(const Policy& policy) const;

 private:
  Result<Checkpoint> LeadsTo(Result<Checkpoint> head) const;
};

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_RECEIPT_H_
