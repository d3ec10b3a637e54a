// The context attributes of one event (CloudEvents 1.0.2, section 3), however they came.

#ifndef DAYBOOK_EVENT_ATTRIBUTES_H_
#define DAYBOOK_EVENT_ATTRIBUTES_H_

#include <simdjson.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook {

/// Collects attributes and data, then checks them together and encodes the event. Every fault is
/// kept, each with a pointer below `pointer`, so that a writer can mend all of them at once.
class Attributes {
 public:
  /// `pointer` leads to this event in the request's body.
  explicit Attributes(std::string pointer) : pointer_(std::move(pointer)) {}

  /// Sets an attribute to text (UTF-8).
  void SetText(std::string_view name, std::string_view text);

  /// Sets an attribute to a JSON value: text, a boolean, an integer of 32 bits; null leaves it
  /// unset.
  void SetJson(std::string_view name, simdjson::dom::element value);

  /// Sets `data` to JSON text that was checked and minified.
  void SetData(std::string_view json) { data_ = json; }

  /// Sets `data_base64`.
  void SetBinaryData(std::string_view base64) { data_base64_ = base64; }

  /// The event, whose subject is `stream` if that is not empty. Fails with kMalformed or
  /// kTooLarge.
  Result<Draft> Finish(std::string_view stream);

 private:
  void CheckRequired();
  void CheckSubject(std::string_view stream);
  void CheckTime();
  void CheckContent();
  std::string Encode() const;

  bool SetName(std::string_view name);
  const std::string& Text(const std::string& name) const;
  void AddFault(std::string_view name, std::string detail);

  struct Value {
    std::string text;    // as text
    bool quoted = true;  // whether it is text in JSON too
  };

  const std::string pointer_;
  std::map<std::string, Value, std::less<>> values_;
  std::string data_;         // JSON text; empty if there is none
  std::string data_base64_;  // likewise
  std::vector<Fault> faults_;
};

}  // namespace daybook

#endif  // DAYBOOK_EVENT_ATTRIBUTES_H_
