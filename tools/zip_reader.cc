#include "tools/zip_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <utility>

namespace daybook::tools {
namespace {

constexpr std::size_t kPieceBytes = 256UL * 1024;

bool IsNameLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._~%-").find(c) != std::string_view::npos;
}

}  // namespace

bool IsMemberName(std::string_view name) {
  while (true) {
    const std::size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || !std::ranges::all_of(part, IsNameLetter)) {
      return false;
    }
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

void ZipReader::Free::operator()(archive* opened) const { archive_read_free(opened); }

ZipReader::ZipReader(std::unique_ptr<archive, Free> opened, ZipLimits limits)
    : archive_(std::move(opened)), limits_(limits), room_(kPieceBytes, '\0') {}

std::unexpected<Error> ZipReader::Wrong(std::string_view why) const {
  return Fail(ErrorCode::kCorrupt, name_ + ": " + std::string(why));
}

Result<ZipReader> ZipReader::Open(const std::string& path, ZipLimits limits) {
  ZipReader reader(std::unique_ptr<archive, Free>(archive_read_new()), limits);
  reader.name_ = path;
  archive* const opened = reader.archive_.get();
  // By the directory alone, as other programs read it: what stands between members is no member.
  if (archive_read_support_format_zip_seekable(opened) != ARCHIVE_OK ||
      archive_read_open_filename(opened, path.c_str(), kPieceBytes) != ARCHIVE_OK) {
    return reader.Wrong("it cannot be read as a ZIP archive");
  }
  return reader;
}

Result<std::optional<std::string>> ZipReader::Next() {
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(archive_.get(), &entry);
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status != ARCHIVE_OK) return Wrong("what follows it in the archive cannot be read");
  const char* const name = archive_entry_pathname(entry);
  if (name == nullptr || std::string_view(name).size() > limits_.name_bytes) {
    return Wrong("the member after it has no name, or one that is too long");
  }
  if (!IsMemberName(name)) return Wrong("the member after it has a name that no pack has");
  name_ = name;
  if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
    return Wrong("it is not a file");
  }
  if (archive_entry_is_encrypted(entry) != 0) return Wrong("it is encrypted");
  if (++members_ > limits_.members) return Wrong("there are more members than a pack can have");
  return name_;
}

Result<std::string_view> ZipReader::Read() {
  const auto read = archive_read_data(archive_.get(), room_.data(), room_.size());
  if (read < 0) return Wrong("it is damaged");
  bytes_ += static_cast<std::uint64_t>(read);
  if (bytes_ > limits_.bytes) return Wrong("here the archive unfolds to more than is looked at");
  return std::string_view(room_).substr(0, static_cast<std::size_t>(read));
}

}  // namespace daybook::tools
