// Checkpoints (C2SP tlog-checkpoint): the head of a log, as the text of a signed note.
//
//   text := origin LF size LF base64(root) LF (extension LF)*

#ifndef DAYBOOK_TREE_CHECKPOINT_H_
#define DAYBOOK_TREE_CHECKPOINT_H_

#include <string>
#include <string_view>

#include "tree/note.h"
#include "tree/tree.h"

namespace daybook::tree {

/// A value.
struct Checkpoint {
  std::string origin;  ///< The log's name, which is its key's name.
  std::uint64_t size = 0;
  Hash root{};

  /// Extension lines are allowed and passed over; none is ever written.
  static Result<Checkpoint> Parse(std::string_view text);
  std::string Text() const;

  bool operator==(const Checkpoint&) const = default;
};

/// The checkpoint in a signed note, provided its log signed it with one of the `known` keys, and
/// no known key's signature fails. Otherwise kMalformed.
Result<Checkpoint> OpenCheckpoint(std::string_view note, std::span<const VerifierKey> known);

/// A number as these formats write it: decimal, without leading zeros.
std::optional<std::uint64_t> ParseSize(std::string_view text);

/// A hash as these formats write it: base64 of 32 bytes.
std::optional<Hash> ParseHash(std::string_view text);
std::string FormatHash(const Hash& hash);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_CHECKPOINT_H_
