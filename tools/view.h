// Views: asking for one and printing its rows.

#ifndef DAYBOOK_TOOLS_VIEW_H_
#define DAYBOOK_TOOLS_VIEW_H_

#include <string>
#include <vector>

#include "tools/cut.h"
#include "tools/session.h"
#include "tools/table.h"

namespace daybook::tools {

/// How rows leave; a table unless one of them is set.
struct RowFormat {
  bool json = false;
  bool csv = false;
  bool plain = false;
};

struct ViewOptions {
  RowFormat format;
  CutOptions cut;
  std::string min_position;
  std::string subject;  ///< Of a trail.
};

/// Adds the flags that choose a form, of which one may be given.
std::vector<CLI::Option*> AddRowFormat(CLI::App& command, RowFormat& format);

void AddViewOptions(CLI::App& command, ViewOptions& options);

/// The rows of a view's JSON, each value as text: nothing is "", lists are joined by commas.
/// Fails with kMalformed when it is no view.
Result<TextTable> ParseView(const std::string& body);

/// Asks for the view at `path` and prints it.
Exit PrintView(Session& session, const std::string& path, const ViewOptions& options);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_VIEW_H_
