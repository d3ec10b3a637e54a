// Values against a compiled schema.

#ifndef DAYBOOK_CATALOGUE_CHECKER_H_
#define DAYBOOK_CATALOGUE_CHECKER_H_

#include <simdjson.h>

#include <string_view>
#include <vector>

#include "catalogue/node.h"
#include "daybook/error.h"

namespace daybook::catalogue {

/// Adds each fault of `value` to `faults`, up to limits::kFaultsTold of them in all; pointers begin
/// with `pointer`. Whether there was none.
bool Check(const Node& node, simdjson::dom::element value, std::string_view pointer,
           std::vector<Fault>& faults);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_CHECKER_H_
