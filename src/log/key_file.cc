#include "log/key_file.h"

#include <fmt/format.h>

#include "log/small_file.h"

namespace daybook {
namespace {

// A checkpoint with one signature must fit the record it is kept in (RecordFile::kRecordBytes).
constexpr std::size_t kNameBytes = 128;

// A name for a book that was given none: nobody else's.
std::string MakeOrigin(const tree::PrivateKey& key) {
  std::string origin = "localhost/daybook-";
  for (std::size_t i = 0; i < 4; ++i) origin += fmt::format("{:02x}", key.public_key()[i]);
  return origin;
}

Result<SigningKeys> ParseKeys(const std::filesystem::path& path, std::string_view text) {
  auto keys = SigningKeys::Parse(text);
  if (keys) return keys;
  return Fail(ErrorCode::kCorrupt, path.string() + " has no key: " + keys.error().detail);
}

Result<SigningKeys> MakeKey(const std::string& origin) {
  tree::PrivateKey key = tree::PrivateKey::Generate();
  std::string name = origin.empty() ? MakeOrigin(key) : origin;
  if (!tree::IsKeyName(name) || name.size() > kNameBytes) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("'{}' cannot name a book: at most {} bytes, no space, no plus.", name,
                            kNameBytes));
  }
  return SigningKeys(tree::NoteSigner(std::move(name), std::move(key)));
}

// Whether the note is signed by these keys, each of them, and by none of the `others`.
bool SignedByExactly(const SigningKeys& keys, const SigningKeys& others, const tree::Note& note) {
  std::vector<tree::VerifierKey> known = keys.verifiers();
  known.insert(known.end(), others.verifiers().begin(), others.verifiers().end());
  const auto signers = tree::VerifyNote(note, known);
  return signers && *signers == keys.verifiers();
}

}  // namespace

KeyFile::KeyFile(std::filesystem::path path, Access access)
    : path_(std::move(path)), next_path_(path_.string() + ".next"), access_(access) {}

Result<SigningKeys> KeyFile::LoadOrMake(const std::string& origin) const {
  const auto text = ReadSmallFile(path_);
  if (!text) return std::unexpected(text.error());
  if (!*text && access_ == Access::kRead) {
    return Fail(ErrorCode::kNotFound, "There is no signing key in " + path_.string() + '.');
  }
  if (!*text) {
    auto made = MakeKey(origin);
    if (!made) return made;
    if (auto kept = MakeSecretFile(path_, made->Text()); !kept) {
      return std::unexpected(std::move(kept.error()));
    }
    return made;
  }
  auto keys = ParseKeys(path_, **text);
  if (keys && !origin.empty() && keys->name() != origin) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("The book's name is '{}', for ever; it cannot be opened as '{}'.",
                            keys->name(), origin));
  }
  return keys;
}

Result<void> KeyFile::Stage(const SigningKeys& next) const {
  if (access_ == Access::kRead) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("The signing key in {} is only read. To change keys, move it to "
                            "`signing-key` of the book's directory; afterwards, move that back.",
                            path_.string()));
  }
  return MakeSecretFile(next_path_, next.Text());
}

Result<void> KeyFile::Promote() const { return MoveFile(next_path_, path_); }

Result<void> KeyFile::Settle(std::string_view head) const {
  if (access_ == Access::kRead) return {};
  const auto staged = ReadSmallFile(next_path_);
  if (!staged) return std::unexpected(staged.error());
  const auto present = ReadSmallFile(path_);
  if (!present) return std::unexpected(present.error());
  if (!*staged || !*present) return {};
  const auto next = ParseKeys(next_path_, **staged);
  if (!next) return std::unexpected(next.error());
  const auto keys = ParseKeys(path_, **present);
  if (!keys) return std::unexpected(keys.error());
  const auto note = tree::Note::Parse(head);
  if (note && SignedByExactly(*next, *keys, *note)) return Promote();
  return {};
}

Result<void> KeyFile::Discard() const {
  // On a file system that is only read, not even what is not there can be removed.
  if (access_ == Access::kRead) return {};
  return RemoveFile(next_path_);
}

}  // namespace daybook
