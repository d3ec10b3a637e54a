#include "log/key_file.h"

#include <fmt/format.h>

#include "log/small_file.h"

namespace daybook {
namespace {

// A name for a book that was given none: nobody else's.
std::string MakeOrigin(const tree::PrivateKey& key) {
  std::string origin = "localhost/daybook-";
  for (std::size_t i = 0; i < 4; ++i) origin += fmt::format("{:02x}", key.public_key()[i]);
  return origin;
}

}  // namespace

Result<tree::NoteSigner> LoadOrMakeKey(const std::filesystem::path& path,
                                       const std::string& origin) {
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (*text) {
    auto signer = tree::NoteSigner::Parse(**text);
    if (!signer) {
      return Fail(ErrorCode::kCorrupt, path.string() + " has no key: " + signer.error().detail);
    }
    if (!origin.empty() && signer->verifier().name != origin) {
      return Fail(ErrorCode::kUnsupported,
                  fmt::format("The book's name is '{}', for ever; it cannot be opened as '{}'.",
                              signer->verifier().name, origin));
    }
    return signer;
  }
  tree::PrivateKey key = tree::PrivateKey::Generate();
  std::string name = origin.empty() ? MakeOrigin(key) : origin;
  if (!tree::IsKeyName(name) || name.size() > 128) {
    return Fail(
        ErrorCode::kMalformed,
        fmt::format("'{}' cannot name a book: at most 128 bytes, no space, no plus.", name));
  }
  tree::NoteSigner signer(std::move(name), std::move(key));
  if (auto made = MakeSecretFile(path, signer.Text() + "\n"); !made) {
    return std::unexpected(std::move(made.error()));
  }
  return signer;
}

}  // namespace daybook
