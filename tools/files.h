// Files named on the command line, `-` being standard input.

#ifndef DAYBOOK_TOOLS_FILES_H_
#define DAYBOOK_TOOLS_FILES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "tools/console.h"

namespace daybook::tools {

/// The whole of a file. Fails with kNotFound, kTooLarge (more than `bytes_max`) or kIo.
Result<std::string> ReadWhole(Console& console, const std::string& path, std::size_t bytes_max);

struct HashedFile {
  std::string digest;  ///< SHA-256, 64 hexadecimal digits.
  std::uint64_t bytes = 0;
};

/// Reads a file piece by piece. Fails with kNotFound or kIo.
Result<HashedFile> HashFile(const std::string& path);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_FILES_H_
