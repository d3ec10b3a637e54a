// Reading what a subject's stream has had since it was last read.

#ifndef DAYBOOK_LOG_STREAM_VISIT_H_
#define DAYBOOK_LOG_STREAM_VISIT_H_

#include <functional>
#include <string_view>

#include "daybook/error.h"
#include "daybook/log.h"

namespace daybook {

/// Looks at one entry; gives whether to go on.
using VisitEntry = std::function<Result<bool>(std::string_view entry)>;

/// Visits the entries of `subject` from the revision `next` on, which is moved past each one that
/// was visited. Fails as reading does, or as `visit` does; then `next` is that entry's revision.
Result<void> VisitStream(const Book& book, std::string_view subject, Revision& next,
                         const VisitEntry& visit);

}  // namespace daybook

#endif  // DAYBOOK_LOG_STREAM_VISIT_H_
