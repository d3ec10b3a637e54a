// The body of an append: an event made from flags, or a file in any of the forms the daemon reads.

#ifndef DAYBOOK_TOOLS_APPEND_BODY_H_
#define DAYBOOK_TOOLS_APPEND_BODY_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook::tools {

struct AppendBody {
  std::string text;
  std::string media_type;
  std::string subject;  ///< Of a single event; "" for many.
  std::string id;       ///< Of an event made here; "" for a file's.
};

/// What a person gives to make an event.
struct EventFlags {
  std::string id;  ///< "" makes a random one.
  std::string source = "/daybook/command-line";
  std::string type, subject;
  std::string time;       ///< RFC 3339, or a day, month or year: `2023-11-27`, `2023-11`, `2023`.
  std::string precision;  ///< "" is what the time says by its form.
  std::string data;       ///< JSON text.
  std::vector<std::string> attributes;  ///< Each `name=value`.
};

/// Makes one event and checks it. Fails as MakeDraft does.
Result<AppendBody> MakeBody(const EventFlags& flags);

/// Finds the form of `text` by its content: an event, an array of them, or one on each line.
AppendBody DetectBody(std::string text);

/// The value of the header Daybook-Expect: `subject` is at revision `expected`, a number, or is
/// new (`none`). Fails with kMalformed.
Result<std::string> ExpectHeader(const std::string& subject, const std::string& expected);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_APPEND_BODY_H_
