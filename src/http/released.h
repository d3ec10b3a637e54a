// Which of the entries that are found an audience may see.

#ifndef DAYBOOK_HTTP_RELEASED_H_
#define DAYBOOK_HTTP_RELEASED_H_

#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "event/entry.h"
#include "improvement/cut.h"
#include "projection/programme.h"

namespace daybook::http {

/// Holds entries against a cut: recorded before its size, occurred in time, and released to its
/// audience, as far as the programme has come. `programme` must outlive it. Not thread-safe.
class Released {
 public:
  Released(const projection::Programme& programme, const improvement::Cut& cut)
      : programme_(programme), cut_(cut) {}

  /// Fails with kCorrupt.
  Result<bool> Shows(Position position, std::string_view entry);

  /// Leaves of `found` what is shown.
  Result<void> Filter(std::vector<Found>& found);

 private:
  const projection::Programme& programme_;
  const improvement::Cut cut_;
  EntryReader reader_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_RELEASED_H_
