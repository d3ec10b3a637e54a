// From a JSON Schema to the tree that checks values.

#ifndef DAYBOOK_CATALOGUE_COMPILER_H_
#define DAYBOOK_CATALOGUE_COMPILER_H_

#include <cstddef>

#include "catalogue/node.h"
#include "daybook/error.h"

namespace daybook::catalogue {

/// Nodes of one compiled schema, references written out: it bounds what one check can cost. The
/// largest schema of the catalogue has 17.
inline constexpr std::size_t kSchemaNodes = 1'000;

/// Depth of one compiled schema, references written out.
inline constexpr std::size_t kSchemaDepth = 64;

/// Compiles a schema of draft-07. All of its keywords are read, with these limits: references lead
/// to the schema's own `definitions` and not back to where they stand; formats are `date` and
/// `date-time`; patterns are what Pattern takes. A keyword that draft-07 does not have is a fault,
/// since a misspelt one would leave values unchecked in silence. Fails with kUnprocessable, a
/// fault for each place, pointers into the schema.
Result<NodePtr> Compile(const nlohmann::json& schema);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_COMPILER_H_
