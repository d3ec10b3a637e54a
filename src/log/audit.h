// The audit of a book's directory: whether what is stored is what was signed, and whether all that
// is kept beside the entries agrees with them.

#ifndef DAYBOOK_LOG_AUDIT_H_
#define DAYBOOK_LOG_AUDIT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "log/findings.h"
#include "log/store_reader.h"
#include "tree/policy.h"

namespace daybook {

struct AuditOptions {
  tree::Policy policy;                    ///< Who must have signed the book's head.
  std::optional<tree::Checkpoint> since;  ///< A head kept from before, already believed.
  unsigned threads = 0;                   ///< 0: as many as the machine has cores.
  /// Told of entries read, and of all the work: how much is done of about how much. Called from one
  /// thread at a time.
  std::function<void(Position entries, std::uint64_t done, std::uint64_t total)> on_progress;
};

struct AuditReport {
  Position size = 0;                 ///< Events that the audit looked for.
  std::string checkpoint;            ///< The signed head, as it is stored.
  Findings findings;                 ///< Nothing in it: all is well.
  std::vector<std::string> remarks;  ///< What could not be checked, and is no fault.
};

/// Opens the journal of the book in `directory` for reading alone. Fails with kNotFound when there
/// is none, kBusy while the book is open, kUnsupported for another format and kCorrupt when it is
/// damaged.
Result<std::unique_ptr<StoreReader>> OpenForAudit(const std::filesystem::path& directory);

/// Reads and hashes every entry of `journal`, and compares with what they come to: every kept node,
/// the signed head, `published`, streams, ids, and the search index, in both directions. Trusts
/// nothing stored but the entries, and those only as far as the signature. Changes nothing.
AuditReport AuditBook(const StoreReader& journal, const std::filesystem::path& directory,
                      const AuditOptions& options);

/// The verifier keys of the book in `directory`, a line each, of its own signing key.
Result<std::string> OwnKeys(const std::filesystem::path& directory);

}  // namespace daybook

#endif  // DAYBOOK_LOG_AUDIT_H_
