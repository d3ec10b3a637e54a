// What can go wrong in operation, as values.

#ifndef DAYBOOK_ERROR_H_
#define DAYBOOK_ERROR_H_

#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace daybook {

/// The kind of a failure. Each has one HTTP status (in brackets) wherever it leaves by HTTP.
enum class ErrorCode : std::uint8_t {
  kMalformed,        ///< [400] not JSON, not a CloudEvent, not a number, …
  kUnauthenticated,  ///< [401] no credential, or one that lets nobody in
  kForbidden,        ///< [403] known, but not allowed
  kNotFound,         ///< [404] no such entry, subject or view
  kConflict,         ///< [409] this source and id were used before, for another event
  kWrongRevision,    ///< [412] a subject is not at the revision the writer expects
  kTooLarge,         ///< [413] over a limit of limits.h
  kUnsupported,      ///< [415] a media type nobody here reads
  kUnprocessable,    ///< [422] well-formed, but against a schema or a rule
  kBusy,             ///< [503] a bounded queue is full; the same request may succeed later
  kUnavailable,      ///< [503] something this needs is not there now, such as a keyring
  kNoSpace,          ///< [507] the disk is full or nearly so; reading goes on
  kStopped,          ///< [503] writing has stopped, because the state on disk is unknown
  kCorrupt,          ///< [500] stored bytes are not what was written
  kIo,               ///< [500] the operating system refused a read or a write
};

/// One fault of a request: where, and what is asked for.
struct Fault {
  std::string pointer;    ///< RFC 6901 pointer into the request's body; "" is the whole of it.
  std::string detail;     ///< A sentence for the person who sent it.
  std::string rule = {};  ///< The name of the rule that is broken, if it is one.

  bool operator==(const Fault&) const = default;
};

/// A failure in operation. `detail` is a sentence for a person; `faults` has every place at
/// fault when the request was at fault.
struct Error {
  ErrorCode code = ErrorCode::kMalformed;
  std::string detail;
  std::vector<Fault> faults = {};

  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = std::expected<T, Error>;

/// The error of one code with a sentence, ready to return from a function giving Result.
inline std::unexpected<Error> Fail(ErrorCode code, std::string detail,
                                   std::vector<Fault> faults = {}) {
  return std::unexpected(Error{code, std::move(detail), std::move(faults)});
}

}  // namespace daybook

#endif  // DAYBOOK_ERROR_H_
