#include "log/small_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <system_error>

namespace daybook {
namespace {

constexpr std::size_t kSmallBytes = 64 * 1024;

std::unexpected<Error> FailedTo(std::string_view doing) {
  const std::string why = std::generic_category().message(errno);
  return Fail(ErrorCode::kIo, fmt::format("Could not {}: {}.", doing, why));
}

// A file descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int file) : file_(file) {}
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return file_; }

 private:
  const int file_;
};

}  // namespace

Result<std::optional<std::string>> ReadSmallFile(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) return std::nullopt;
  if (file.get() < 0) return FailedTo("open " + path.string());
  std::string text(kSmallBytes + 1, '\0');
  const auto length = ::pread(file.get(), text.data(), text.size(), 0);
  if (length < 0) return FailedTo("read " + path.string());
  if (static_cast<std::size_t>(length) > kSmallBytes) {
    return Fail(ErrorCode::kTooLarge, path.string() + " is larger than 64 KiB.");
  }
  text.resize(static_cast<std::size_t>(length));
  return text;
}

Result<void> MakeSecretFile(const std::filesystem::path& path, std::string_view text) {
  // Under another name until it is whole: half a key would keep the book from opening.
  const std::string draft = path.string() + ".new";
  ::unlink(draft.c_str());
  {
    const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0) return FailedTo("make " + draft);
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(file.get()) != 0) {
      return FailedTo("write " + draft);
    }
  }
  return MoveFile(draft, path);
}

Result<void> MoveFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return FailedTo("make " + to.string());
  return SyncDirectory(to.parent_path());
}

Result<void> RemoveFile(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) == 0) return SyncDirectory(path.parent_path());
  if (errno == ENOENT) return {};
  return FailedTo("remove " + path.string());
}

Result<void> MakeDirectory(const std::filesystem::path& directory) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(directory, error);
  if (std::filesystem::is_directory(whole, error)) return {};
  const std::filesystem::path above = whole.parent_path();
  if (above != whole) {  // else it is a root that is none
    if (auto made = MakeDirectory(above); !made) return made;
  }
  std::filesystem::create_directory(whole, error);
  if (error) {
    return Fail(ErrorCode::kIo, fmt::format("Could not make the directory {}: {}", whole.string(),
                                            error.message()));
  }
  return SyncDirectory(above);
}

Result<void> SyncDirectory(const std::filesystem::path& directory) {
  const Descriptor file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0 || ::fsync(file.get()) != 0) return FailedTo("sync " + directory.string());
  return {};
}

Result<std::unique_ptr<DirectoryLock>> DirectoryLock::Take(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / "lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return FailedTo("open " + path.string());
  std::unique_ptr<DirectoryLock> lock(new DirectoryLock(file));
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return FailedTo("lock " + path.string());
  return Fail(ErrorCode::kBusy, directory.string() + " is in use by another process.");
}

DirectoryLock::~DirectoryLock() { ::close(file_); }

Result<std::unique_ptr<RecordFile>> RecordFile::Open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return FailedTo("open " + path.string());
  std::unique_ptr<RecordFile> record(new RecordFile(file));
  if (auto synced = SyncDirectory(path.parent_path()); !synced) {
    return std::unexpected(std::move(synced.error()));
  }
  return record;
}

RecordFile::~RecordFile() {
  ::fsync(file_);
  ::close(file_);
}

Result<std::string> RecordFile::Read() const {
  std::string record(kRecordBytes, '\0');
  const auto length = ::pread(file_, record.data(), record.size(), 0);
  if (length < 0) return FailedTo("read a record");
  record.resize(static_cast<std::size_t>(length));
  record.resize(record.find_last_not_of('\0') + 1);
  return record;
}

Result<void> RecordFile::Write(std::string_view text) {
  assert(text.size() <= kRecordBytes);
  std::string record(text);
  record.resize(kRecordBytes, '\0');
  if (::pwrite(file_, record.data(), record.size(), 0) != static_cast<ssize_t>(kRecordBytes)) {
    return FailedTo("write a record");
  }
  return {};
}

Result<void> RecordFile::Sync() {
  if (::fdatasync(file_) != 0) return FailedTo("sync a record");
  return {};
}

}  // namespace daybook
