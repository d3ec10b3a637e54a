// A ZIP archive that is the same bytes whenever it is made of the same members. One of two files
// here that know the archive library.

#ifndef DAYBOOK_TOOLS_ZIP_WRITER_H_
#define DAYBOOK_TOOLS_ZIP_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daybook/error.h"

struct archive;

namespace daybook::tools {

/// What a list of members says of one.
struct PackMember {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< As 64 digits, in lower case.

  bool operator==(const PackMember&) const = default;
};

/// Writes members one after the other, compressed, all with the time 1980-01-01, which is where
/// ZIP begins. Everything fails with kIo. Not thread-safe.
class ZipWriter {
 public:
  /// Makes the file, or empties the one that is there.
  static Result<ZipWriter> Create(const std::string& path);

  /// A member that is a text; one that is a file, read as it is written.
  Result<void> Add(const std::string& name, std::string_view text);
  Result<void> AddFile(const std::string& name, const std::string& path);

  /// Ends the archive. Without it there is none.
  Result<void> Close();

  /// In the order in which they were added.
  const std::vector<PackMember>& members() const { return members_; }

 private:
  struct Free {
    void operator()(archive* opened) const;
  };
  explicit ZipWriter(std::unique_ptr<archive, Free> opened) : archive_(std::move(opened)) {}
  Result<void> Begin(const std::string& name, std::uint64_t bytes);
  Result<void> Write(std::string_view piece);
  std::unexpected<Error> Failed() const;

  std::unique_ptr<archive, Free> archive_;
  std::vector<PackMember> members_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_ZIP_WRITER_H_
