// What is kept beside the entries, held against them.

#ifndef DAYBOOK_LOG_FAMILIES_AUDIT_H_
#define DAYBOOK_LOG_FAMILIES_AUDIT_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/audit.h"
#include "log/entry_audit.h"
#include "log/expected_pairs.h"
#include "log/family_audit.h"

namespace daybook {

/// Streams, ids and the tree's nodes of a journal, and the search index. Each is added up while the
/// entries are read, and looked into only when the sums differ.
class FamiliesAudit {
 public:
  /// Everything passed by reference must outlive it.
  FamiliesAudit(const StoreReader& journal, const std::filesystem::path& directory,
                const SipKey& secret, AuditReport& report);

  /// How many entries the search index stands on.
  Position indexed() const { return indexed_; }

  /// How many entries streams and ids must have the rows of.
  Position stored() const { return stored_; }

  /// Work that any threads may do, each piece once. `on_keys` is told how many more were read.
  std::vector<std::function<void()>> Tasks(std::function<void(std::uint64_t)> on_keys);

  /// Compares, once the tasks are done. `signed_root`: whether the entries are those signed.
  void Compare(EntryAuditResult& entries, bool signed_root);

 private:
  // A family, and how it is spoken of.
  struct Compared {
    AuditedFamily family;
    PairsOf pairs;
    Position size = 0;  // entries it stands on
    std::string_view name;
    std::vector<std::string_view> cuts;  // keys at which the work is divided
    std::optional<PairSum> sum;          // guarded by mutex_; nothing: it cannot be read
  };

  void ReadStored();
  void OpenSearch(const std::filesystem::path& path);
  void AddUp(Compared& compared, std::string_view from, std::string_view to,
             const std::function<void(std::uint64_t)>& on_keys);
  void CompareOne(const Compared& compared, const PairSum& due, const EntryAuditResult& entries,
                  bool signed_root);
  void AddNodeFinding(const Difference& difference, bool signed_root);
  Result<void> GiveAll(const Compared& compared, const EntryAuditResult& entries,
                       const GivePair& give) const;

  const StoreReader& journal_;
  const SipKey secret_;
  AuditReport& report_;
  std::unique_ptr<StoreReader> search_;
  Position indexed_ = 0;
  Position stored_ = 0;
  NewestRows newest_;
  std::mutex mutex_;
  std::vector<Compared> compared_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_FAMILIES_AUDIT_H_
