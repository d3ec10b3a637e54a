// The search of events, for whatever shows what it finds.

#ifndef DAYBOOK_HTTP_SEARCHING_H_
#define DAYBOOK_HTTP_SEARCHING_H_

#include <string>
#include <vector>

#include "http/accept.h"
#include "http/resources.h"
#include "http/search_params.h"

namespace daybook::http {

/// One page of what a search finds that whoever asks may read.
struct SearchPage {
  std::vector<Found> found;
  std::string next;   ///< The cursor after it; "" at the end.
  Position size = 0;  ///< Of the book that was searched.
};

/// The cut of a search, once the index has reached the head as of now, and what is released too.
boost::asio::awaitable<Result<improvement::Cut>> SettleSearch(Exchange& exchange,
                                                              const SearchRequest& search);

/// Resumes with the page that is asked for. What is passed must outlive it.
boost::asio::awaitable<Result<SearchPage>> FindEvents(const Exchange& exchange,
                                                      const SearchRequest& search,
                                                      const improvement::Cut& cut);

/// Everything that a search finds, as an export (entry_export.h); not as kJson.
AsyncReply ExportEvents(Exchange& exchange, const SearchRequest& search,
                        const improvement::Cut& cut, Format format);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SEARCHING_H_
