// The cut that a reader asks for: `?at=`, `?known=` and `?audience=`.

#ifndef DAYBOOK_HTTP_CUT_PARAMS_H_
#define DAYBOOK_HTTP_CUT_PARAMS_H_

#include <optional>

#include "access/principal.h"
#include "daybook/log.h"
#include "http/params.h"
#include "improvement/cut.h"

namespace daybook::http {

/// What was asked for. A moment is an RFC 3339 time, or a day, which is all of that day in London.
struct AskedCut {
  std::optional<Instant> at;     ///< Occurred by.
  std::optional<Instant> known;  ///< Recorded by.
  improvement::Audience audience = improvement::Audience::kInternal;

  /// Whose day a view is of: that of `at`, else that of `known`, else that of `now`.
  Instant AsOf(Instant now) const { return at ? *at : known.value_or(now); }
};

/// Reads `audience`; if it is not there, the most that `who` may read. One that sees more than that
/// is refused. Faults are left in `reader`.
improvement::Audience ReadAudience(ParamReader& reader, const access::Principal& who);

/// Reads `at`, `known` and `audience`. Faults are left in `reader`.
AskedCut ReadCut(ParamReader& reader, const access::Principal& who);

/// Two cuts for one audience: `from_at` and `from_known` tell where the first is other than the
/// second, in which ReadCut has its part. One of them is needed, and neither is after the second's.
struct AskedCuts {
  AskedCut from, to;
  Instant moment;  ///< The earlier of the two that were given.
};

/// Reads the five parameters. Faults are left in `reader`.
AskedCuts ReadCuts(ParamReader& reader, const access::Principal& who);

/// The cut in a book: `known` as a number of events.
Result<improvement::Cut> SettleCut(const Book& book, const AskedCut& asked);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CUT_PARAMS_H_
