// I-JSON (RFC 7493): JSON that every reader reads alike.

#ifndef DAYBOOK_EVENT_IJSON_H_
#define DAYBOOK_EVENT_IJSON_H_

#include <simdjson.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/limits.h"

namespace daybook {

/// One member of an object, or one element of an array (then `name` is its index): decoded, and
/// as the minified text it was sent as, token for token.
struct JsonPart {
  std::string name;
  simdjson::dom::element value;
  std::string_view text;
};

/// A checked JSON text. Everything it hands out lives as long as it and until its next Parse.
/// Reuses its memory. Not thread-safe: one for each thread.
class JsonDocument {
 public:
  JsonDocument();

  /// Checks that `text` is I-JSON: valid UTF-8, no lone surrogate and no noncharacter of
  /// Unicode, no name twice in an object, no integer a double cannot hold (beyond ±(2^53 − 1)),
  /// nested at most `depth_max` deep. Fails with kMalformed, and says where; `pointer` is put
  /// before every pointer.
  Result<void> Parse(std::string_view text, std::string_view pointer = {},
                     std::size_t depth_max = limits::kNesting);

  simdjson::dom::element root() const { return root_; }
  std::string_view text() const { return minified_; }  ///< Of the root, minified.

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
  std::string minified_;
};

/// The members of an object or the elements of an array, at most the first `count_max`; none of
/// anything else. `text` is the minified text of `value`.
std::vector<JsonPart> JsonParts(simdjson::dom::element value, std::string_view text,
                                std::size_t count_max = SIZE_MAX);

/// What to put in the place of a value, as JSON text, or nothing to look at what is inside of it.
/// `text` is its minified text, `pointer` where it is (RFC 6901).
using Replacement = std::function<std::optional<std::string>(
    simdjson::dom::element value, std::string_view text, const std::string& pointer)>;

/// The minified text of `value` with what `replace` says put in, and all the rest as it was, token
/// for token. Values come in the order in which they stand, each before what is inside of it.
std::string RewriteJson(simdjson::dom::element value, std::string_view text,
                        const Replacement& replace);

/// `name` as a step of an RFC 6901 pointer: `/` and then the name, escaped.
std::string PointerStep(std::string_view name);

/// Appends `text` as a JSON string, with as few escapes as JSON allows. `text` is valid UTF-8.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_IJSON_H_
