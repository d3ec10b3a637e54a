// Completion of a command line in bash and zsh.

#ifndef DAYBOOK_TOOLS_MANUAL_COMPLETION_H_
#define DAYBOOK_TOOLS_MANUAL_COMPLETION_H_

#include <string>

#include "tools/manual/described.h"

namespace daybook::manual {

/// A script for bash, which needs nothing else: it completes commands, options, and those of their
/// values that are known (words, files, directories). Options of a command may stand after the
/// names of those under it, as the command line takes them.
std::string BashCompletion(const DescribedCommand& command);

/// The same as a function for zsh.
std::string ZshCompletion(const DescribedCommand& command);

}  // namespace daybook::manual

#endif  // DAYBOOK_TOOLS_MANUAL_COMPLETION_H_
