// What the daemon answers to an append.

#ifndef DAYBOOK_TOOLS_APPENDED_H_
#define DAYBOOK_TOOLS_APPENDED_H_

#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::tools {

struct AppendedEvent {
  std::string position;
  bool repeated = false;  ///< It was in the book already.
};

/// The events of `{"events":[{"position":"7", …}]}`. Fails with kMalformed when it is none.
Result<std::vector<AppendedEvent>> ParseAppended(const std::string& body);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_APPENDED_H_
