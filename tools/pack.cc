#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "catalogue/reserved.h"
#include "improvement/disclosures.h"
#include "tools/append_body.h"
#include "tools/files.h"
#include "tools/pack_maker.h"
#include "tools/post_events.h"
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

That it was made is appended to the book (pack.exported), with its SHA-256 and what it is for, before
it has its name. Without --known it is as known when the book took in its last event. The same cut of the book at the
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

void SayPacked(Console& console, const Manifest& manifest) {
  Say(console, fmt::format("{} of {} events, {} files.", Grouped(manifest.events),
                           Grouped(manifest.size), Grouped(manifest.members.size() + 1)));
  if (!manifest.missing.empty()) {
    Say(console, fmt::format("{} files of evidence are missing: manifest.json names them.",
                             manifest.missing.size()));
  }
}

// Tells in the book that the pack was made. Whoever may read and not append has been told of as
// reading: the export of its events is in the book.
Result<void> TellPacked(Session& session, HttpClient& client, const Manifest& manifest,
                        const std::string& sha256) {
  const std::string& audience = manifest.cut.audience;
  const nlohmann::ordered_json data{{"sha256", sha256},
                                    {"purpose", manifest.purpose},
                                    {"audience", audience.empty() ? "internal" : audience},
                                    {"size", manifest.size},
                                    {"rows", manifest.events}};
  const auto event = MakeBody({.type = std::string(improvement::kPackExported),
                               .subject = std::string(catalogue::kDisclosures),
                               .data = data.dump()});
  if (!event) return std::unexpected(event.error());
  auto posted = PostEvents(client, event->text);
  if (posted || posted.error().code != ErrorCode::kForbidden) return posted;
  Say(session.console, "You may not append pack.exported: the book has only that you read for it.");
  return {};
}

// The pack under its name, once that it exists is told.
Result<Exit> Publish(Session& session, HttpClient& client, const PackOptions& options,
                     const std::string& part, const Manifest& manifest) {
  const auto hashed = HashFile(part);
  if (!hashed) {
    SayError(session.console, hashed.error());
    return Exit::kFailed;
  }
  auto told = TellPacked(session, client, manifest, hashed->digest);
  if (!told) return std::unexpected(std::move(told.error()));
  std::error_code failed;
  std::filesystem::rename(part, options.output, failed);
  if (failed) {
    SayError(session.console, {ErrorCode::kIo, "Cannot write " + options.output});
    return Exit::kFailed;
  }
  SayPacked(session.console, manifest);
  session.console.out << hashed->digest << "  " << options.output << '\n';
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
  auto made = manifest ? Publish(session, client, options, part, *manifest)
                       : Result<Exit>(std::unexpected(manifest.error()));
  if (made && *made == Exit::kOk) return made;
  std::error_code none;
  std::filesystem::remove(part, none);
  if (made || !IsFailure(made.error().code)) return made;
  SayError(session.console, made.error());
  return Exit::kFailed;
}

Exit Pack(Session& session, const PackOptions& options) {
  auto trusted = ReadTrust(session.console, options.trust);
  if (!trusted) {
    SayError(session.console, trusted.error());
    return Exit::kUsage;
  }
  if (session.http.purpose.empty()) session.http.purpose = options.purpose;
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
