// What an audit found wrong.

#ifndef DAYBOOK_LOG_FINDINGS_H_
#define DAYBOOK_LOG_FINDINGS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook {

struct Finding {
  std::optional<Position> position;  ///< Where in the book, if that can be said.
  std::string sentence;
  std::uint64_t count = 1;  ///< How many of this kind there are; the sentence is of the first.
};

/// The first finding of each kind, by position, and how many more there were: one damaged block
/// would fill the screen otherwise. A value.
class Findings {
 public:
  void Add(std::string_view kind, std::optional<Position> position, std::string sentence);
  void Add(const Findings& others);

  bool empty() const { return by_kind_.empty(); }

  /// By position, those without one last.
  std::vector<Finding> list() const;

  /// The first wrong position.
  std::optional<Position> first() const;

 private:
  void Add(const std::string& kind, Finding finding);

  std::map<std::string, Finding> by_kind_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_FINDINGS_H_
