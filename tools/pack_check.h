// Whether a pack is what it says, member by member.

#ifndef DAYBOOK_TOOLS_PACK_CHECK_H_
#define DAYBOOK_TOOLS_PACK_CHECK_H_

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/sha256.h"
#include "tools/export_reader.h"
#include "tools/pack_format.h"
#include "tools/verify.h"

namespace daybook::tools {

/// Takes the members of a pack in their order. Whatever is wrong is kCorrupt, and begins with the
/// name of the member that is. What it keeps of one event is a hash. Not thread-safe.
class PackCheck {
 public:
  /// `wanted` must outlive it.
  explicit PackCheck(const Verification& wanted);

  /// Begins a member, takes a piece of it, and ends it.
  Result<void> Begin(const std::string& name);
  Result<void> Take(std::string_view piece);
  Result<void> End();

  /// After the last member.
  Result<void> Finish();

  const Manifest& manifest() const { return manifest_; }
  const std::string& checkpoint() const { return checkpoint_; }
  const tree::Checkpoint& head() const { return *head_; }
  /// Whether it has all events of the book.
  bool whole() const { return events_.count() == head_->size; }
  std::optional<tree::Hash> since_root() const { return events_.since_root(); }

 private:
  Result<void> TakeLines(std::string_view piece);
  Result<void> EndCheckpoint();
  Result<void> EndEvents();
  Result<void> EndReceipt();
  Result<void> EndEvidence(const std::string& sha256);
  Result<void> EndManifest();
  Result<void> ReceiptsAreAll() const;
  std::unexpected<Error> Wrong(std::string_view why) const;

  const Verification& wanted_;
  std::string name_;  // of the member in hand
  std::string text_;  // of it, where that is looked at; of the events, of a line that has not ended
  std::optional<Sha256Stream> hash_;
  std::uint64_t bytes_ = 0;

  std::vector<PackMember> seen_;
  std::string checkpoint_;
  std::optional<tree::Checkpoint> head_;
  ExportReader events_;
  std::vector<std::pair<Position, tree::Hash>> leaves_;  // of the events
  std::size_t receipts_ = 0;                             // of the leaves that have one, so far
  std::set<std::string> missing_;                        // files of evidence not seen so far
  std::set<std::string> named_;                          // all that the events name
  Manifest manifest_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PACK_CHECK_H_
