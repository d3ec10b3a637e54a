// What every page shows around what it is about: where one is, at which cut, and of which book.

#ifndef DAYBOOK_WEB_FRAME_H_
#define DAYBOOK_WEB_FRAME_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daybook/event.h"
#include "improvement/audience.h"
#include "web/address.h"
#include "web/subject_names.h"

namespace daybook::web {

/// The cut of a page, as its address has it.
struct PageCut {
  std::string at, known;  ///< As they were asked for; "" for now.
  improvement::Audience audience = improvement::Audience::kInternal;
  improvement::Audience ceiling = improvement::Audience::kInternal;  ///< Of whoever reads.

  /// Whether everything is told that the reader may see.
  bool IsNow() const { return at.empty() && known.empty() && audience == ceiling; }

  /// The parameters that every link of the page keeps.
  std::vector<std::pair<std::string, std::string>> Params() const;
};

/// A day that is worth a look: what was known after a visit.
struct Stop {
  std::string day;  ///< `2025-01-22`
  std::string title;
};

struct Frame {
  std::string book;         ///< Its origin, as the checkpoint has it.
  Position position = 0;    ///< How many events the page stands on.
  Position checkpoint = 0;  ///< The size of the book at its signed head.
  std::string made;         ///< When, by the clock in London: `2025-01-22T09:00:00+00:00`.
  PageCut cut;
  std::string who;               ///< Whose request it is; "" where nobody is asked.
  bool signed_in = false;        ///< With this browser, so that they can sign out.
  bool has_cut = true;           ///< Else the page is not of a cut.
  bool reads_views = true;       ///< Else only what is told of single events is for them.
  Address here;                  ///< This page, without its cut.
  std::vector<Stop> stops = {};  ///< From the earliest to the latest.
  SubjectNames names = {};       ///< Of subjects, as far as the reader may know them.
  std::string stream = {};       ///< What tells that the page would be another by now; "": none.
};

/// A page that is on the way to this one.
struct Crumb {
  std::string text;
  Address address;
};

/// What is told of one page.
struct PageTitle {
  std::string title;
  std::string_view section;        ///< The path of the navigation's entry that it is under.
  std::vector<Crumb> crumbs = {};  ///< After the Overview, before the page itself.
  std::string filter = {};         ///< What is shown of all there is, in words; "": all.
};

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_FRAME_H_
