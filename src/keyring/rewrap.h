// Wrapping every key of a keyring with another master key.

#ifndef DAYBOOK_KEYRING_REWRAP_H_
#define DAYBOOK_KEYRING_REWRAP_H_

#include <cstddef>
#include <filesystem>
#include <functional>

#include "daybook/error.h"

namespace daybook::keyring {

struct RewrapRequest {
  std::filesystem::path directory;   ///< The keyring, which nobody else may have open.
  std::filesystem::path old_master;  ///< What its keys are wrapped with now.
  std::filesystem::path new_master;  ///< Made when it is not there.
  /// Told of each key that is done, and of how many there are.
  std::function<void(std::size_t done, std::size_t of)> on_key = [](std::size_t, std::size_t) {};
};

/// Makes a new generation of the keys beside the one in force (key_files.h), then puts it in force
/// in one step, then destroys the old one. Gives how many keys there are. Interrupted anywhere, the
/// keyring is whole under one of the two master keys, and asking again goes on from there. Fails
/// with kNotFound without a keyring, kBusy while a daemon has it open, kUnprocessable when the old
/// master key does not fit, kCorrupt for a damaged key, or kIo.
Result<std::size_t> Rewrap(const RewrapRequest& request);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_REWRAP_H_
