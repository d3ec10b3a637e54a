// Which of the entries that are found whoever asks may see.

#ifndef DAYBOOK_HTTP_RELEASED_H_
#define DAYBOOK_HTTP_RELEASED_H_

#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "event/entry.h"
#include "http/exchange.h"
#include "improvement/cut.h"

namespace daybook::http {

/// Holds entries against a cut: recorded before its size, occurred in time, and released to its
/// audience, as far as the programme has come; and about subjects that are covered for whoever
/// asks. What the exchange refers to must outlive it. Not thread-safe.
class Released {
 public:
  Released(const Exchange& exchange, const improvement::Cut& cut)
      : programme_(exchange.services.programme), principal_(exchange.principal), cut_(cut) {}

  /// Whether there may be entries that are recorded and not shown.
  bool hides() const {
    return cut_.audience != improvement::Audience::kInternal || principal_->IsScoped();
  }

  /// Fails with kCorrupt.
  Result<bool> Shows(Position position, std::string_view entry);

  /// Leaves of `found` what is shown.
  Result<void> Filter(std::vector<Found>& found);

 private:
  const projection::Programme& programme_;
  const access::PrincipalPtr principal_;
  const improvement::Cut cut_;
  EntryReader reader_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_RELEASED_H_
