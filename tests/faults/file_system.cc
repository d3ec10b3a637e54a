#include "faults/file_system.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace daybook::faults {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus Failed(int error) {
  if (error == 0) return IOStatus::OK();
  return error == ENOSPC ? IOStatus::NoSpace("told to be full") : IOStatus::IOError("told to fail");
}

// Flips a bit of one read, when it is its turn.
class Flips {
 public:
  Flips(std::atomic<std::int64_t>& after, const std::atomic<std::uint64_t>& which,
        const std::string& name)
      : after_(after), which_(which), on_(name.find("/journal/") != std::string::npos) {}

  // `scratch` is the reader's; what was read may be a file system's own.
  void MayFlip(Slice* read, char* scratch) const {
    if (!on_ || read->empty() || after_ < 0 || after_-- != 0) return;
    const std::string_view bytes(read->data(), read->size());
    const std::uint64_t bit = which_ * 2'654'435'761U;
    const std::size_t at = bit / 8 % std::max<std::size_t>(1, FlippableBytes(bytes));
    if (read->data() != scratch) std::memcpy(scratch, read->data(), read->size());
    scratch[at] = static_cast<char>(scratch[at] ^ (1 << bit % 8));
    *read = Slice(scratch, read->size());
  }

 private:
  std::atomic<std::int64_t>& after_;
  const std::atomic<std::uint64_t>& which_;
  const bool on_;
};

class ReadInOrder : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  ReadInOrder(std::unique_ptr<rocksdb::FSSequentialFile> file, Flips flips)
      : FSSequentialFileOwnerWrapper(std::move(file)), flips_(flips) {}
  IOStatus Read(std::size_t bytes, const IOOptions& options, Slice* read, char* scratch,
                IODebugContext* debug) override {
    IOStatus done = FSSequentialFileOwnerWrapper::Read(bytes, options, read, scratch, debug);
    if (done.ok()) flips_.MayFlip(read, scratch);
    return done;
  }

 private:
  const Flips flips_;
};

class ReadAnywhere : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  ReadAnywhere(std::unique_ptr<rocksdb::FSRandomAccessFile> file, Flips flips)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), flips_(flips) {}
  IOStatus Read(std::uint64_t offset, std::size_t bytes, const IOOptions& options, Slice* read,
                char* scratch, IODebugContext* debug) const override {
    IOStatus done =
        FSRandomAccessFileOwnerWrapper::Read(offset, bytes, options, read, scratch, debug);
    if (done.ok()) flips_.MayFlip(read, scratch);
    return done;
  }

 private:
  const Flips flips_;
};

class Written : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  Written(std::unique_ptr<rocksdb::FSWritableFile> file, Disk& disk, std::string name)
      : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk), name_(std::move(name)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    const Disk::Verdict verdict = disk_.Judge(name_, Act::kWrite, data.size());
    const Slice part(data.data(), std::min(data.size(), verdict.bytes));
    IOStatus done = IOStatus::OK();
    if (!part.empty()) done = FSWritableFileOwnerWrapper::Append(part, options, debug);
    return verdict.error == 0 ? done : Failed(verdict.error);
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    if (const auto verdict = disk_.Judge(name_, Act::kWrite); verdict.error != 0) {
      return Failed(verdict.error);
    }
    return FSWritableFileOwnerWrapper::Truncate(size, options, debug);
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    const int error = disk_.Judge(name_, Act::kSync).error;
    error == 0 ? disk_.Synced(name_) : disk_.SyncFailed(name_);
    return Failed(error);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus RangeSync(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();  // promises nothing
  }
  void PrepareWrite(std::size_t, std::size_t, const IOOptions&, IODebugContext*) override {}

 private:
  Disk& disk_;
  const std::string name_;
};

class SyncedNames : public rocksdb::FSDirectory {
 public:
  SyncedNames(Disk& disk, std::string name) : disk_(disk), name_(std::move(name)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    const int error = disk_.Judge(name_ + "/", Act::kName).error;
    if (error == 0) disk_.Synced(name_);
    return Failed(error);
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  Disk& disk_;
  const std::string name_;
};

}  // namespace

std::size_t FlippableBytes(std::string_view bytes) {
  return std::min(bytes.size(), bytes.find("rocksdb.block.based"));
}

IOStatus FaultyFileSystem::NewSequentialFile(const std::string& name, const FileOptions& options,
                                             std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                             IODebugContext* debug) {
  IOStatus made = FileSystemWrapper::NewSequentialFile(name, options, file, debug);
  if (made.ok()) {
    *file = std::make_unique<ReadInOrder>(std::move(*file), Flips(flip_after_, flip_which_, name));
  }
  return made;
}

IOStatus FaultyFileSystem::NewRandomAccessFile(const std::string& name, const FileOptions& options,
                                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                               IODebugContext* debug) {
  IOStatus made = FileSystemWrapper::NewRandomAccessFile(name, options, file, debug);
  if (made.ok()) {
    *file = std::make_unique<ReadAnywhere>(std::move(*file), Flips(flip_after_, flip_which_, name));
  }
  return made;
}

IOStatus FaultyFileSystem::NewWritableFile(const std::string& name, const FileOptions& options,
                                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                                           IODebugContext* debug) {
  // RocksDB writes its options down for people, and does without: half of the time of a start.
  if (name.find("/OPTIONS-") != std::string::npos) return IOStatus::NotSupported("left out");
  if (const int error = disk_.Judge(name, Act::kName).error; error != 0) return Failed(error);
  disk_.Leaving(name);  // what has the name is emptied
  IOStatus made = FileSystemWrapper::NewWritableFile(name, options, file, debug);
  if (!made.ok()) return made;
  disk_.Made(name);
  *file = std::make_unique<Written>(std::move(*file), disk_, name);
  return made;
}

IOStatus FaultyFileSystem::ReopenWritableFile(const std::string&, const FileOptions&,
                                              std::unique_ptr<rocksdb::FSWritableFile>*,
                                              IODebugContext*) {
  return IOStatus::NotSupported("nobody does");
}

IOStatus FaultyFileSystem::ReuseWritableFile(const std::string&, const std::string&,
                                             const FileOptions&,
                                             std::unique_ptr<rocksdb::FSWritableFile>*,
                                             IODebugContext*) {
  return IOStatus::NotSupported("nobody does");
}

IOStatus FaultyFileSystem::NewDirectory(const std::string& name, const IOOptions&,
                                        std::unique_ptr<rocksdb::FSDirectory>* directory,
                                        IODebugContext*) {
  *directory = std::make_unique<SyncedNames>(disk_, name);
  return IOStatus::OK();
}

IOStatus FaultyFileSystem::DeleteFile(const std::string& name, const IOOptions& options,
                                      IODebugContext* debug) {
  if (const int error = disk_.Judge(name, Act::kName).error; error != 0) return Failed(error);
  disk_.Leaving(name);
  return FileSystemWrapper::DeleteFile(name, options, debug);
}

IOStatus FaultyFileSystem::Truncate(const std::string& name, std::size_t size,
                                    const IOOptions& options, IODebugContext* debug) {
  if (const int error = disk_.Judge(name, Act::kWrite).error; error != 0) return Failed(error);
  return FileSystemWrapper::Truncate(name, size, options, debug);
}

IOStatus FaultyFileSystem::RenameFile(const std::string& from, const std::string& to,
                                      const IOOptions& options, IODebugContext* debug) {
  if (const int error = disk_.Judge(from, Act::kName).error; error != 0) return Failed(error);
  disk_.Leaving(from);
  disk_.Leaving(to);
  return FileSystemWrapper::RenameFile(from, to, options, debug);
}

IOStatus FaultyFileSystem::GetFreeSpace(const std::string& path, const IOOptions& options,
                                        std::uint64_t* free, IODebugContext* debug) {
  *free = 0;
  if (disk_.full()) return IOStatus::OK();
  return FileSystemWrapper::GetFreeSpace(path, options, free, debug);
}

FaultyEnv::FaultyEnv(Disk& disk)
    : EnvWrapper(rocksdb::Env::Default()), files_(std::make_shared<FaultyFileSystem>(disk)) {
  file_system_ = files_;
}

std::uint64_t FaultyEnv::NowMicros() {
  constexpr std::uint64_t kBetweenLooks = 5'000'000;
  return EnvWrapper::NowMicros() - kBetweenLooks + 10'000;
}

}  // namespace daybook::faults
