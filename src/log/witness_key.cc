#include "log/witness_key.h"

#include <fmt/format.h>

#include "log/small_file.h"

namespace daybook {
namespace {

constexpr std::size_t kWitnessNameBytes = 128;

// A name for who was given none: nobody else's.
std::string MakeWitnessName(const tree::PrivateKey& key) {
  std::string name = "localhost/witness-";
  for (std::size_t i = 0; i < 4; ++i) name += fmt::format("{:02x}", key.public_key()[i]);
  return name;
}

Result<tree::NoteSigner> MakeWitnessKey(const std::string& wanted) {
  tree::PrivateKey key = tree::PrivateKey::Generate();
  std::string name = wanted.empty() ? MakeWitnessName(key) : wanted;
  if (!tree::IsKeyName(name) || name.size() > kWitnessNameBytes) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("'{}' cannot name a witness: at most {} bytes, no space, no plus.",
                            name, kWitnessNameBytes));
  }
  return tree::NoteSigner(std::move(name), std::move(key), tree::KeyType::kCosignature);
}

}  // namespace

Result<tree::NoteSigner> LoadOrMakeWitnessKey(const std::filesystem::path& path,
                                              const std::string& name) {
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) {
    auto made = MakeWitnessKey(name);
    if (!made) return made;
    if (auto kept = MakeSecretFile(path, made->Text() + "\n"); !kept) {
      return std::unexpected(std::move(kept.error()));
    }
    return made;
  }
  auto signer = tree::NoteSigner::Parse(**text, tree::KeyType::kCosignature);
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

}  // namespace daybook
