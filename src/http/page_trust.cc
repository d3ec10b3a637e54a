#include "http/page_trust.h"

#include <fmt/format.h>

#include <algorithm>

#include "improvement/moment.h"
#include "log/cosigning.h"
#include "replay/live.h"
#include "web/words.h"

namespace daybook::http {
namespace {

using replay::LiveState;

std::string MomentText(Instant moment) { return web::MomentWords(improvement::LondonTime(moment)); }

std::string OutcomeWords(const replay::Outcome& outcome) {
  if (outcome.difference) return "those in force until then were wrong, and are replaced";
  if (!outcome.compared) return "they could not be compared with those in force until then";
  return fmt::format("over {} {} they were those in force, byte for byte",
                     web::CountWords(*outcome.compared),
                     *outcome.compared == 1 ? "event" : "events");
}

}  // namespace

std::string CosignedWords(const Exchange& exchange) {
  if (exchange.services.cosigning == nullptr) return {};
  std::optional<Instant> last;
  for (const WitnessState& witness : exchange.services.cosigning->state().witnesses) {
    last = std::max(last, witness.confirmed_at);
  }
  if (last) return fmt::format("A witness last cosigned on {}.", MomentText(*last));
  return fmt::format("None has cosigned since this server started on {}.",
                     MomentText(exchange.services.replay.state().since));
}

std::string ReplayedWords(const Exchange& exchange) {
  const LiveState state = exchange.services.replay.state();
  const std::string ended = state.ended ? MomentText(*state.ended) : std::string();
  switch (state.phase) {
    case LiveState::Phase::kNone:
      break;
    case LiveState::Phase::kRunning:
      return "The views are being made anew from the book just now, to be compared.";
    case LiveState::Phase::kDone:
      return fmt::format("The views were last made anew from the book on {}: {}.", ended,
                         OutcomeWords(state.outcome));
    case LiveState::Phase::kFailed:
      return fmt::format(
          "The views were last to be made anew from the book on {}; that failed, and nothing was "
          "changed.",
          ended);
  }
  return fmt::format(
      "The views have not been made anew from the book, and compared, since this server started on "
      "{}.",
      MomentText(state.since));
}

}  // namespace daybook::http
