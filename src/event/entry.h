// Entries: the exact bytes the book keeps of an event, and how to read them.
//
//   entry := '{' stamps ',' body
//   stamps := '"sequence":"' 20 digits '","revision":"' digits '","recordedtime":"' time
//             '","authtype":"' text [ '","authid":"' text ] [ '","ingest":"import' ] '"'
//   body := '"specversion":"1.0","id":…' '}'        (Draft::body)
//
// An entry is one compact JSON CloudEvent. The stamps come first, so that the rest of it is byte
// for byte what the writer's event was encoded to: two events are the same when their bodies are.

#ifndef DAYBOOK_EVENT_ENTRY_H_
#define DAYBOOK_EVENT_ENTRY_H_

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "daybook/event.h"

namespace daybook {

/// What the book says of an event when it takes it in.
struct Stamps {
  Position position = 0;
  Revision revision = 0;
  Instant recorded;
  std::string_view authtype;
  std::string_view authid;  ///< Left out when empty.
  bool imported = false;    ///< As history: stamped as `"ingest":"import"`.
};

std::string EncodeEntry(const Stamps& stamps, std::string_view body);

/// The part of an entry after its stamps. `entry` must be one that EncodeEntry made.
std::string_view EntryBody(std::string_view entry);

/// The type of an event, in a draft's body or in an entry, without decoding it. A type that has an
/// escape in it comes as it is written, and is none of Daybook's.
std::string_view TypeIn(std::string_view text);

/// The recorded time of an entry, without decoding the rest of it.
Instant EntryRecorded(std::string_view entry);

/// The revision of an entry, without decoding the rest of it.
Revision EntryRevision(std::string_view entry);

/// A decoded entry. Its views and `data` point into the reader that decoded it.
struct Entry {
  Position position = 0;
  Revision revision = 0;
  Instant recorded;
  std::optional<Instant> time;
  Precision precision = Precision::kInstant;
  std::string_view time_text;  ///< As written, with its offset; "" if there is none.
  std::string_view id, source, type, subject;
  std::string_view authtype, authid, onbehalfof;  ///< "" where there is none.
  std::string_view sourceparagraph, reason, dataclassification;
  std::string_view ruleoverride;  ///< Names of rules it knowingly breaks, with commas between.
  bool imported = false;          ///< Taken in as history, to which rules do not apply.
  std::optional<simdjson::dom::element> data;
  simdjson::dom::object attributes;  ///< Everything, as one object.

  /// When it happened, as far as the book knows: its time, or else when it was recorded.
  Instant occurred() const { return time.value_or(recorded); }
  /// The subject's part before the slash.
  std::string_view kind() const { return subject.substr(0, subject.find('/')); }
};

/// Decodes entries, reusing its memory. Not thread-safe: one for each thread.
class EntryReader {
 public:
  /// The decoded entry, valid until the next call. Fails with kCorrupt.
  Result<Entry> Read(std::string_view entry);

 private:
  simdjson::dom::parser parser_;
};

}  // namespace daybook

#endif  // DAYBOOK_EVENT_ENTRY_H_
