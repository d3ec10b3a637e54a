// What all connections of a server share, so that none has more than its part.

#ifndef DAYBOOK_HTTP_BUDGETS_H_
#define DAYBOOK_HTTP_BUDGETS_H_

#include "http/body_budget.h"
#include "http/changes_in_hand.h"
#include "http/disclosing.h"
#include "http/live_events.h"
#include "http/options.h"
#include "http/rate_limit.h"
#include "http/spacing.h"

namespace daybook::http {

/// And what was told of them already. Thread-safe.
struct Budgets {
  explicit Budgets(const Options& options)
      : bodies(options.bodies_bytes_max),
        changes(options.connections_max - options.connections_max / 4),
        addresses(options.address_rate, options.rate_keys_max),
        principals(options.principal_rate, options.rate_keys_max),
        told(options.disclosure_window, options.disclosures_max) {}

  BodyBudget bodies;
  ChangesInHand changes;
  RateLimit addresses;   ///< Requests and TLS handshakes, by Peer::network.
  RateLimit principals;  ///< Requests, by whoever makes them.
  ToldDisclosures told;
  /// A thousand who follow have what came within a quarter of a second, and those who append find
  /// the io thread free in between.
  Spacing streams{std::chrono::microseconds(250)};
  LiveEvents live{8UL * 1024 * 1024};  ///< For those who follow all of the book.
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_BUDGETS_H_
