#include "backup/manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <sstream>

#include "event/instant.h"
#include "log/small_file.h"

namespace daybook::backup {
namespace {

constexpr std::string_view kFirstLine = "daybook-backup 1";

std::unexpected<Error> NoManifest(const std::filesystem::path& path) {
  return Fail(ErrorCode::kCorrupt, path.string() + " is not what a backup says of itself.");
}

}  // namespace

std::filesystem::path PartOf(const std::filesystem::path& directory, std::uint32_t number) {
  return directory / std::to_string(number);
}

Result<void> WriteManifest(const std::filesystem::path& part, const Backup& backup) {
  std::string text = fmt::format("{}\nmade {}\nevents {}\n", kFirstLine, FormatInstant(backup.made),
                                 backup.events);
  for (const std::string& key : backup.keys) text += "key " + key + "\n";
  return MakeSecretFile(part / "manifest", text);
}

Result<Backup> ReadManifest(const std::filesystem::path& part) {
  const std::filesystem::path path = part / "manifest";
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return Fail(ErrorCode::kNotFound, "There is no backup in " + part.string());
  std::istringstream lines(**text);
  std::string line;
  std::getline(lines, line);
  if (line != kFirstLine) {
    return Fail(ErrorCode::kUnsupported, path.string() +
                                             ": the backup is of a format that this version of "
                                             "Daybook does not read: " +
                                             line);
  }
  Backup backup;
  bool dated = false;
  bool counted = false;
  while (std::getline(lines, line)) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) return NoManifest(path);
    const std::string name = line.substr(0, space);
    const std::string value = line.substr(space + 1);
    if (name == "made") {
      const auto made = ParseInstant(value);
      if (!made) return NoManifest(path);
      backup.made = *made;
      dated = true;
    } else if (name == "events") {
      const char* const end = value.data() + value.size();
      const auto read = std::from_chars(value.data(), end, backup.events);
      if (read.ec != std::errc() || read.ptr != end) return NoManifest(path);
      counted = true;
    } else if (name == "key") {
      backup.keys.push_back(value);
    } else {
      return NoManifest(path);
    }
  }
  if (!dated || !counted || backup.keys.empty()) return NoManifest(path);
  return backup;
}

}  // namespace daybook::backup
