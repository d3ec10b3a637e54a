// Reading the `data` of an event that may hold anything: what is not as expected is as if absent.
//
// A fold reads the same data again and again, at one cut after another, and parsing JSON each time
// would cost more than all the rest. So data is parsed once and kept packed:
//
//   packed := "" (no data) | 'o' member* (an object) | 'j' JSON (anything else)
//   member := u16 name u8 kind u32 value      each length before its bytes, native byte order
//   kind   := 't' text | 'l' (u32 text)* (a list of texts) | 'j' JSON
//
// Nothing is lost: Json gives back what was packed, member for member.

#ifndef DAYBOOK_IMPROVEMENT_DATA_H_
#define DAYBOOK_IMPROVEMENT_DATA_H_

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::improvement {

/// Packs what JSON says, at the end of `packed`; nothing packs nothing.
void PackData(std::optional<simdjson::dom::element> element, std::string& packed);

/// The same of JSON text; what is not JSON is packed as nothing.
std::string PackJson(std::string_view json);

/// The members of one packed object. A view: valid as long as the bytes it is made from.
class Data {
 public:
  Data() = default;
  explicit Data(std::string_view packed) : packed_(packed) {}

  /// A text member; "" if there is none.
  std::string_view Text(std::string_view name) const;

  /// The texts of an array member. A text alone is a list of one.
  std::vector<std::string> Texts(std::string_view name) const;

  /// A member that is a whole number from 0.
  std::optional<std::uint64_t> Number(std::string_view name) const;

  /// A member that is any number.
  std::optional<double> Real(std::string_view name) const;

  /// Whether a member is `true`.
  bool Flag(std::string_view name) const;

  /// A member as JSON text; "" if there is none.
  std::string Json(std::string_view name) const;

  /// All of it as JSON text; "" if there is none.
  std::string Json() const;

  /// Every text that a member is, or is a list with.
  void ForEachText(const std::function<void(std::string_view)>& visit) const;

  bool empty() const { return packed_.empty(); }
  std::string_view packed() const { return packed_; }

 private:
  struct Member {
    std::string_view name;
    char kind = 0;
    std::string_view value;
  };
  class Reader;
  std::optional<Member> Find(std::string_view name) const;

  std::string_view packed_;
};

/// Puts `text` into `field` unless it is empty: an event that does not speak of a field leaves it.
void Set(std::string& field, std::string_view text);

/// Texts in one list of a state; those beyond it are not kept there (their events are).
inline constexpr std::size_t kListTextsMax = 1'000;

/// Adds those texts that are not in `field` yet.
void Merge(std::vector<std::string>& field, const std::vector<std::string>& texts);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_DATA_H_
