// The words in which a report speaks of days, subjects and values.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_WORDS_H_
#define DAYBOOK_IMPROVEMENT_REPORT_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "improvement/moment.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// `30 July 2024`, `July 2024`, `2024`; "" for a day nobody knows. Takes as much of an ISO 8601 day
/// as is known; any other text stays as it is.
std::string DayWords(std::string_view day);

/// ` on 30 July 2024`, ` in July 2024`; "" for a day nobody knows.
std::string WhenWords(std::string_view day);

/// `not-yet-evident` as `not yet evident`.
std::string PlainWords(std::string_view name);

/// With its first letter, if that is one of a to z, as a capital.
std::string Capitalised(std::string text);

/// In quotation marks.
std::string Quoted(std::string_view text);

/// `a`, `a and b`, `a, b and c`
std::string Listed(const std::vector<std::string>& texts);

/// What a subject is called: its title or name, with the role of a person; or else its id in plain
/// words. A name without a slash is of the kind `kind`, or nobody's that is registered.
std::string Called(const Subjects& subjects, std::string_view name, std::string_view kind = {});

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_WORDS_H_
