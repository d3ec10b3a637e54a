// Where the programme is stored: of several stores beside each other, one is in force.
//
//   programme/current    the number of the store in force, a line; replaced in one step
//   programme/7/         a RocksDB (log/derived_store.h, keys.h)

#ifndef DAYBOOK_PROJECTION_STORE_DIRECTORY_H_
#define DAYBOOK_PROJECTION_STORE_DIRECTORY_H_

#include <cstdint>
#include <filesystem>

#include "daybook/error.h"

namespace daybook::projection {

/// A directory that is this one's alone. Not thread-safe.
class StoreDirectory {
 public:
  /// Makes the directory if it is not there, and removes everything in it but the store in force:
  /// what a rebuilding left that did not come to its end.
  static Result<StoreDirectory> Open(const std::filesystem::path& directory);

  /// The store in force, to be looked at alone. Fails with kNotFound when there is none.
  static Result<std::filesystem::path> InForce(const std::filesystem::path& directory);

  std::filesystem::path in_force() const { return StoreOf(number_); }

  /// Where the next store is to be made. It is not there.
  Result<std::filesystem::path> MakeRoom();

  /// Puts the next store in force: in one step, and durably.
  Result<void> Switch();

  /// Removes every store but the one in force. None of them may be open.
  Result<void> RemoveOthers() const;

 private:
  StoreDirectory(std::filesystem::path directory, std::uint64_t number)
      : directory_(std::move(directory)), number_(number) {}
  std::filesystem::path StoreOf(std::uint64_t number) const {
    return directory_ / std::to_string(number);
  }

  std::filesystem::path directory_;
  std::uint64_t number_ = 0;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_STORE_DIRECTORY_H_
