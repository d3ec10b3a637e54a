// Entries in the forms they leave in.

#ifndef DAYBOOK_HTTP_ENTRY_TEXT_H_
#define DAYBOOK_HTTP_ENTRY_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "event/entry.h"
#include "http/accept.h"

namespace daybook::http {

/// Writes entries as lines of NDJSON or rows of CSV. Not thread-safe.
class EntryWriter {
 public:
  /// `format` is not kJson.
  explicit EntryWriter(Format format) : format_(format) {}

  /// What comes before the first entry: of a CSV, the mark of UTF-8 and the columns.
  void Begin(std::string& out) const;

  /// Fails with kCorrupt.
  Result<void> Add(std::string& out, std::string_view entry);

  /// What comes after the last entry: of NDJSON, the line
  /// `{"summary":{"count":"…","position":"…","checkpoint":"…"}}`, which tells the whole from a part
  /// of it. `checkpoint` is the signed head of the book's first `position` events.
  void End(std::string& out, std::uint64_t count, Position position,
           std::string_view checkpoint) const;

 private:
  Result<void> AddRow(std::string& out, std::string_view text);

  const Format format_;
  EntryReader reader_;
};

/// `{"events":[…],"next":"…","position":"…"}`, the entries as they are stored. `next` is left out
/// when empty.
std::string RenderEntryPage(const std::vector<Found>& found, std::string_view next,
                            Position position);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ENTRY_TEXT_H_
