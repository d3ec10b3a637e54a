// Who was shown personal data, and who took events away.

#ifndef DAYBOOK_IMPROVEMENT_DISCLOSURES_H_
#define DAYBOOK_IMPROVEMENT_DISCLOSURES_H_

#include <span>
#include <string_view>

#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/table.h"

namespace daybook::improvement {

inline constexpr std::string_view kDisclosed = "data.disclosed";
inline constexpr std::string_view kPackExported = "pack.exported";

/// What a purpose can be asked for, and how a data.disclosed says what it tells of.
inline constexpr std::string_view kReading = "reading";
inline constexpr std::string_view kExport = "export";

/// The disclosures among the events of a subject at a cut, newest first: those of `about`, or all
/// of them if it is empty. A reading has a row for each person whose data was shown, an export or a
/// pack one row. Columns:
///
///   position, recorded  of the event: as text; time in London
///   who                 on whose behalf, or else who asked
///   form                reading, export or pack
///   asked               the path that was asked for, or the SHA-256 of the pack
///   person              whose data was shown; nothing for an export and a pack
///   values              how many values of theirs; likewise
///   rows                how many events were sent; nothing while an export has not ended
///   purpose             what for, as whoever asked said
///
/// A disclosure is about the person whose data it shows and about the subject that was asked for.
Table Disclosures(std::span<const PackedFact> facts, std::string_view about, const Cut& cut);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_DISCLOSURES_H_
