// The system calls of src/log/small_file.cc on the disk that fails: the linker puts these in the
// place of libc's (--wrap in tests/CMakeLists.txt), so that nothing there knows of it.

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "faults/disk.h"

namespace daybook::faults {
namespace {

std::mutex open_files_mutex;
std::map<int, std::string>
    open_files;  // open ones that are on such a disk, guarded by open_files_mutex

std::string PathOf(int file) {
  const std::scoped_lock lock(open_files_mutex);
  const auto found = open_files.find(file);
  return found == open_files.end() ? "" : found->second;
}

int Refuse(int error) {
  errno = error;
  return -1;
}

// Whether the act may be done.
bool Allows(Disk& disk, const std::string& path, Act act) {
  const int error = disk.Judge(path, act).error;
  if (error != 0) errno = error;
  return error == 0;
}

int Sync(int file, int (*real)(int)) {
  const std::string path = PathOf(file);
  Disk* disk = path.empty() ? nullptr : Disk::Of(path);
  if (disk == nullptr) return real(file);
  if (!Allows(*disk, path, Act::kSync)) {
    disk->SyncFailed(path);
    return -1;
  }
  disk->Synced(path);
  return 0;
}

}  // namespace
}  // namespace daybook::faults

using daybook::faults::Act;
using daybook::faults::Allows;
using daybook::faults::Disk;

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
extern "C" {

int __real_open(const char* path, int flags, ...);
int __real_close(int file);
ssize_t __real_write(int file, const void* bytes, std::size_t count);
ssize_t __real_pwrite(int file, const void* bytes, std::size_t count, off_t at);
int __real_fsync(int file);
int __real_fdatasync(int file);
int __real_rename(const char* from, const char* to);
int __real_unlink(const char* path);

int __wrap_open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  Disk* disk = Disk::Of(path);
  if (disk == nullptr) return __real_open(path, flags, mode);
  const bool makes = (flags & O_CREAT) != 0 && ::access(path, F_OK) != 0;
  if (makes && !Allows(*disk, path, Act::kName)) return -1;
  const int file = __real_open(path, flags, mode);
  if (file < 0) return file;
  if (makes) disk->Made(path);
  const std::scoped_lock lock(daybook::faults::open_files_mutex);
  daybook::faults::open_files[file] = path;
  return file;
}

int __wrap_close(int file) {
  {
    const std::scoped_lock lock(daybook::faults::open_files_mutex);
    daybook::faults::open_files.erase(file);
  }
  return __real_close(file);
}

ssize_t __wrap_write(int file, const void* bytes, std::size_t count) {
  const std::string path = daybook::faults::PathOf(file);
  Disk* disk = path.empty() ? nullptr : Disk::Of(path);
  if (disk == nullptr) return __real_write(file, bytes, count);
  const auto verdict = disk->Judge(path, Act::kWrite, count);
  if (verdict.error != 0) return daybook::faults::Refuse(verdict.error);
  return __real_write(file, bytes, count);
}

ssize_t __wrap_pwrite(int file, const void* bytes, std::size_t count, off_t at) {
  const std::string path = daybook::faults::PathOf(file);
  Disk* disk = path.empty() ? nullptr : Disk::Of(path);
  if (disk == nullptr) return __real_pwrite(file, bytes, count, at);
  const auto verdict = disk->Judge(path, Act::kWrite, count);
  if (verdict.error != 0) return daybook::faults::Refuse(verdict.error);
  disk->Overwritten(path, std::string(static_cast<const char*>(bytes), count));
  return __real_pwrite(file, bytes, count, at);
}

int __wrap_fsync(int file) { return daybook::faults::Sync(file, __real_fsync); }
int __wrap_fdatasync(int file) { return daybook::faults::Sync(file, __real_fdatasync); }

int __wrap_rename(const char* from, const char* to) {
  if (Disk* disk = Disk::Of(to)) {
    if (!Allows(*disk, to, Act::kName)) return -1;
    disk->Leaving(from);
    disk->Leaving(to);
  }
  return __real_rename(from, to);
}

int __wrap_unlink(const char* path) {
  if (Disk* disk = Disk::Of(path)) {
    if (!Allows(*disk, path, Act::kName)) return -1;
    disk->Leaving(path);
  }
  return __real_unlink(path);
}
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
