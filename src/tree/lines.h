// Text as lines, each ended by LF.

#ifndef DAYBOOK_TREE_LINES_H_
#define DAYBOOK_TREE_LINES_H_

#include <optional>
#include <string_view>

namespace daybook::tree {

/// Hands out lines from the front of a text that outlives it.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  /// The next line without its LF; nothing when no whole line is left.
  std::optional<std::string_view> Next() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_LINES_H_
