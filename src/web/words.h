// The words in which pages speak of columns, values and days.

#ifndef DAYBOOK_WEB_WORDS_H_
#define DAYBOOK_WEB_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "improvement/audience.h"

namespace daybook::web {

/// `newestEvidence` as `Newest evidence`
std::string NameWords(std::string_view name);

/// `not-yet-evident` as `Not yet evident`
std::string ValueWords(std::string_view value);

/// `2025-01-22` as `22 January 2025`, a month and a year likewise; a time by London's clocks
/// (`2025-01-22T09:00:00+00:00`) as `22 January 2025, 09:00 GMT`; any other text as it is.
std::string MomentWords(std::string_view moment);

/// The same in brief: `22 Jan 2025`, `22 Jan 2025, 09:00 GMT`.
std::string BriefMoment(std::string_view moment);

/// `12,345`
std::string CountWords(std::uint64_t count);

/// Whom something is released to: `the council (internal)`, `the public`.
std::string_view AudienceWords(improvement::Audience audience);

/// The class that gives a tag with this value its colour; "" for the colour tags have. The value
/// itself is always in the tag as words.
std::string_view TagClass(std::string_view value);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_WORDS_H_
