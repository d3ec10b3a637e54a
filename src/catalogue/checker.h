// Values against a compiled schema.

#ifndef DAYBOOK_CATALOGUE_CHECKER_H_
#define DAYBOOK_CATALOGUE_CHECKER_H_

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/node.h"
#include "daybook/error.h"

namespace daybook::catalogue {

/// What is found in a value.
struct Findings {
  std::vector<Fault>& faults;
  std::vector<std::string>& personal;  ///< Pointers to what the schema calls personal data.
};

/// Adds each fault of `value` to `findings`, up to limits::kFaultsTold of them in all; pointers
/// begin with `pointer`. Whether there was none. What is only tried (`anyOf`, `not` and the like)
/// finds no personal data.
bool Check(const Node& node, simdjson::dom::element value, std::string_view pointer,
           Findings findings);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_CHECKER_H_
