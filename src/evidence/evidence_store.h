// Files of evidence, each under the digest of its content. An event says what a file is and
// whether it was accepted (`evidence.added` has its digest); the file itself is here.
//
//   evidence/ab/abcdef…   a file; the name is the SHA-256 of its bytes, 64 digits in lower case
//   evidence/incoming/    files that are not whole yet; emptied at the start

#ifndef DAYBOOK_EVIDENCE_EVIDENCE_STORE_H_
#define DAYBOOK_EVIDENCE_EVIDENCE_STORE_H_

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/limits.h"
#include "event/sha256.h"
#include "evidence/descriptor.h"

namespace daybook {

struct EvidenceOptions {
  /// One file. Bounds what a single upload can take of the disk before anybody looks at it.
  std::uint64_t file_bytes_max = limits::kEvidenceBytes;
  /// Nothing is taken in while the file system has less room than this: the book's reserve.
  std::uint64_t disk_reserve_bytes = 256 * 1024 * 1024;
};

class EvidenceStore;

/// A file on its way in. Destroyed before Finish, it leaves nothing behind. Not thread-safe; one
/// thread at a time.
class EvidenceUpload {
 public:
  ~EvidenceUpload();
  EvidenceUpload(const EvidenceUpload&) = delete;
  EvidenceUpload& operator=(const EvidenceUpload&) = delete;

  /// Adds the next bytes. Fails with kTooLarge, kNoSpace or kIo; the upload is over then.
  Result<void> Write(std::string_view piece);

  /// Ends the file. When it returns a value, the file and its name are on disk (synced); the value
  /// is false when it was there before. Fails with kUnprocessable when its digest is another than
  /// was announced: nothing is kept then.
  Result<bool> Finish();

  std::uint64_t bytes() const { return bytes_; }

 private:
  friend class EvidenceStore;
  EvidenceUpload(const EvidenceStore& store, std::string digest, std::filesystem::path path,
                 Descriptor file);

  const EvidenceStore& store_;
  const std::string digest_;
  const std::filesystem::path path_;  // in incoming/; gone once it is renamed
  const Descriptor file_;
  Sha256Stream hash_;
  std::uint64_t bytes_ = 0;
};

/// A file of the store, open for reading. It stays readable whatever becomes of its name.
class EvidenceFile {
 public:
  std::uint64_t size() const { return size_; }

  /// At most `bytes_max` bytes from `offset`; empty at the end. Fails with kIo. Thread-safe.
  Result<std::string> Read(std::uint64_t offset, std::size_t bytes_max) const;

 private:
  friend class EvidenceStore;
  EvidenceFile(Descriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

  Descriptor file_;
  std::uint64_t size_;
};

/// The files of one book. Thread-safe. Every call may wait for the disk.
class EvidenceStore {
 public:
  /// Opens the directory, making it when it is not there, and removes what broken uploads left.
  static Result<std::unique_ptr<EvidenceStore>> Open(const std::filesystem::path& directory,
                                                     EvidenceOptions options = {});

  /// Begins to take in the file with this digest, of `bytes_expected` bytes if that is known (else
  /// 0). Uploads of one digest do not disturb each other: whichever ends last gives the file its
  /// bytes, which are the same; so a damaged file is mended by uploading it again. The store must
  /// outlive the upload. Fails with kMalformed, kTooLarge, kNoSpace or kIo.
  Result<std::unique_ptr<EvidenceUpload>> Begin(std::string_view digest,
                                                std::uint64_t bytes_expected = 0) const;

  /// The file with this digest. Fails with kMalformed, kNotFound or kIo.
  Result<EvidenceFile> Read(std::string_view digest) const;

 private:
  friend class EvidenceUpload;
  EvidenceStore(std::filesystem::path directory, EvidenceOptions options)
      : directory_(std::move(directory)), options_(options) {}

  std::filesystem::path PathOf(std::string_view digest) const;
  Result<void> CheckRoom(std::uint64_t bytes) const;
  Result<bool> Keep(const std::filesystem::path& upload, std::string_view digest) const;

  const std::filesystem::path directory_;
  const EvidenceOptions options_;
  mutable std::atomic<std::uint64_t> uploads_ = 0;  // begun; names them
};

}  // namespace daybook

#endif  // DAYBOOK_EVIDENCE_EVIDENCE_STORE_H_
