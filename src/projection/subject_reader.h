// Where the entries of one subject are, and what an entry is about without decoding it.

#ifndef DAYBOOK_PROJECTION_SUBJECT_READER_H_
#define DAYBOOK_PROJECTION_SUBJECT_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/log.h"

namespace daybook::projection {

/// The positions of a subject's events among the book's first `size`, at most `count_max` of them.
Result<std::vector<Position>> StreamPositions(const Book& book, std::string_view subject,
                                              Position size, std::size_t count_max);

/// Whether a stored entry is an event.released, without decoding it.
bool IsRelease(std::string_view entry);

/// The subject that a stored entry is about, and its kind, without decoding the entry.
std::string_view SubjectOf(std::string_view entry);
std::string_view KindOf(std::string_view entry);

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_SUBJECT_READER_H_
