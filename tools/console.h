// The streams of one run of `daybook`, and what is at the other end of them.

#ifndef DAYBOOK_TOOLS_CONSOLE_H_
#define DAYBOOK_TOOLS_CONSOLE_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook::tools {

/// What the process answers to its shell. Never renumber: scripts test for them.
enum class Exit : int {
  kOk = 0,
  kFailed = 1,   ///< A check failed, or what came out is not whole.
  kUsage = 2,    ///< The command line, or a file it names, is wrong. Nothing was sent.
  kRefused = 3,  ///< The daemon cannot be reached, or refused.
};

/// Data goes to `out`, everything said about it to `err`. The streams are not owned.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;    ///< Wanted by the person, where the stream is a terminal.
  std::size_t width = 0;  ///< Columns to fit tables into; 0 is as wide as the text.
};

/// The process's own streams. Colour is off with NO_COLOR, or on a dumb terminal.
Console StandardConsole();

/// Says one sentence on `err`.
void Say(Console& console, std::string_view sentence);

/// Says what went wrong, with every place at fault on a line of its own.
void SayError(Console& console, const Error& error);

/// `text` safe to print on a terminal: control characters, with which an event from elsewhere
/// could steer the terminal, become spaces.
std::string Printable(std::string_view text);

/// `12345` as `12,345`.
std::string Grouped(std::uint64_t number);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_CONSOLE_H_
