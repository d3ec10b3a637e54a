// What subjects are called.

#ifndef DAYBOOK_WEB_SUBJECT_NAMES_H_
#define DAYBOOK_WEB_SUBJECT_NAMES_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::web {

/// The names of people, areas, visits and meetings, as they are registered. Columns: subject, name.
/// One whose name is sealed has none here.
improvement::Table RegisteredNames(const improvement::Subjects& subjects,
                                   const improvement::AsOf& as_of);

/// Names by subject. A value; copies are cheap.
class SubjectNames {
 public:
  SubjectNames() = default;
  explicit SubjectNames(const improvement::Table& registered);

  /// The name of a subject `kind/id`, or its id as words where no other is known. What a view says
  /// in the place of none, `(nobody)`, is itself.
  std::string Of(std::string_view subject) const;

 private:
  using ByName = std::map<std::string, std::string, std::less<>>;
  std::shared_ptr<const ByName> names_;  // null: none is known
};

/// `kind/id` of what a table names by its id alone, or in full; "" for what is no subject: nothing,
/// or what a view says in the place of none.
std::string SubjectNamed(std::string_view name, std::string_view kind);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_SUBJECT_NAMES_H_
