// Events in the order in which they fold.

#ifndef DAYBOOK_IMPROVEMENT_STREAM_H_
#define DAYBOOK_IMPROVEMENT_STREAM_H_

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/entry.h"
#include "improvement/correction.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// One event as folding sees it. Valid while it is visited.
struct Fact {
  Entry entry;  ///< Its data is the corrected one, in the words of the latest version of its type.
  Moment when;
  std::vector<Position> corrected_by;
  std::shared_ptr<simdjson::dom::parser> rewritten =
      {};  ///< Owns the data, if it is not as stored.
};

/// The fact of an entry that nothing corrects.
Fact FactOf(const Entry& entry);

/// Events of one subject or more, by (occurred, position), whatever the order they are given in, so
/// that an event recorded late takes its place. An entry that cannot be decoded is left out.
class Stream {
 public:
  /// `entries` must outlive it.
  explicit Stream(std::span<const std::string> entries);

  void ForEach(const std::function<void(const Fact&)>& visit) const;

 private:
  /// A correction counts in the stream it was made in.
  using CorrectedEvent = std::pair<std::string, EventName>;  // subject, event

  std::map<Order, std::string_view> ordered_;
  std::map<CorrectedEvent, std::vector<Correction>> corrections_;  // each in order
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STREAM_H_
