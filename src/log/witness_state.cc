#include "log/witness_state.h"

#include <fmt/format.h>

#include "event/sha256.h"
#include "log/small_file.h"
#include "tree/lines.h"
#include "tree/note.h"

namespace daybook {
namespace {

constexpr std::string_view kFormat = "daybook-witness-state/1";

std::string HexSha256(std::string_view text) {
  std::string hex;
  for (const std::uint8_t byte : Sha256(text)) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::filesystem::path PathOf(const std::filesystem::path& directory, std::string_view origin) {
  return directory / HexSha256(origin);
}

}  // namespace

Result<std::optional<tree::Checkpoint>> ReadCosigned(const std::filesystem::path& directory,
                                                     std::string_view origin) {
  const std::filesystem::path path = PathOf(directory, origin);
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;
  tree::Lines lines(**text);
  const auto format = lines.Next();
  if (format != kFormat) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("{} has the state of {} in a format that this version does not know.",
                            path.string(), origin));
  }
  const auto digest = lines.Next();
  const auto note = digest == HexSha256(lines.rest())
                        ? tree::Note::Parse(lines.rest())
                        : Fail(ErrorCode::kCorrupt, "its checksum is wrong");
  auto head = note ? tree::Checkpoint::Parse(note->text) : std::unexpected(note.error());
  if (head && head->origin == origin) return *std::move(head);
  return Fail(
      ErrorCode::kCorrupt,
      fmt::format("{} does not hold what was cosigned of {} last ({}). Without it nothing "
                  "more can be cosigned of that log: restore the file.",
                  path.string(), origin, head ? "it is of another log" : head.error().detail));
}

Result<void> WriteCosigned(const std::filesystem::path& directory, std::string_view origin,
                           std::string_view note) {
  return MakeSecretFile(PathOf(directory, origin),
                        fmt::format("{}\n{}\n{}", kFormat, HexSha256(note), note));
}

}  // namespace daybook
