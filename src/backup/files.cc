#include "backup/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "event/sha256.h"
#include "log/small_file.h"

namespace daybook::backup {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> FileError(int number, const std::string& doing, const fs::path& path) {
  return Fail(number == ENOSPC || number == EDQUOT ? ErrorCode::kNoSpace : ErrorCode::kIo,
              "Could not " + doing + " " + path.string() + ": " + std::strerror(number));
}

Result<void> SyncFile(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FileError(errno, "open", path);
  const int synced = ::fsync(file);
  const int number = errno;
  ::close(file);
  if (synced != 0) return FileError(number, "sync", path);
  return {};
}

}  // namespace

Result<std::vector<std::string>> FilesBelow(const fs::path& directory) {
  std::vector<std::string> files;
  std::error_code error;
  if (!fs::exists(directory, error)) return files;
  fs::recursive_directory_iterator it(directory, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code gone;  // a key may be destroyed, an upload end, while we look
    if (it->is_regular_file(gone)) {
      files.push_back(it->path().lexically_relative(directory).string());
    }
  }
  if (error) return FileError(error.value(), "list", directory);
  std::ranges::sort(files);
  return files;
}

Result<void> CopyFile(const fs::path& from, const fs::path& to) {
  if (auto made = MakeDirectory(to.parent_path()); !made) return made;
  fs::path part = to;
  part += ".part";
  std::error_code error;
  fs::copy_file(from, part, fs::copy_options::overwrite_existing, error);
  if (error) return FileError(error.value(), "copy", from);
  if (auto synced = SyncFile(part); !synced) return synced;
  return MoveFile(part, to);
}

Result<std::string> DigestOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileError(ENOENT, "read", path);
  Sha256Stream hash;
  std::string piece(1024UL * 1024, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.Add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad()) return FileError(EIO, "read", path);
  return DigestHex(hash.Finish());
}

}  // namespace daybook::backup
