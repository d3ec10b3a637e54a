#include <fmt/format.h>

#include <filesystem>

#include "tools/files.h"
#include "tools/pack_maker.h"
#include "tools/trust.h"

namespace daybook::tools {
namespace {

constexpr const char* kPackHelp = R"(Pack all there is to show to an outsider, with its proofs

Examples:
  daybook pack --for reinspection --output pack.zip
  daybook pack --for scrutiny --audience committee --known 2025-02-28 -o pack.zip
  daybook verify pack.zip --key book.vkey

One ZIP archive: the scrutiny report (HTML and Markdown), the trail of each finding, files of
evidence, the views as CSV, the events, a receipt of each that proves it offline, the signed head of
the book, its key, a manifest with the SHA-256 of everything, and how to check all of it. For an
audience, only what is released to it.

Without --known it is as known when the book took in its last event. The same cut of the book at the
same head gives the same bytes. The SHA-256 that is printed is that of the archive.
)";

struct PackOptions {
  std::string purpose;
  std::string output;
  CutOptions cut;
  Trust trust;
};

// The daemon did its part in these: what came of it is wrong, or has no place here.
bool IsFailure(ErrorCode code) {
  return code == ErrorCode::kCorrupt || code == ErrorCode::kTooLarge;
}

Exit SayPacked(Console& console, const PackOptions& options, const Manifest& manifest) {
  const auto hashed = HashFile(options.output);
  if (!hashed) {
    SayError(console, hashed.error());
    return Exit::kFailed;
  }
  Say(console, fmt::format("{} of {} events, {} files.", Grouped(manifest.events),
                           Grouped(manifest.size), Grouped(manifest.members.size() + 1)));
  if (!manifest.missing.empty()) {
    Say(console, fmt::format("{} files of evidence are missing: manifest.json names them.",
                             manifest.missing.size()));
  }
  console.out << hashed->digest << "  " << options.output << '\n';
  return Exit::kOk;
}

Result<Exit> MakePack(Session& session, HttpClient& client, const PackOptions& options,
                      std::optional<tree::Policy> trusted) {
  if (!trusted) {
    auto policy = TrustDaemon(client);
    if (!policy) return std::unexpected(std::move(policy.error()));
    trusted = *std::move(policy);
  }
  const std::string part = options.output + ".part";
  PackMaker maker(session.console, client, *std::move(trusted), options.output + ".spool");
  const auto manifest = maker.Make(part, options.purpose, options.cut);
  std::error_code failed;
  if (manifest) {
    std::filesystem::rename(part, options.output, failed);
    if (!failed) return SayPacked(session.console, options, *manifest);
  } else {
    std::filesystem::remove(part, failed);
    if (!IsFailure(manifest.error().code)) return std::unexpected(manifest.error());
  }
  SayError(session.console,
           manifest ? Error{ErrorCode::kIo, "Cannot write " + options.output} : manifest.error());
  return Exit::kFailed;
}

Exit Pack(Session& session, const PackOptions& options) {
  auto trusted = ReadTrust(session.console, options.trust);
  if (!trusted) {
    SayError(session.console, trusted.error());
    return Exit::kUsage;
  }
  return WithClient(session, [&](HttpClient& client) {
    return MakePack(session, client, options, *std::move(trusted));
  });
}

}  // namespace

void AddPack(CLI::App& app, Session& session) {
  auto options = std::make_shared<PackOptions>();
  CLI::App* command = app.add_subcommand("pack", kPackHelp);
  command->add_option("--for", options->purpose, "What it is for, as in reinspection")
      ->required()
      ->type_name("PURPOSE");
  command->add_option("-o,--output", options->output, "Where to write it")
      ->required()
      ->type_name("FILE");
  AddTrust(*command, options->trust);
  AddCut(*command, options->cut);
  Choose(*command, session, options, Pack);
}

}  // namespace daybook::tools
