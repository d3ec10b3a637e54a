// The entries of one subject, read from the book for folding.

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

/// The entries at these positions.
Result<std::vector<std::string>> ReadEntries(const Book& book,
                                             const std::vector<Position>& positions);

/// The kind of the subject that a stored entry is about, without decoding the entry.
std::string_view KindOf(std::string_view entry);

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_SUBJECT_READER_H_
