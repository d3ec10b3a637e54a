// Addresses of this server's pages.

#ifndef DAYBOOK_WEB_ADDRESS_H_
#define DAYBOOK_WEB_ADDRESS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daybook::web {

/// A path and the parameters of its query, by name, none of them empty. A value.
struct Address {
  std::string path;
  std::vector<std::pair<std::string, std::string>> params = {};

  /// The same with one parameter that is `value`, in the place of any of that name; without it when
  /// that is "".
  Address With(std::string_view name, std::string_view value) const;

  /// With further parameters, in the place of those of their names.
  Address With(const std::vector<std::pair<std::string, std::string>>& more) const;

  /// The value of a parameter; "" if it is not there.
  std::string_view Value(std::string_view name) const;

  /// `/path?name=value&…`, percent-encoded where it has to be.
  std::string Text() const;
};

/// The page of a subject, `kind/id`.
Address SubjectAddress(std::string_view subject);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_ADDRESS_H_
