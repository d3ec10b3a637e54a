// Opening sealed values for a reader: the one place where they become readable, just before they
// are sent.

#ifndef DAYBOOK_HTTP_OPENING_H_
#define DAYBOOK_HTTP_OPENING_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "event/sealed.h"
#include "http/accept.h"
#include "http/exchange.h"
#include "http/params.h"
#include "improvement/sealed_reference.h"

namespace daybook::http {

/// How a view is asked for: its form, and whether with sealed values opened.
struct ViewShape {
  Format format = Format::kJson;
  bool opened = true;
};

/// Whether whoever asks has the right to read personal data.
bool MayReadPersonal(const Exchange& exchange);

/// `personal`: `opened`, the default, or `sealed`, for what is to be kept or passed on; and
/// `purpose`, which PurposeOf gives. Gives whether values are to be opened. Faults are left in
/// `reader`.
bool ReadPersonal(ParamReader& reader);

/// What one answer shows of sealed values: each opened, if it is asked for, the reader may, and
/// there is a key; or else `[sealed]` in texts, and the sealed value itself in entries. What it
/// opens is counted in the exchange, so that it is told of before it is sent (disclosing.h). For
/// one exchange, which it refers to. Not thread-safe.
class Opening {
 public:
  Opening(const Exchange& exchange, bool asked)
      : exchange_(exchange), may_(asked && MayReadPersonal(exchange)) {}

  /// The text to show for a reference in what is made from facts.
  std::string Text(Position position, std::size_t index);

  /// The same as a function. It refers to this.
  improvement::ShowReference show() {
    return [this](Position position, std::size_t index) { return Text(position, index); };
  }

  /// JSON whose texts have references.
  std::string Json(std::string_view json);

  /// An entry, to be read and no more: it is not the bytes that were signed.
  std::string Entry(std::string entry);

  /// Whether anything was opened. Then the answer must not be kept: it cannot be erased there.
  bool opened() const { return opened_; }

 private:
  using Reference = std::pair<Position, std::size_t>;
  struct Opened {
    std::string text;
    std::string person;
    bool shown = false;
  };

  std::optional<std::string> Value(std::string_view source, std::string_view id,
                                   const std::string& pointer, const SealedValue& sealed);
  void Count(std::string_view person);
  void ReadEntry(Position position);

  const Exchange& exchange_;
  const bool may_;
  bool opened_ = false;
  std::map<Reference, Opened> texts_;  // of the entries read so far
};

/// Tells whoever is between here and the reader, and the reader's own program, not to keep it.
void ForbidKeeping(Reply& reply);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_OPENING_H_
