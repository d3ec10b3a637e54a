// The page of a subject: what it has come to, and who made it so.

#ifndef DAYBOOK_WEB_SUBJECT_PAGE_H_
#define DAYBOOK_WEB_SUBJECT_PAGE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "improvement/table.h"
#include "web/frame.h"

namespace daybook::web {

/// One field of a state, as texts.
struct StateField {
  std::string name;  ///< `impactAssessed`
  std::vector<std::string> values;
};

struct SubjectView {
  std::string subject;             ///< `kind/id`
  std::string title;               ///< "" where it has none.
  std::vector<StateField> state;   ///< What is known; nothing for kinds without a state.
  improvement::Table trail;        ///< The view.
  std::size_t page = 1;            ///< Of its events.
  improvement::Table values = {};  ///< Of a measure, its rows of the view `values`.
  std::vector<Crumb> acts = {};    ///< What the reader may record of it.
  /// Where personal data that is sealed is shown opened; without a path where it is shown already,
  /// or not for whoever reads.
  Address opened;
};

/// Events of a trail on one page.
inline constexpr std::size_t kTrailEvents = 50;

std::string SubjectPage(const Frame& frame, const SubjectView& view);

/// One event by itself.
struct EventView {
  Position position = 0;
  std::string type, subject;
  std::vector<StateField> attributes;  ///< Each with one value.
  std::string data;                    ///< As JSON, to be read.
};

std::string EventPage(const Frame& frame, const EventView& view);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_SUBJECT_PAGE_H_
