// The scrutiny report: what a council tells the committee that holds it to account, written from
// the book.

#ifndef DAYBOOK_IMPROVEMENT_SCRUTINY_REPORT_H_
#define DAYBOOK_IMPROVEMENT_SCRUTINY_REPORT_H_

#include <cstddef>
#include <string>

#include "daybook/error.h"
#include "improvement/calendar.h"
#include "improvement/report_source.h"

namespace daybook::improvement {

struct ScrutinyRequest {
  Cut cut;                  ///< With the size it was settled at.
  AsOf as_of;               ///< The day of the report.
  std::string since_visit;  ///< Progress since this one; "": since the last but one.
};

/// Events of the subjects a report tells of. With more it would be no paper to read.
inline constexpr std::size_t kReportEventsMax = 20'000;

/// The report of the last visit that there was: a summary, what is asked of members, its purpose,
/// the background (every visit, in order), the findings of this visit by kind and those of earlier
/// ones, the progress since another visit, what the council stated of other matters, and where
/// sources disagree. `subjects` are those of the cut, `read` their facts.
///
/// It tells what the events tell and adds no opinion; whatever a committee has no event of is not
/// in it. Fails with kUnprocessable when `since_visit` is no visit there was at the cut, or beyond
/// kReportEventsMax.
Result<ReportDocument> ScrutinyReport(const Subjects& subjects, const ReadFacts& read,
                                      const ScrutinyRequest& request);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SCRUTINY_REPORT_H_
