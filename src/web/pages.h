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

/// Of whoever signs in with a browser.
struct SignInText {
  std::string refusal;       ///< Why they are not signed in; "" if nothing was refused.
  std::string back;          ///< The address they go to from here.
  std::string back_encoded;  ///< The same, percent-encoded.
  bool provider = false;     ///< They can sign in with an identity provider.
  std::string name;          ///< Who is signed in; "" for nobody.
  std::string csrf;          ///< What the forms of that sign-in say back; "" for nobody.
};

/// It runs nothing, and shows nothing of the book either.
std::string SignInPage(const SignInText& text);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_PAGES_H_
