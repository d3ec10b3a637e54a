// A command line as CLI11 knows it, in words: what manual pages and completions are made of.

#ifndef DAYBOOK_TOOLS_MANUAL_DESCRIBED_H_
#define DAYBOOK_TOOLS_MANUAL_DESCRIBED_H_

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace daybook::manual {

/// One option, or one argument without a name.
struct DescribedOption {
  std::vector<std::string>
      names;              ///< With their dashes; of an argument, the one it has in the help.
  bool argument = false;  ///< It is given by its place.
  bool required = false;
  bool repeatable = false;
  std::string type;      ///< What its value is: FILE, N, HOW; "": it has none.
  std::string says;      ///< Its line in the help.
  std::string fallback;  ///< "": none, or none that is shown.
  std::string environment;
  std::string range;                 ///< "1 to 86400"; "": any.
  std::vector<std::string> choices;  ///< All there are; empty: any.
};

/// One command, with those under it.
struct DescribedCommand {
  std::string name;  ///< With those before it: "daybook token create".
  std::string says;  ///< The title, an empty line, and the rest as in the help.
  std::string footer;
  std::vector<DescribedOption> options;  ///< Arguments first.
  std::vector<DescribedCommand> commands;

  std::string title() const { return says.substr(0, says.find('\n')); }
};

/// `before` is the name of the command that this one is under, "" if there is none.
DescribedCommand Describe(CLI::App& app, const std::string& before = "");

}  // namespace daybook::manual

#endif  // DAYBOOK_TOOLS_MANUAL_DESCRIBED_H_
