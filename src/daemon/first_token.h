// How the first one gets in.

#ifndef DAYBOOK_DAEMON_FIRST_TOKEN_H_
#define DAYBOOK_DAEMON_FIRST_TOKEN_H_

#include <filesystem>

#include "daybook/log.h"

namespace daybook::daemon {

/// Below the book's directory.
inline constexpr const char* kFirstTokenFile = "admin.token";

/// Grants an administrator access with a new token, which is put into `file` (0600): whoever may
/// read the book's directory has everything in hand anyway. When it returns well both are on disk.
/// A token whose grant was not stored lets nobody in.
Result<void> GrantFirst(Book& book, const std::filesystem::path& file);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_FIRST_TOKEN_H_
