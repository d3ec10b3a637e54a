// Problem documents (RFC 9457), as a client reads them.

#ifndef DAYBOOK_NET_PROBLEM_H_
#define DAYBOOK_NET_PROBLEM_H_

#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::net {

/// A value; a member that is missing, or no text, is "".
struct Problem {
  std::string type, title, detail;
  std::vector<Fault> faults;
};

/// What a body says. Never fails: one that is no problem document says nothing.
Problem ParseProblem(const std::string& body);

}  // namespace daybook::net

#endif  // DAYBOOK_NET_PROBLEM_H_
