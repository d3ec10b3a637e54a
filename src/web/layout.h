// Pages put together: the frame around what a template comes to.

#ifndef DAYBOOK_WEB_LAYOUT_H_
#define DAYBOOK_WEB_LAYOUT_H_

#include <string>
#include <string_view>

#include "web/frame.h"
#include "web/model.h"

namespace daybook::web {

/// A page: the template `name`, which has `head` and `foot` in it, filled with `content` and with
/// what they need.
std::string InFrame(const Frame& frame, const PageTitle& title, std::string_view name,
                    Model content);

/// A page that is of no book, for whoever it may be: without cut and navigation. `content` has its
/// title.
std::string WithoutBook(std::string_view name, Model content);

/// The text of an address at the frame's cut.
std::string LinkTo(const Frame& frame, const Address& address);

/// That of a subject's page.
std::string LinkToSubject(const Frame& frame, std::string_view subject);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_LAYOUT_H_
