// Whether an entry is what a query asks for.

#ifndef DAYBOOK_LOG_MATCHER_H_
#define DAYBOOK_LOG_MATCHER_H_

#include <string>
#include <string_view>

#include "daybook/log.h"
#include "event/entry.h"

namespace daybook {

/// Holds a query's filters of attributes, occurrence and text against entries (not the recorded
/// range, which is a range of positions). `query` must outlive it. Not thread-safe.
class Matcher {
 public:
  explicit Matcher(const Query& query);

  Result<bool> Matches(std::string_view entry);

 private:
  bool MatchesAttributes(const Entry& entry) const;

  const Query& query_;
  const std::string text_;    // in lower case
  const bool by_attributes_;  // whether an entry has to be decoded
  EntryReader reader_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_MATCHER_H_
