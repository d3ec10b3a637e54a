// The signed heads that a book is held to.

#ifndef DAYBOOK_LOG_HEADS_AUDIT_H_
#define DAYBOOK_LOG_HEADS_AUDIT_H_

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "log/audit.h"
#include "log/entry_audit.h"

namespace daybook {

/// The head stored in the journal, the one in `published`, and one that was kept elsewhere: read,
/// and held against what the entries hash to. Writes into the report what it finds.
class HeadsAudit {
 public:
  HeadsAudit(const AuditOptions& options, AuditReport& report)
      : options_(options), report_(report) {}

  /// Reads the heads, and sets the report's size and checkpoint: there are as many events as the
  /// signed head says or, when it is not to be believed, as there are entries.
  void Read(const StoreReader& journal, const std::filesystem::path& directory);

  /// The sizes whose root is to be known, ascending; the last one is the report's.
  std::vector<Position> sizes() const;

  /// Holds the heads against the roots. Whether the entries are those that were signed.
  bool Check(const EntryAuditResult& entries);

 private:
  using IsRoot = std::function<bool(const tree::Checkpoint&)>;

  void AddFinding(std::string_view kind, std::optional<Position> position, std::string sentence) {
    report_.findings.Add(kind, position, std::move(sentence));
  }
  void ReadHead(const StoreReader& journal);
  void ReadPublished(const std::filesystem::path& path);
  void CheckPublished(const IsRoot& is_root);
  void CheckSince(const IsRoot& is_root);
  std::string HoldsUpTo(const IsRoot& is_root) const;

  const AuditOptions& options_;
  AuditReport& report_;
  std::optional<tree::Checkpoint> head_, published_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_HEADS_AUDIT_H_
