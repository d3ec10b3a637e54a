#include "tools/export_reader.h"

#include <fmt/format.h>

#include <utility>

namespace daybook::tools {

void ExportReader::Add(std::string line) {
  if (pending_) AddEntry(*pending_);
  pending_ = std::move(line);
}

void ExportReader::AddEntry(const std::string& line) {
  const tree::Hash leaf = tree::LeafHash(line);
  const auto entry = reader_.Read(line);
  if (!entry && !failure_) {
    failure_ = Error{ErrorCode::kCorrupt, fmt::format("Line {} is no entry of a book", count_ + 1)};
  }
  if (entry && entry->position != count_ && !gap_) gap_ = count_;
  if (entry && on_entry_) on_entry_(*entry, leaf);
  frontier_.Append(leaf, ignored_);
  ignored_.clear();
  ++count_;
  NoteSince();
}

void ExportReader::NoteSince() {
  if (since_ == frontier_.size()) since_root_ = frontier_.Root();
}

}  // namespace daybook::tools
