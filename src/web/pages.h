// The pages that are a table to look through, and the page of a request that failed.

#ifndef DAYBOOK_WEB_PAGES_H_
#define DAYBOOK_WEB_PAGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "improvement/table.h"
#include "web/frame.h"
#include "web/grid.h"

namespace daybook::web {

/// The page of a grid: `all` is the view's table, `selected` what was asked for of it. `lead` is a
/// sentence below the heading; "" for none.
std::string GridPage(const Frame& frame, const Grid& grid, const improvement::Table& all,
                     const GridRequest& request, std::string_view lead);

/// What went wrong, for whoever sees it in a browser.
struct ProblemText {
  unsigned status = 500;
  std::string title;
  std::string detail;
  std::vector<Fault> faults = {};
};

/// It stands in no book: whoever asked may not be known.
std::string ProblemPage(const ProblemText& problem);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_PAGES_H_
