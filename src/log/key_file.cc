#include "log/key_file.h"

#include <fmt/format.h>

#include "log/small_file.h"

namespace daybook {
namespace {

// A name for who was given none: nobody else's.
std::string MakeName(const tree::PrivateKey& key, tree::KeyType type) {
  std::string name =
      type == tree::KeyType::kCosignature ? "localhost/witness-" : "localhost/daybook-";
  for (std::size_t i = 0; i < 4; ++i) name += fmt::format("{:02x}", key.public_key()[i]);
  return name;
}

}  // namespace

Result<tree::NoteSigner> LoadOrMakeKey(const std::filesystem::path& path, const std::string& name,
                                       tree::KeyType type) {
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (*text) {
    auto signer = tree::NoteSigner::Parse(**text, type);
    if (!signer) {
      return Fail(ErrorCode::kCorrupt, path.string() + " has no key: " + signer.error().detail);
    }
    if (!name.empty() && signer->verifier().name != name) {
      return Fail(ErrorCode::kUnsupported,
                  fmt::format("The key in {} is that of '{}', for ever; it cannot sign as '{}'.",
                              path.string(), signer->verifier().name, name));
    }
    return signer;
  }
  tree::PrivateKey key = tree::PrivateKey::Generate();
  std::string own = name.empty() ? MakeName(key, type) : name;
  if (!tree::IsKeyName(own) || own.size() > 128) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("'{}' cannot name a key: at most 128 bytes, no space, no plus.", own));
  }
  tree::NoteSigner signer(std::move(own), std::move(key), type);
  if (auto made = MakeSecretFile(path, signer.Text() + "\n"); !made) {
    return std::unexpected(std::move(made.error()));
  }
  return signer;
}

}  // namespace daybook
