// Verifying an evidence pack, offline.

#include <fmt/format.h>

#include "tools/pack_check.h"
#include "tools/progress.h"
#include "tools/zip_reader.h"
#include "tree/note.h"

namespace daybook::tools {
namespace {

Result<void> CheckMembers(ZipReader& zip, PackCheck& check, Progress& progress) {
  std::uint64_t members = 0;
  std::uint64_t bytes = 0;
  auto name = zip.Next();
  for (; name && *name; name = zip.Next()) {
    if (auto begun = check.Begin(**name); !begun) return begun;
    auto piece = zip.Read();
    for (; piece && !piece->empty(); piece = zip.Read()) {
      if (auto taken = check.Take(*piece); !taken) return taken;
      bytes += piece->size();
      progress.Update(members, bytes);
    }
    if (!piece) return std::unexpected(std::move(piece.error()));
    if (auto ended = check.End(); !ended) return ended;
    ++members;
  }
  if (!name) return std::unexpected(std::move(name.error()));
  return check.Finish();
}

void SayShown(Console& console, const PackCheck& check) {
  const Manifest& manifest = check.manifest();
  if (check.whole()) {
    console.out << fmt::format("All {} events of {} are here, as they were signed",
                               Grouped(manifest.events), manifest.origin);
  } else {
    console.out << fmt::format("{} of the {} events of {} are here, as they were signed",
                               Grouped(manifest.events), Grouped(manifest.size), manifest.origin);
  }
  console.out << fmt::format(", each with its receipt; all {} files are those of the manifest.\n",
                             Grouped(manifest.members.size()));
  if (!check.whole()) {
    Say(console, "That none was left out of what is released cannot be shown by a part of a book.");
  }
  if (!manifest.missing.empty()) {
    Say(console, fmt::format("{} files of evidence are not here; evidence/list.csv names them.",
                             manifest.missing.size()));
  }
  Say(console, "The report and the tables are as they were packed. Nobody signs those.");
}

}  // namespace

Result<std::string> OwnKeysOfPack(const std::string& path) {
  auto zip = ZipReader::Open(path);
  if (!zip) return std::unexpected(std::move(zip.error()));
  auto name = zip->Next();
  while (name && *name && **name != kPackKey) name = zip->Next();
  if (!name) return std::unexpected(std::move(name.error()));
  std::string keys;
  auto piece = *name ? zip->Read() : Result<std::string_view>();
  for (; piece && !piece->empty() && keys.size() < tree::Note::kNoteBytes; piece = zip->Read()) {
    keys += *piece;
  }
  if (!piece) return std::unexpected(std::move(piece.error()));
  return keys;
}

Verified VerifyPack(Console& console, const std::string& path, const Verification& wanted) {
  auto zip = ZipReader::Open(path);
  if (!zip) return NotAsSigned(console, zip.error().detail);
  PackCheck check(wanted);
  Progress progress(console, std::nullopt, "files");
  const auto checked = CheckMembers(*zip, check, progress);
  progress.Clear();
  if (!checked) return NotAsSigned(console, checked.error().detail);
  if (wanted.since && !check.whole()) {
    SayError(console, {.code = ErrorCode::kMalformed,
                       .detail = "This pack is of a part of the book: it cannot show what came "
                                 "--since"});
    return {.exit = Exit::kUsage, .checkpoint = {}};
  }
  if (!AgreesWithSince(console, wanted, check.since_root(), check.head().size)) return {};
  SayShown(console, check);
  return {.exit = Exit::kOk, .checkpoint = check.checkpoint()};
}

}  // namespace daybook::tools
