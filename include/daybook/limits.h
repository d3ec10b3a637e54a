// Every limit on an event and on a commit, in one place. A limit that is exceeded is answered
// with ErrorCode::kTooLarge or kMalformed and a sentence that names the limit.

#ifndef DAYBOOK_LIMITS_H_
#define DAYBOOK_LIMITS_H_

#include <cstddef>

namespace daybook::limits {

/// One entry: the stamped event as stored. The bound is that of a 16-bit length, which the
/// public format of entry bundles uses (C2SP tlog-tiles).
inline constexpr std::size_t kEntryBytes = 65'535;

/// What the server's stamps may take of an entry.
inline constexpr std::size_t kStampBytes = 1'024;

/// One event in one request: what is left of an entry beside its stamps.
inline constexpr std::size_t kEventBytes = kEntryBytes - kStampBytes;

/// Events in one commit. A commit is written in one piece, so it bounds the commit thread's memory.
inline constexpr std::size_t kCommitEvents = 10'000;

/// The body of one request that appends.
inline constexpr std::size_t kBodyBytes = 16 * 1024 * 1024;

/// One file of evidence, which is stored beside the book and streamed in and out: a long recorded
/// interview, a scanned case file.
inline constexpr std::size_t kEvidenceBytes = 256 * 1024 * 1024;

/// Attributes of an event, CloudEvents' own included.
inline constexpr std::size_t kAttributes = 64;

/// Name of an attribute: `[a-z0-9]{1,20}` (CloudEvents recommends the 20).
inline constexpr std::size_t kAttributeNameBytes = 20;

inline constexpr std::size_t kIdBytes = 512;
inline constexpr std::size_t kSourceBytes = 2'048;
inline constexpr std::size_t kTypeBytes = 255;
inline constexpr std::size_t kKindBytes = 63;
inline constexpr std::size_t kSubjectBytes = 255;

/// Any other attribute's text.
inline constexpr std::size_t kAttributeBytes = 4'096;

/// Depth of nested arrays and objects in an event, the event itself being 1.
inline constexpr std::size_t kNesting = 64;

/// The JSON Schema of one registered type of event, minified: half of what an event can carry.
inline constexpr std::size_t kSchemaBytes = 32 * 1024;

/// Schemas registered in one book, each version counted: they are kept compiled, in memory.
inline constexpr std::size_t kRegisteredSchemas = 1'000;

/// What somebody says they read personal data for: a sentence or two, in a header.
inline constexpr std::size_t kPurposeBytes = 1'000;

/// Persons that one event tells of having been shown; more take several events.
inline constexpr std::size_t kPersonsTold = 100;

/// Faults told of one request; the first ones found.
inline constexpr std::size_t kFaultsTold = 20;

}  // namespace daybook::limits

#endif  // DAYBOOK_LIMITS_H_
