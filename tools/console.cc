#include "tools/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace daybook::tools {
namespace {

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool WantsColour() {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return !IsSet("NO_COLOR") && !dumb;
}

std::size_t TerminalWidth() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

}  // namespace

Console StandardConsole() {
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  return Console{.in = std::cin,
                 .out = std::cout,
                 .err = std::cerr,
                 .in_is_terminal = isatty(STDIN_FILENO) == 1,
                 .out_is_terminal = out_is_terminal,
                 .err_is_terminal = isatty(STDERR_FILENO) == 1,
                 .colour = WantsColour(),
                 .width = out_is_terminal ? TerminalWidth() : 0};
}

void Say(Console& console, std::string_view sentence) {
  console.out.flush();
  console.err << Printable(sentence) << '\n';
}

void SayError(Console& console, const Error& error) {
  const bool red = console.colour && console.err_is_terminal;
  console.out.flush();
  console.err << (red ? "\033[31mdaybook:\033[0m " : "daybook: ") << Printable(error.detail)
              << '\n';
  for (const Fault& fault : error.faults) {
    console.err << "  " << (fault.pointer.empty() ? "" : Printable(fault.pointer) + ": ")
                << Printable(fault.detail)
                << (fault.rule.empty() ? "" : " (rule " + Printable(fault.rule) + ")") << '\n';
  }
}

std::string Printable(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    const auto next = i + 1 < result.size() ? static_cast<unsigned char>(result[i + 1]) : 0U;
    // U+0080 to U+009F, which some terminals obey as they do ESC, is C2 80 to C2 9F in UTF-8.
    const bool c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    if (byte < 0x20 || byte == 0x7F) result[i] = ' ';
    if (c1) result[i] = result[i + 1] = ' ';
  }
  return result;
}

std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3;) {
    i -= 3;
    digits.insert(i, 1, ',');
  }
  return digits;
}

}  // namespace daybook::tools
