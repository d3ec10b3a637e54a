// Subjects as bytes, to be stored and read back on this machine. Never on the wire, never in a
// book: they can always be derived again.
//
//   subject := name history state     (cereal's BinaryOutputArchive, native byte order)
//
// A change of any state, of History, of the order of their fields, or of
// what a fold makes of events needs a new kCodecVersion.

#ifndef DAYBOOK_IMPROVEMENT_SUBJECT_CODEC_H_
#define DAYBOOK_IMPROVEMENT_SUBJECT_CODEC_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// Stored subjects of another version are made anew.
inline constexpr std::uint32_t kCodecVersion = 6;

std::string Encode(const Subject& subject);

/// Fails with kCorrupt.
Result<Subject> Decode(std::string_view bytes);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SUBJECT_CODEC_H_
