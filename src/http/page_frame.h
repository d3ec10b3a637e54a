// What the pages have in common: how they are asked for, the frame around them, and how they leave.

#ifndef DAYBOOK_HTTP_PAGE_FRAME_H_
#define DAYBOOK_HTTP_PAGE_FRAME_H_

#include <boost/asio/awaitable.hpp>
#include <string>

#include "http/cut_params.h"
#include "http/exchange.h"
#include "http/opening.h"
#include "improvement/calendar.h"
#include "web/frame.h"

namespace daybook::http {

/// A page as it was asked for: at which cut, in the words of its address, and whether with personal
/// data.
struct AskedPage {
  AskedCut cut;
  std::string at, known;
  bool opened = false;
  std::string purpose;  ///< What for, as whoever asks says.
};

/// Reads the cut, as views do, and `personal`, which has to be asked for here: a page is looked at
/// in passing. Faults are left in `reader`.
AskedPage ReadPage(ParamReader& reader, const access::Principal& who);

/// The frame of a page at a cut, of the programme's first `position` events. Its address is the
/// request's path without any parameter.
web::Frame FrameOf(const Exchange& exchange, const AskedPage& asked, const improvement::Cut& cut,
                   Position position);

/// A page, once the references to sealed values in it are shown, as `opening` may.
Reply PageReply(std::string html, Opening& opening);

/// The same of a page in which there are none.
Reply PageReply(std::string html);

/// What a policy says that lets a page load the server's own assets and nothing else.
std::string_view PagePolicy();

/// The problem of a reply, as a page, if whoever asks prefers that; else nothing is changed.
void ShowProblem(const Request& request, Reply& reply);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PAGE_FRAME_H_
