// Reading the `data` of an event that may hold anything: what is not as expected is as if absent.

#ifndef DAYBOOK_IMPROVEMENT_DATA_H_
#define DAYBOOK_IMPROVEMENT_DATA_H_

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::improvement {

/// The members of one JSON object. Views into the element it is made from.
class Data {
 public:
  explicit Data(std::optional<simdjson::dom::element> element);

  /// A text member; "" if there is none.
  std::string_view Text(std::string_view name) const;

  /// The texts of an array member. A text alone is a list of one.
  std::vector<std::string> Texts(std::string_view name) const;

  /// A member that is a whole number from 0.
  std::optional<std::uint64_t> Number(std::string_view name) const;

  /// A member that is any number.
  std::optional<double> Real(std::string_view name) const;

  /// Whether a member is true.
  bool Flag(std::string_view name) const;

  std::optional<simdjson::dom::element> Member(std::string_view name) const;

 private:
  std::optional<simdjson::dom::object> object_;
};

/// Puts `text` into `field` unless it is empty: an event that does not speak of a field leaves it.
void Set(std::string& field, std::string_view text);

/// Texts in one list of a state; those beyond it are not kept there (their events are).
inline constexpr std::size_t kListTextsMax = 1'000;

/// Adds those texts that are not in `field` yet.
void Merge(std::vector<std::string>& field, const std::vector<std::string>& texts);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_DATA_H_
