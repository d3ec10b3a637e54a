// The filters of a search, shared by every command that reads events.

#ifndef DAYBOOK_TOOLS_FILTERS_H_
#define DAYBOOK_TOOLS_FILTERS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "tools/cut.h"
#include "tools/http_client.h"

namespace daybook::tools {

/// Every filter that is not empty must hold.
struct Filters {
  std::string type, kind, subject, actor, text;
  std::string from, to;                    ///< Occurred: from ≤ time < to.
  std::string recorded_from, recorded_to;  ///< Recorded, likewise.
  std::string order;                       ///< "" is as recorded.
  CutOptions cut;
};

/// Adds the options of the filters that a search and the stream of new events have in common.
void AddFilters(CLI::App& command, Filters& filters);
/// Adds the times and the cut, which only a search has.
void AddTimes(CLI::App& command, Filters& filters);
void AddOrder(CLI::App& command, Filters& filters);

/// Adds the filters that are set, as parameters of the HTTP interface.
void AddTo(Target& target, const Filters& filters);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_FILTERS_H_
