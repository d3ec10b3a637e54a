// Regular expressions of schemas.

#ifndef DAYBOOK_CATALOGUE_PATTERN_H_
#define DAYBOOK_CATALOGUE_PATTERN_H_

#include <memory>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace re2 {
class RE2;
}

namespace daybook::catalogue {

/// One regular expression, matched in time linear in the text and with bounded memory, whatever
/// both are: texts come from anybody. So there is no looking ahead and no referring back
/// (https://github.com/google/re2/wiki/Syntax); all else means what it means in ECMA-262. A value
/// that can be moved. Matching is thread-safe.
class Pattern {
 public:
  /// Fails with kUnprocessable, and a sentence that says what is wrong with `text`.
  static Result<Pattern> Compile(std::string_view text);

  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Whether it matches anywhere in `text`.
  bool Matches(std::string_view text) const;

  const std::string& text() const;

 private:
  explicit Pattern(std::unique_ptr<re2::RE2> expression);
  std::unique_ptr<re2::RE2> expression_;
};

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_PATTERN_H_
