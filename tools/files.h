// Files named on the command line, `-` being standard input.

#ifndef DAYBOOK_TOOLS_FILES_H_
#define DAYBOOK_TOOLS_FILES_H_

#include <cstddef>
#include <string>

#include "tools/console.h"

namespace daybook::tools {

/// The whole of a file. Fails with kNotFound, kTooLarge (more than `bytes_max`) or kIo.
Result<std::string> ReadWhole(Console& console, const std::string& path, std::size_t bytes_max);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_FILES_H_
