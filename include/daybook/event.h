// An event before it is in the book (Draft), and what the book says of it once it is (Appended).

#ifndef DAYBOOK_EVENT_H_
#define DAYBOOK_EVENT_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"

namespace daybook {

/// A moment in UTC, to the microsecond. 1 January 1900 to 31 December 9999.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// How much of an event's `time` is known. Anything coarser than an instant is written as the
/// beginning of its period, in the offset it is written in: `2023-11-01T00:00:00Z` with
/// `"timeprecision":"month"` is November 2023. Never renumber: cereal stores the values.
enum class Precision : std::uint8_t {
  kInstant = 0,
  kDay = 1,
  kMonth = 2,
  kYear = 3,
  kUnknown = 4,  ///< `time` is absent or a guess.
};

/// Index of an entry in its book, from 0, without gaps.
using Position = std::uint64_t;

/// Index of an event in its subject's stream, from 0, without gaps.
using Revision = std::uint64_t;

/// Names an event for ever: the first 16 bytes of SHA-256(id), then the first 8 of
/// SHA-256(source). Equal ids from different sources therefore stand together.
using EventKey = std::array<std::uint8_t, 24>;

/// A checked event that is not in the book yet. Made by the functions below. A value; copying it is
/// copying its bytes.
struct Draft {
  /// What will be stored after the server's stamps: the members of a compact JSON CloudEvent
  /// from `"specversion"` to the closing brace, attributes in the book's fixed order.
  std::string body;
  std::string subject;  ///< `kind/id`, the stream it belongs to.
  std::string id;
  EventKey key{};
};

/// The attributes a program gives to make an event (CloudEvents 1.0.2). Unset optionals are
/// left out. `data` is JSON text.
struct EventFields {
  std::string id;
  std::string source;
  std::string type;
  std::string subject;
  std::optional<std::string> time;  ///< RFC 3339.
  Precision precision = Precision::kInstant;
  std::map<std::string, std::string> extensions;  ///< Name to text, e.g. `sourceparagraph`.
  std::optional<std::string> data;
};

/// Checks and encodes one event. Fails with kMalformed, kTooLarge or kUnprocessable.
Result<Draft> MakeDraft(const EventFields& fields);

/// Decodes one event in CloudEvents' JSON format (structured mode), checked as I-JSON
/// (RFC 7493). `subject`, when given, is the stream an event without one belongs to; an event
/// that names another is at fault.
Result<Draft> ParseEvent(std::string_view json, std::string_view subject = {});

/// Decodes a JSON array of events (batch mode). All or nothing: one fault and none is returned;
/// every fault is told, up to a limit, its pointer beginning with the event's index.
Result<std::vector<Draft>> ParseBatch(std::string_view json, std::string_view subject = {});

/// Decodes newline-delimited JSON, an event a line; blank lines are skipped. Pointers begin with
/// the event's index, as for a batch.
Result<std::vector<Draft>> ParseLines(std::string_view lines, std::string_view subject = {});

/// Decodes binary mode: `headers` has the attributes by their names without `ce-`, already
/// percent-decoded; `content_type` describes `content`, which becomes `data` (JSON media types,
/// text/*) or `data_base64`.
Result<Draft> ParseBinary(const std::map<std::string, std::string>& headers,
                          std::string_view content_type, std::string_view content,
                          std::string_view subject = {});

/// What the book answers for one event of a commit.
struct Appended {
  Position position = 0;
  Revision revision = 0;
  Instant recorded;
  bool repeated = false;  ///< It was in the book already; this is the first answer again.

  bool operator==(const Appended&) const = default;
};

}  // namespace daybook

#endif  // DAYBOOK_EVENT_H_
