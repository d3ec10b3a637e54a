// Manual pages, in man(7).

#ifndef DAYBOOK_TOOLS_MANUAL_PAGE_H_
#define DAYBOOK_TOOLS_MANUAL_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/manual/described.h"

namespace daybook::manual {

/// What a page has that the command line does not tell.
struct PageFrame {
  int section = 1;
  std::string version;
  /// Sections for the end, each a heading and text in the form of the help.
  std::vector<std::pair<std::string, std::string>> more;
};

/// The page of a command and of all that are under it.
std::string Page(const DescribedCommand& command, const PageFrame& frame);

/// Text of the help in man(7): lines that begin with spaces are examples, and stay as they are; the
/// others are paragraphs, divided by empty lines.
std::string Prose(std::string_view text);

}  // namespace daybook::manual

#endif  // DAYBOOK_TOOLS_MANUAL_PAGE_H_
