#include "tools/trust.h"

#include <filesystem>
#include <fstream>

#include "tools/files.h"
#include "tools/problem.h"

namespace daybook::tools {
namespace {

constexpr std::size_t kPolicyBytes = 1024 * 1024;

}  // namespace

void AddTrust(CLI::App& command, Trust& trust) {
  auto* key = command
                  .add_option("--key", trust.key,
                              "Whose signature counts: a verifier key, or a file with it")
                  ->type_name("FILE|VKEY");
  command
      .add_option("--policy", trust.policy,
                  "Whose signatures count, witnesses too: a C2SP tlog-policy")
      ->type_name("FILE")
      ->excludes(key);
}

Result<std::optional<tree::Policy>> ReadTrust(Console& console, const Trust& trust) {
  if (trust.key.empty() && trust.policy.empty()) return std::nullopt;
  if (const auto key = tree::VerifierKey::Parse(trust.key)) return tree::Policy::Of(*key);
  const std::string& path = trust.policy.empty() ? trust.key : trust.policy;
  const auto text = ReadWhole(console, path, kPolicyBytes);
  if (!text) return std::unexpected(text.error());
  auto policy = trust.policy.empty() ? tree::Policy::OfKeys(*text) : tree::Policy::Parse(*text);
  if (policy) return *std::move(policy);
  return Fail(ErrorCode::kMalformed, path + ": " + policy.error().detail);
}

Result<tree::Policy> TrustDaemon(HttpClient& client) {
  const auto response = Accepted(client.Send({.target = "/v1/log/key"}));
  if (!response) return std::unexpected(response.error());
  return tree::Policy::OfKeys(response->body);
}

Result<void> WriteWhole(const std::string& path, std::string_view text) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(part, path, failed);
  if (file && !failed) return {};
  std::filesystem::remove(part, failed);
  return Fail(ErrorCode::kIo, "Cannot write " + path);
}

}  // namespace daybook::tools
