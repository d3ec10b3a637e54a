#include "tools/zip_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "event/sha256.h"

namespace daybook::tools {
namespace {

constexpr std::time_t kBeginOf1980 = 315'532'800;

std::unexpected<Error> CannotRead(const std::string& path) {
  return Fail(ErrorCode::kIo, "Cannot read " + path);
}

}  // namespace

void ZipWriter::Free::operator()(archive* opened) const { archive_write_free(opened); }

std::unexpected<Error> ZipWriter::Failed() const {
  const char* const why = archive_error_string(archive_.get());
  return Fail(ErrorCode::kIo, std::string("Cannot write the archive: ") +
                                  (why == nullptr ? "no reason given" : why));
}

Result<ZipWriter> ZipWriter::Create(const std::string& path) {
  std::unique_ptr<archive, Free> made(archive_write_new());
  ZipWriter writer(std::move(made));
  archive* const opened = writer.archive_.get();
  if (archive_write_set_format_zip(opened) != ARCHIVE_OK ||
      archive_write_set_options(opened, "zip:compression=deflate") != ARCHIVE_OK ||
      archive_write_open_filename(opened, path.c_str()) != ARCHIVE_OK) {
    return writer.Failed();
  }
  return writer;
}

Result<void> ZipWriter::Begin(const std::string& name, std::uint64_t bytes) {
  archive_entry* const entry = archive_entry_new();
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_mtime(entry, kBeginOf1980, 0);
  archive_entry_set_size(entry, static_cast<std::int64_t>(bytes));
  const int begun = archive_write_header(archive_.get(), entry);
  archive_entry_free(entry);
  if (begun != ARCHIVE_OK) return Failed();
  return {};
}

Result<void> ZipWriter::Write(std::string_view piece) {
  const auto written = archive_write_data(archive_.get(), piece.data(), piece.size());
  if (written != static_cast<la_ssize_t>(piece.size())) return Failed();
  return {};
}

Result<void> ZipWriter::Add(const std::string& name, std::string_view text) {
  if (auto begun = Begin(name, text.size()); !begun) return begun;
  if (auto written = Write(text); !written) return written;
  members_.push_back({.name = name, .bytes = text.size(), .sha256 = DigestHex(Sha256(text))});
  return {};
}

Result<void> ZipWriter::AddFile(const std::string& name, const std::string& path) {
  std::error_code failed;
  const std::uint64_t bytes = std::filesystem::file_size(path, failed);
  std::ifstream file(path, std::ios::binary);
  if (failed || !file) return CannotRead(path);
  if (auto begun = Begin(name, bytes); !begun) return begun;
  std::array<char, 64UL * 1024> room{};
  Sha256Stream hash;
  std::uint64_t read = 0;
  while (file.read(room.data(), room.size()), file.gcount() > 0) {
    const std::string_view piece(room.data(), static_cast<std::size_t>(file.gcount()));
    if (auto written = Write(piece); !written) return written;
    hash.Add(piece);
    read += piece.size();
  }
  if (file.bad() || read != bytes) return CannotRead(path);
  members_.push_back({.name = name, .bytes = bytes, .sha256 = DigestHex(hash.Finish())});
  return {};
}

Result<void> ZipWriter::Close() {
  if (archive_write_close(archive_.get()) != ARCHIVE_OK) return Failed();
  return {};
}

}  // namespace daybook::tools
