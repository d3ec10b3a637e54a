// What was filled in on the form of an act, as the event it asks for.

#ifndef DAYBOOK_HTTP_ACT_EVENT_H_
#define DAYBOOK_HTTP_ACT_EVENT_H_

#include <string>

#include "http/exchange.h"
#include "web/act.h"

namespace daybook::http {

/// Where events come from that are recorded on the pages.
inline constexpr std::string_view kPagesSource = "/pages";

/// A structured CloudEvent, by whoever asks; it is not checked. What is needed and missing, and an
/// event to be corrected that is not there for whoever asks, are faults: then it fails with
/// kUnprocessable.
Result<std::string> ActEvent(const Exchange& exchange, const web::ActForm& form);

/// Whether an event of that type about that subject is theirs to append.
bool MayAct(const access::Principal& who, std::string_view type, std::string_view subject);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ACT_EVENT_H_
