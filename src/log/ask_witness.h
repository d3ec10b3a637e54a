// Asking one witness to cosign a checkpoint of the book (C2SP tlog-witness).

#ifndef DAYBOOK_LOG_ASK_WITNESS_H_
#define DAYBOOK_LOG_ASK_WITNESS_H_

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "daybook/error.h"
#include "daybook/log.h"
#include "tree/checkpoint.h"
#include "tree/note.h"
#include "tree/policy.h"

namespace daybook {

/// What a witness answered, whatever carried it.
struct WitnessAnswer {
  unsigned status = 0;
  std::string body;
};

/// Carries the body of a request to a witness, and its answer back. Ends within a time of its own,
/// and soon once a stop is asked for; kIo when there is no answer.
using CarryToWitness = std::function<Result<WitnessAnswer>(
    const tree::Policy::Witness& witness, const std::string& body, const std::stop_token& stop)>;

/// A checkpoint that shall be cosigned. A value.
struct CosignTarget {
  std::string note;  ///< As the book signed it.
  std::string text;  ///< Of the note: what is cosigned.
  std::uint64_t size = 0;

  /// From a signed checkpoint, which the caller knows to be one.
  static CosignTarget Of(std::string note);
};

/// The witness's cosignature of the target, verified. `known_size` is what it is believed to have
/// cosigned last, 0 if nothing is known; it says so itself when that is wrong, and is asked once
/// more. On success `known_size` is the target's. Fails with a sentence for the operator.
Result<tree::NoteSignature> AskWitness(const Book& book, const tree::Policy::Witness& witness,
                                       const CosignTarget& target, const CarryToWitness& carry,
                                       std::uint64_t& known_size, const std::stop_token& stop);

}  // namespace daybook

#endif  // DAYBOOK_LOG_ASK_WITNESS_H_
