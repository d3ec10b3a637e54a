// Whether the stored views are what the events of the book come to.

#ifndef DAYBOOK_PROJECTION_AUDIT_H_
#define DAYBOOK_PROJECTION_AUDIT_H_

#include <filesystem>

#include "log/audit.h"

namespace daybook::projection {

/// Folds every stream anew from the entries of `journal` and compares, byte for byte and in both
/// directions, with the programme kept in `directory`. Adds what it finds to the report.
void AuditViews(const StoreReader& journal, const std::filesystem::path& directory,
                AuditReport& report);

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_AUDIT_H_
