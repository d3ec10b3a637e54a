// The events of an export, hashed on their way past.

#ifndef DAYBOOK_TOOLS_EXPORT_READER_H_
#define DAYBOOK_TOOLS_EXPORT_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "event/entry.h"
#include "tree/tree.h"

namespace daybook::tools {

/// What the entries hash to, and whether they are all there are. Not thread-safe.
class ExportReader {
 public:
  /// Called with each entry and the hash of its leaf.
  using OnEntry = std::function<void(const Entry& entry, const tree::Hash& leaf)>;

  /// Notes the root of the first `since` entries.
  explicit ExportReader(std::optional<std::uint64_t> since, OnEntry on_entry = {})
      : since_(since), on_entry_(std::move(on_entry)) {
    NoteSince();
  }

  /// One line, which is the last one when another does not follow.
  void Add(std::string line);

  std::uint64_t count() const { return count_; }
  const std::string& summary() const { return *pending_; }
  bool any() const { return pending_.has_value(); }

  /// Where the positions cease to be 0, 1, 2, …; nothing when they do not.
  const std::optional<std::uint64_t>& gap() const { return gap_; }
  const std::optional<Error>& failure() const { return failure_; }
  const tree::Frontier& frontier() const { return frontier_; }
  const std::optional<tree::Hash>& since_root() const { return since_root_; }

 private:
  void AddEntry(const std::string& line);
  void NoteSince();

  const std::optional<std::uint64_t> since_;
  const OnEntry on_entry_;
  EntryReader reader_;
  std::optional<std::string> pending_;
  std::uint64_t count_ = 0;
  std::optional<std::uint64_t> gap_;
  std::optional<Error> failure_;
  tree::Frontier frontier_;
  std::vector<tree::Node> ignored_;
  std::optional<tree::Hash> since_root_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EXPORT_READER_H_
