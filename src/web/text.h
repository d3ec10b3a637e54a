// Text in HTML.

#ifndef DAYBOOK_WEB_TEXT_H_
#define DAYBOOK_WEB_TEXT_H_

#include <string>
#include <string_view>

namespace daybook::web {

/// Text as templates escape it: nothing in it is markup, in an element or in an attribute between
/// quotation marks.
std::string Escaped(std::string_view text);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_TEXT_H_
