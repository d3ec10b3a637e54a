// Runs the command line in this process.

#ifndef DAYBOOK_TESTS_TOOLS_RUN_H_
#define DAYBOOK_TESTS_TOOLS_RUN_H_

#include <sstream>
#include <string>
#include <vector>

#include "tools/session.h"

namespace daybook::tools {

struct Ran {
  Exit exit = Exit::kOk;
  std::string out, err;
  std::vector<std::chrono::milliseconds> sleeps;  ///< What it would have waited.
};

inline Ran RunDaybook(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Console console{.in = in, .out = out, .err = err};
  Ran ran;
  Session session{.console = console,
                  .sleep = [&](std::chrono::milliseconds time) { ran.sleeps.push_back(time); }};
  ran.exit = RunCommandLine(arguments, session);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

}  // namespace daybook::tools

#endif  // DAYBOOK_TESTS_TOOLS_RUN_H_
