// The cut that a view, a search or an export is asked for.

#ifndef DAYBOOK_TOOLS_CUT_H_
#define DAYBOOK_TOOLS_CUT_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tools/http_client.h"

namespace daybook::tools {

/// As given; "" is not asked for: everything, of today, told to nobody else.
struct CutOptions {
  std::string at;        ///< What had occurred by then.
  std::string known;     ///< What had been recorded by then.
  std::string audience;  ///< What is released to them.
};

CLI::Option* AddAudience(CLI::App& command, std::string& audience);

std::vector<CLI::Option*> AddCut(CLI::App& command, CutOptions& cut);

/// Adds what is asked for, as parameters of the HTTP interface.
void AddTo(Target& target, const CutOptions& cut);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_CUT_H_
