// Data of old versions of a type of event, in the words of the latest one. What is in the book
// stays as it is: this is done whenever it is read.

#ifndef DAYBOOK_IMPROVEMENT_UPCAST_H_
#define DAYBOOK_IMPROVEMENT_UPCAST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daybook::improvement {

/// The version that `dataschema` names (`…/v1/schemas/<type>/<version>`), or nothing.
std::optional<std::uint32_t> SchemaVersion(std::string_view dataschema);

/// Whether events of this type had other words once.
bool HasOldVersions(std::string_view type);

/// `data`, JSON text that fits `version` of the type's schema, as it would be told in the latest
/// version. An event that names no version fitted the latest one of its day: then what is in old
/// words is put into new ones, and what is in new ones stays. So does what is no object.
std::string Upcast(std::string_view type, std::optional<std::uint32_t> version,
                   std::string_view data);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_UPCAST_H_
