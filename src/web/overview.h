// The Overview: where things stand, in ten seconds.

#ifndef DAYBOOK_WEB_OVERVIEW_H_
#define DAYBOOK_WEB_OVERVIEW_H_

#include <cstddef>
#include <string>

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"
#include "web/frame.h"

namespace daybook::web {

/// How many findings and actions there are of what: a row for each value that some have. Columns:
/// of (findings, actions, deadlines), by (standing, impact, delivery, colour), value, count. It is
/// counted from the views readiness, plan and timeline, so a count is that of the rows there.
improvement::Table OverviewCounts(const improvement::Subjects& subjects,
                                  const improvement::AsOf& as_of);

/// The rows of the view timeline that are deadlines not met yet: some that passed last, and those
/// that come next.
improvement::Table NextDeadlines(const improvement::Subjects& subjects,
                                 const improvement::AsOf& as_of);

/// The rows of the view measures that have a target, the missed ones first; the first ones.
improvement::Table TargetedMeasures(const improvement::Subjects& subjects,
                                    const improvement::AsOf& as_of);

/// The days a reader steps between: of each visit that has ended, as it is known without a cut of
/// what had occurred. Columns: day, title.
improvement::Table VisitStops(const improvement::Subjects& subjects,
                              const improvement::AsOf& as_of);

struct Overview {
  improvement::Table status;     ///< The view.
  improvement::Table counts;     ///< OverviewCounts
  improvement::Table deadlines;  ///< NextDeadlines
  improvement::Table measures;   ///< TargetedMeasures
  improvement::Table changes;    ///< The first rows of the view changes since `since`.
  std::size_t changes_all = 0;   ///< How many rows that has.
  Stop since;                    ///< The visit before; without a day: there was none.
  std::string trust;             ///< Who has signed what, in words.
};

/// Rows of each table that are shown.
inline constexpr std::size_t kOverviewRows = 8;
inline constexpr std::size_t kOverviewAreas = 25;

std::string OverviewPage(const Frame& frame, const Overview& overview);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_OVERVIEW_H_
