// Witnessing (C2SP tlog-witness): what a witness is asked to cosign, and what it decides. Pure.
//
//   request := "old " size LF (base64(hash) LF)* LF checkpoint     at most 63 hashes
//   checkpoint := a signed note, by its log and perhaps by others
//
// A log that shows one history to some and another to others is found out when both ask the same
// witness: it cosigns only what it can follow from what it has cosigned before.

#ifndef DAYBOOK_TREE_WITNESS_H_
#define DAYBOOK_TREE_WITNESS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "tree/checkpoint.h"
#include "tree/note.h"
#include "tree/proof.h"

namespace daybook::tree {

/// A request to cosign a checkpoint. A value; nothing in it is believed until Decide.
struct CosignRequest {
  std::uint64_t old_size = 0;  ///< Of the checkpoint that the witness cosigned last.
  Proof proof;                 ///< That the tree of `old_size` leaves is how this one begins.
  Note note;                   ///< The checkpoint, signed.
  Checkpoint head;             ///< What the note says.

  /// Fails with kMalformed.
  static Result<CosignRequest> Parse(std::string_view body);

  static constexpr std::size_t kProofHashes = 63;
};

/// The body of a request, from its parts.
std::string CosignRequestText(std::uint64_t old_size, std::span<const Hash> proof,
                              std::string_view checkpoint);

/// What a witness answers. The values are the HTTP statuses of the specification.
enum class Verdict : std::uint16_t {
  kCosign = 200,
  kMalformed = 400,     ///< No such request, or the old size is over the new one.
  kNotSigned = 403,     ///< No signature by a trusted key of the log, or one that does not verify.
  kUnknownLog = 404,    ///< No key is trusted for a log of this origin.
  kOtherSize = 409,     ///< The old size is not what the witness cosigned last.
  kInconsistent = 422,  ///< Not shown to begin with what the witness cosigned last.
};

/// Decides on a well-formed request. Each of `trusted` is a key of the log that has its name;
/// `cosigned` is the newest head that was cosigned of the request's log, if there is one. The
/// witness may sign only after kCosign, and once the request's head is recorded as the newest.
Verdict Decide(const CosignRequest& request, std::span<const VerifierKey> trusted,
               const std::optional<Checkpoint>& cosigned);

/// The cosignature by `witness` of the checkpoint `text` that an answer's body has, among lines by
/// keys that are passed over. kMalformed when there is none, or it does not verify.
Result<NoteSignature> FindCosignature(std::string_view body, std::string_view text,
                                      const VerifierKey& witness);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_WITNESS_H_
