#include "projection/store_directory.h"

#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "log/small_file.h"

namespace daybook::projection {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCurrent = "current";

std::unexpected<Error> CannotPrepare(const fs::path& path, const std::error_code& error) {
  return Fail(ErrorCode::kIo, "Could not prepare " + path.string() + ": " + error.message());
}

// The number in `current`; nothing if there is none, or what is there is no number.
Result<std::optional<std::uint64_t>> ReadNumber(const fs::path& directory) {
  const auto text = ReadSmallFile(directory / kCurrent);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = (*text)->data() + (*text)->size();
  const auto [at, error] = std::from_chars((*text)->data(), end, number);
  if (error != std::errc() || std::string_view(at, end) != "\n") return std::nullopt;
  return number;
}

Result<void> WriteNumber(const fs::path& directory, std::uint64_t number) {
  return MakeSecretFile(directory / kCurrent, std::to_string(number) + "\n");
}

Result<void> RemoveAll(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return CannotPrepare(path, error);
  return {};
}

}  // namespace

Result<StoreDirectory> StoreDirectory::Open(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return CannotPrepare(directory, error);
  const auto current = ReadNumber(directory);
  if (!current) return std::unexpected(current.error());
  const std::uint64_t number = current->value_or(0);
  if (!*current) {
    // Whatever is there, nothing says that it is whole.
    if (auto removed = RemoveAll(directory / std::to_string(number)); !removed) {
      return std::unexpected(std::move(removed.error()));
    }
    if (auto written = WriteNumber(directory, number); !written) {
      return std::unexpected(std::move(written.error()));
    }
  }
  StoreDirectory stores(directory, number);
  if (auto removed = stores.RemoveOthers(); !removed) {
    return std::unexpected(std::move(removed.error()));
  }
  return stores;
}

Result<fs::path> StoreDirectory::InForce(const fs::path& directory) {
  const auto current = ReadNumber(directory);
  if (!current) return std::unexpected(current.error());
  if (!*current) return Fail(ErrorCode::kNotFound, "There is no store in " + directory.string());
  return directory / std::to_string(**current);
}

Result<fs::path> StoreDirectory::MakeRoom() {
  fs::path next = StoreOf(number_ + 1);
  if (auto removed = RemoveAll(next); !removed) return std::unexpected(std::move(removed.error()));
  return next;
}

Result<void> StoreDirectory::Switch() {
  if (auto written = WriteNumber(directory_, number_ + 1); !written) return written;
  ++number_;
  return {};
}

Result<void> StoreDirectory::RemoveOthers() const {
  std::error_code error;
  std::vector<fs::path> others;
  for (auto at = fs::directory_iterator(directory_, error);
       !error && at != fs::directory_iterator(); at.increment(error)) {
    const fs::path name = at->path().filename();
    if (name != kCurrent && name != std::to_string(number_)) others.push_back(at->path());
  }
  if (error) return CannotPrepare(directory_, error);
  for (const fs::path& other : others) {
    if (auto removed = RemoveAll(other); !removed) return removed;
  }
  return {};
}

}  // namespace daybook::projection
