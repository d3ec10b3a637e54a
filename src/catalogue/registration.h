// Schemas that other systems register for their types of event: `schema.registered` on
// `book/control`.

#ifndef DAYBOOK_CATALOGUE_REGISTRATION_H_
#define DAYBOOK_CATALOGUE_REGISTRATION_H_

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/shelf.h"
#include "daybook/error.h"

namespace daybook::catalogue {

inline constexpr std::string_view kRegistered = "schema.registered";

/// The data of a `schema.registered`.
struct Registration {
  std::string type;
  std::uint32_t version = 0;
  std::string schema;  ///< Minified JSON.
};

/// What the data says, or nothing if it does not fit the schema of `schema.registered`.
std::optional<Registration> ReadRegistration(simdjson::dom::element data);

/// Whether the very same schema is registered already.
bool IsThere(const Registration& registration, const Shelf& registered);

/// Adds what keeps a registration from holding: its type is the catalogue's own, its version is
/// another schema, there are too many, or the schema is too large or broken. `pointer` leads to
/// the data.
void CheckRegistration(const Registration& registration, const Shelf& registered,
                       std::string_view pointer, std::vector<Fault>& faults);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_REGISTRATION_H_
