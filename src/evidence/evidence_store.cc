#include "evidence/evidence_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace daybook {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIncoming = "incoming";

std::unexpected<Error> FailedTo(std::string_view doing) {
  const ErrorCode code = errno == ENOSPC || errno == EDQUOT ? ErrorCode::kNoSpace : ErrorCode::kIo;
  const std::string why = std::generic_category().message(errno);
  return Fail(code, fmt::format("Could not {}: {}.", doing, why));
}

Result<void> SyncDirectory(const fs::path& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.get()) != 0) return FailedTo("sync " + path.string());
  return {};
}

// When it returns well, the directory and its name are on disk.
Result<void> MakeDirectory(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return FailedTo("make " + path.string());
  return SyncDirectory(path.parent_path());
}

Result<void> CheckDigest(std::string_view digest) {
  if (IsDigestHex(digest)) return {};
  return Fail(ErrorCode::kMalformed,
              "A file of evidence is named by its SHA-256: 64 digits 0-9 and a-f, in lower case.");
}

}  // namespace

EvidenceUpload::EvidenceUpload(const EvidenceStore& store, std::string digest, fs::path path,
                               Descriptor file)
    : store_(store), digest_(std::move(digest)), path_(std::move(path)), file_(std::move(file)) {}

EvidenceUpload::~EvidenceUpload() { ::unlink(path_.c_str()); }

Result<void> EvidenceUpload::Write(std::string_view piece) {
  bytes_ += piece.size();
  if (bytes_ > store_.options_.file_bytes_max) {
    return Fail(ErrorCode::kTooLarge, fmt::format("A file of evidence has at most {} bytes.",
                                                  store_.options_.file_bytes_max));
  }
  if (auto room = store_.CheckRoom(piece.size()); !room) return room;
  hash_.Add(piece);
  while (!piece.empty()) {
    const ssize_t written = ::write(file_.get(), piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FailedTo("write a file of evidence");
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<bool> EvidenceUpload::Finish() {
  const std::string digest = DigestHex(hash_.Finish());
  if (digest != digest_) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("The SHA-256 of the {} bytes that came is {}, not {}; nothing of them "
                            "was kept.",
                            bytes_, digest, digest_));
  }
  // Its name comes after its bytes: a file that has one is whole.
  if (::fsync(file_.get()) != 0) return FailedTo("sync a file of evidence");
  return store_.Keep(path_, digest_);
}

Result<std::string> EvidenceFile::Read(std::uint64_t offset, std::size_t bytes_max) const {
  if (offset >= size_) return std::string();
  std::string bytes(std::min<std::uint64_t>(bytes_max, size_ - offset), '\0');
  std::size_t had = 0;
  while (had < bytes.size()) {
    const ssize_t read = ::pread(file_.get(), bytes.data() + had, bytes.size() - had,
                                 static_cast<off_t>(offset + had));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return FailedTo("read a file of evidence");
    if (read == 0) return Fail(ErrorCode::kCorrupt, "A file of evidence has become shorter.");
    had += static_cast<std::size_t>(read);
  }
  return bytes;
}

Result<std::unique_ptr<EvidenceStore>> EvidenceStore::Open(const fs::path& directory,
                                                           EvidenceOptions options) {
  for (const fs::path& path : {directory, directory / kIncoming}) {
    if (auto made = MakeDirectory(path); !made) return std::unexpected(std::move(made.error()));
  }
  std::error_code error;
  fs::directory_iterator left(directory / kIncoming, error);
  while (!error && left != fs::directory_iterator()) {
    fs::remove(left->path(), error);
    if (!error) left.increment(error);
  }
  if (error) {
    return Fail(ErrorCode::kIo, fmt::format("Could not empty {}: {}.",
                                            (directory / kIncoming).string(), error.message()));
  }
  return std::unique_ptr<EvidenceStore>(new EvidenceStore(directory, options));
}

Result<std::unique_ptr<EvidenceUpload>> EvidenceStore::Begin(std::string_view digest,
                                                             std::uint64_t bytes_expected) const {
  if (auto fine = CheckDigest(digest); !fine) return std::unexpected(std::move(fine.error()));
  if (bytes_expected > options_.file_bytes_max) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("A file of evidence has at most {} bytes.", options_.file_bytes_max));
  }
  if (auto room = CheckRoom(bytes_expected); !room) return std::unexpected(std::move(room.error()));
  const fs::path path = directory_ / kIncoming / fmt::format("{}-{}", uploads_++, digest);
  // Nobody writes to it again, not even this program.
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
  if (!file) return FailedTo("make " + path.string());
  return std::unique_ptr<EvidenceUpload>(
      new EvidenceUpload(*this, std::string(digest), path, std::move(file)));
}

Result<EvidenceFile> EvidenceStore::Read(std::string_view digest) const {
  if (auto fine = CheckDigest(digest); !fine) return std::unexpected(std::move(fine.error()));
  const fs::path path = PathOf(digest);
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("There is no evidence with the SHA-256 {}.", digest));
  }
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) return FailedTo("open " + path.string());
  return EvidenceFile(std::move(file), static_cast<std::uint64_t>(status.st_size));
}

fs::path EvidenceStore::PathOf(std::string_view digest) const {
  return directory_ / digest.substr(0, 2) / digest;
}

Result<void> EvidenceStore::CheckRoom(std::uint64_t bytes) const {
  std::error_code error;
  const fs::space_info space = fs::space(directory_, error);
  if (error) {
    return Fail(ErrorCode::kIo, "Could not tell how much room the disk has: " + error.message());
  }
  if (space.available >= options_.disk_reserve_bytes &&
      space.available - options_.disk_reserve_bytes >= bytes) {
    return {};
  }
  return Fail(ErrorCode::kNoSpace,
              fmt::format("The disk has {} bytes left, {} of them kept in reserve: too few for "
                          "this file of evidence.",
                          space.available, options_.disk_reserve_bytes));
}

Result<bool> EvidenceStore::Keep(const fs::path& upload, std::string_view digest) const {
  const fs::path path = PathOf(digest);
  const bool is_new = ::access(path.c_str(), F_OK) != 0;
  if (auto made = MakeDirectory(path.parent_path()); !made) {
    return std::unexpected(std::move(made.error()));
  }
  if (::rename(upload.c_str(), path.c_str()) != 0) return FailedTo("make " + path.string());
  if (auto synced = SyncDirectory(path.parent_path()); !synced) {
    return std::unexpected(std::move(synced.error()));
  }
  return is_new;
}

}  // namespace daybook
