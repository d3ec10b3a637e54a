// RocksDB's way to the disk that fails.

#ifndef DAYBOOK_TESTS_FAULTS_FILE_SYSTEM_H_
#define DAYBOOK_TESTS_FAULTS_FILE_SYSTEM_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "faults/disk.h"

namespace daybook::faults {

/// How many bytes at the beginning of these may have a bit flipped: of a table, those before its
/// properties. RocksDB decodes these before it looks at their checksum, and Debian's, which has its
/// assertions on, may end the process there.
std::size_t FlippableBytes(std::string_view bytes);

/// RocksDB's files, as `disk` lets them be.
class FaultyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFileSystem(Disk& disk)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), disk_(disk) {}
  const char* Name() const override { return "FaultyFileSystem"; }

  /// The read after `reads` others of the journal's files comes with one bit that is another:
  /// `which` says where.
  void FlipBitOfRead(std::uint32_t reads, std::uint32_t which) {
    flip_which_ = which;
    flip_after_ = reads;
  }
  void FlipNoMore() { flip_after_ = -1; }

  rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& name,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                        rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& name, const std::string& old_name,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& name, std::size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options,
                                 std::uint64_t* free, rocksdb::IODebugContext* debug) override;

 private:
  Disk& disk_;
  std::atomic<std::int64_t> flip_after_ = -1;
  std::atomic<std::uint64_t> flip_which_ = 0;
};

/// An environment on that file system. Its clock is five seconds late by just as much as RocksDB
/// waits between two looks whether there is room again: it looks at once.
class FaultyEnv : public rocksdb::EnvWrapper {
 public:
  explicit FaultyEnv(Disk& disk);
  std::uint64_t NowMicros() override;

  FaultyFileSystem& files() { return *files_; }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
};

}  // namespace daybook::faults

#endif  // DAYBOOK_TESTS_FAULTS_FILE_SYSTEM_H_
