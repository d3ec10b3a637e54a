// What a search asks for, from its query string.

#ifndef DAYBOOK_HTTP_SEARCH_PARAMS_H_
#define DAYBOOK_HTTP_SEARCH_PARAMS_H_

#include <cstddef>
#include <optional>

#include "daybook/log.h"
#include "http/cut_params.h"
#include "http/options.h"
#include "http/params.h"

namespace daybook::http {

struct SearchRequest {
  Query query;
  std::optional<std::size_t> limit;  ///< As asked for.
  std::optional<SearchMark> after;
  std::optional<Position> min_position;
  AskedCut cut;
  bool opened = true;  ///< With sealed values opened, in a JSON page.
};

/// The filters that a search and an event stream have in common: type, kind, subject, actor, text.
/// Faults are left in `reader`.
Query ReadFilters(ParamReader& reader);

/// `limit`, between 1 and `max`.
std::optional<std::size_t> ReadLimit(ParamReader& reader, std::size_t max);

/// Fails with kMalformed and every fault, or with kForbidden.
Result<SearchRequest> ReadSearch(const Params& params, const Options& options,
                                 const access::Principal& who);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SEARCH_PARAMS_H_
