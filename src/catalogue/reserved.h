// Which kinds of subject, and so which types of event, are Daybook's own.

#ifndef DAYBOOK_CATALOGUE_RESERVED_H_
#define DAYBOOK_CATALOGUE_RESERVED_H_

#include <string_view>

namespace daybook::catalogue {

/// Where all that concerns the book itself is recorded.
inline constexpr std::string_view kControl = "book/control";

/// Where it is recorded who was shown personal data, and who exported events: there may be many,
/// and whoever is let in is looked up in the other.
inline constexpr std::string_view kDisclosures = "book/disclosures";

/// The kind of a type that may be of any subject.
inline constexpr std::string_view kAnyKind = "any";

/// Whether events about subjects of this kind are of types of the catalogue alone.
bool IsReservedKind(std::string_view kind);

/// The kind of subject that a type of the catalogue is about: what stands before its dot, except
/// that `event.…` and `dispute.…` are about any subject, and `schema.…`, `policy.…` and the like
/// about the book.
std::string_view KindOfType(std::string_view type);

/// The one subject that a type of the catalogue is about; "" if there may be more.
std::string_view OnlySubjectOf(std::string_view type);

/// The part of a subject before the slash, or of a type before the dot.
std::string_view Prefix(std::string_view name);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_RESERVED_H_
