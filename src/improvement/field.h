// The fields of a state as values that can be shown and compared.

#ifndef DAYBOOK_IMPROVEMENT_FIELD_H_
#define DAYBOOK_IMPROVEMENT_FIELD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "improvement/states.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// The words for these in `data`, in views and in exports.
std::string_view NameOf(Delivery delivery);
std::string_view NameOf(Impact impact);
std::string_view NameOf(Standing standing);
std::string_view NameOf(Review review);

std::optional<Impact> ParseImpact(std::string_view name);

/// A field of a state, as a cell: days as ISO 8601, lists joined by "; ", what has parts by ", ";
/// nothing where nothing is known or counted yet.
struct Field {
  const char* name;
  Cell value;
  std::vector<std::string> records = {};  ///< Of a list of what has parts: each by itself.

  bool operator==(const Field&) const = default;
};

/// A day, `unknown` when it happened on a day nobody knows, or nothing when it did not happen.
Cell CellOf(const Moment& moment);

/// The fields of a state, in the order of its Fields.
std::vector<Field> FieldsOf(const State& state);

/// Its title, or its name; nothing for a state that has neither.
Cell TitleOf(const State& state);

/// A field that is not what it was.
struct FieldChange {
  std::string field;
  Cell before, after;
};

/// From one list of a state's fields to another; from nothing where there was none before. Of a
/// list of records, those that are not the same in both: a measure has thousands.
std::vector<FieldChange> ChangesOf(const std::vector<Field>& before,
                                   const std::vector<Field>& after);

/// Nothing for "".
Cell TextCell(std::string_view text);

/// A number without more digits than it needs: whole if it is whole.
Cell NumberCell(double number);

/// A cell's text; "" for nothing.
std::string TextOf(const Cell& cell);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_FIELD_H_
