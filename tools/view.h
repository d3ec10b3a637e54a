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

void AddMinPosition(CLI::App& command, std::string& min_position);

void AddViewOptions(CLI::App& command, ViewOptions& options);

/// The rows of a view's JSON, each value as text: nothing is "", lists are joined by commas.
/// Fails with kMalformed when it is no view.
Result<TextTable> ParseView(const std::string& body);

/// Prints rows as a table, or `plain`.
void PrintRows(Console& console, const TextTable& table, bool plain);

/// Asks for the view at `target` and prints its rows.
Exit PrintRows(Session& session, const Target& target, const RowFormat& format);

/// Asks for the view at `path`, with the options that it was given, and prints it.
Exit PrintView(Session& session, const std::string& path, const ViewOptions& options);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_VIEW_H_
