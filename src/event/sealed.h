// Sealed values: personal data as an entry has it, encrypted before the entry is hashed.
//
//   sealed  := {"@sealed":{"person":person,"key":key,"nonce":nonce,"ciphertext":ciphertext}}
//   person  := text: whose key it is sealed under, a subject of the kind `person`
//   key     := text, 16 hex digits: which key that is
//   nonce   := text, base64 of 12 bytes
//   ciphertext := text, base64 of the encrypted value and a tag of 16 bytes
//
// A client sends {"@sealed":{"person":person,"value":value}} instead, with any JSON for a value;
// a form like the first one is refused from it, so those in a book are the daemon's. Whether a
// value can be read is no matter of its entry: keyring/ has the keys, and what they do.

#ifndef DAYBOOK_EVENT_SEALED_H_
#define DAYBOOK_EVENT_SEALED_H_

#include <simdjson.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace daybook {

/// The name of the one member that such a value has.
inline constexpr std::string_view kSealedName = "@sealed";

/// What the minified text of a sealed value, and of nothing else in valid JSON, begins with.
inline constexpr std::string_view kSealedBegin = R"({"@sealed":{)";

/// What people's subjects begin with.
inline constexpr std::string_view kPersonPrefix = "person/";

/// What the types of events about holds begin with: what a hold says is neither sealed nor
/// corrected.
inline constexpr std::string_view kHoldTypes = "person.hold-";

/// A value of an event that is personal data, before it is sealed.
struct PersonalValue {
  std::size_t draft = 0;  ///< Which event of its commit.
  std::string pointer;    ///< RFC 6901, into the event: `/data/name`.
  std::string person;     ///< Whose data it is.

  bool operator==(const PersonalValue&) const = default;
};

/// The four texts of a sealed value. Views into whatever it was read from.
struct SealedValue {
  std::string_view person, key, nonce, ciphertext;
};

/// What `value` seals; nothing if it is anything else.
std::optional<SealedValue> SealedIn(simdjson::dom::element value);

/// As it stands in an entry.
std::string TextOf(const SealedValue& sealed);

/// What to show of a sealed value, as JSON text, or nothing to leave it. `index` counts the sealed
/// values of the event in their order, `pointer` leads to this one from where the text begins.
using ShowSealed = std::function<std::optional<std::string>(
    const SealedValue& sealed, std::size_t index, const std::string& pointer)>;

/// JSON text of an entry, or of its data, with its sealed values shown; all else is as it was.
std::string ReplaceSealed(std::string_view json, const ShowSealed& show);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_SEALED_H_
