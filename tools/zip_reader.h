// Reading a ZIP archive that anybody may have made. One of two files here that know the archive
// library.

#ifndef DAYBOOK_TOOLS_ZIP_READER_H_
#define DAYBOOK_TOOLS_ZIP_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"

struct archive;

namespace daybook::tools {

/// What is more than this is not read: an archive of a few bytes can unfold to any size.
struct ZipLimits {
  /// A receipt for each of the events a pack may have (pack_format.h), and the rest.
  std::size_t members = 250'000;
  /// Of all members, unfolded: hashing as much takes about a minute.
  std::uint64_t bytes = 16ULL * 1024 * 1024 * 1024;
  /// Of a name. None in a pack is longer.
  std::size_t name_bytes = 1'024;
};

/// Gives the members one after the other, by the directory at the archive's end. A member is a
/// regular file whose name leads nowhere but below where it would be unpacked; nothing is ever
/// written. Everything fails with kCorrupt, naming the member. Not thread-safe.
class ZipReader {
 public:
  static Result<ZipReader> Open(const std::string& path, ZipLimits limits = {});

  /// The name of the next member; nothing after the last one.
  Result<std::optional<std::string>> Next();

  /// A piece of that member, valid until the next call; empty at its end.
  Result<std::string_view> Read();

 private:
  struct Free {
    void operator()(archive* opened) const;
  };
  ZipReader(std::unique_ptr<archive, Free> opened, ZipLimits limits);
  std::unexpected<Error> Wrong(std::string_view why) const;

  std::unique_ptr<archive, Free> archive_;
  ZipLimits limits_;
  std::string name_;
  std::size_t members_ = 0;
  std::uint64_t bytes_ = 0;
  std::string room_;
};

/// Whether it is a relative path of letters, digits and ._~%- with no part that is `.` or `..`.
bool IsMemberName(std::string_view name);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_ZIP_READER_H_
