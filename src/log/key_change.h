// A change of the keys that sign a book: rotation, and the end of it.

#ifndef DAYBOOK_LOG_KEY_CHANGE_H_
#define DAYBOOK_LOG_KEY_CHANGE_H_

#include <optional>

#include "daybook/error.h"
#include "daybook/log.h"
#include "log/signing_keys.h"

namespace daybook {

/// What is put on record, and the keys that sign it and all that follows.
struct KeyChange {
  Draft draft;
  SigningKeys keys;
};

/// The change that `rotate_key` or `retire_key` asks for, or nothing. Fails with kConflict when
/// the present keys allow none, and with kMalformed for a reason that cannot be put on record.
Result<std::optional<KeyChange>> PlanKeyChange(const BookOptions& options,
                                               const SigningKeys& present);

}  // namespace daybook

#endif  // DAYBOOK_LOG_KEY_CHANGE_H_
