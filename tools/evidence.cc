// `daybook evidence add`: a file goes into the store, then into the book.

#include "tools/evidence.h"

#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "daybook/limits.h"
#include "event/text.h"
#include "tools/appended.h"
#include "tools/files.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kEvidenceHelp = R"(Store files of evidence, and fetch them

Examples:
  daybook evidence add dip-sample.pdf --title "Dip sample, March" --target finding/edt-capacity
  daybook evidence get evidence/dip-sample --output dip-sample.pdf
)";

constexpr const char* kEvidenceAddHelp = R"(Store a file and record it as evidence

Examples:
  daybook evidence add dip-sample.pdf --title "Dip sample, March" --target finding/edt-capacity
  daybook evidence add rota.xlsx --id rota-2025 --as-at 2025-03-01 --target action/edt-capacity

The file is stored by the SHA-256 of its content, then evidence.added and an evidence.linked for
each target are appended in one commit. Doing it again changes nothing. What is printed is the
digest and the item's subject.
)";

struct AddOptions {
  std::string file;
  std::string title, media_type, id, as_at;
  std::string source = "/daybook/command-line";
  std::vector<std::string> targets;
};

std::string MediaTypeOf(const std::string& file) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {{
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".csv", "text/csv"},
      {".txt", "text/plain"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  }};
  const std::string extension =
      boost::algorithm::to_lower_copy(std::filesystem::path(file).extension().string());
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return std::string(type);
  }
  return "application/octet-stream";
}

Result<HashedFile> HashEvidence(const std::string& name) {
  auto hashed = HashFile(name);
  if (hashed && hashed->bytes > limits::kEvidenceBytes) {
    return Fail(ErrorCode::kTooLarge, name + " is larger than the " +
                                          Grouped(limits::kEvidenceBytes) +
                                          " bytes that a file of evidence may have");
  }
  return hashed;
}

Result<void> StoreFile(Session& session, HttpClient& client, const std::string& name,
                       const HashedFile& hashed) {
  const std::string target = EvidenceTarget(hashed.digest);
  const auto there = client.Send({.method = "HEAD", .target = target});
  if (!there) return std::unexpected(there.error());
  if (there->ok()) return {};
  std::ifstream file(name, std::ios::binary);
  Progress progress(session.console, hashed.bytes, "KiB");
  std::uint64_t sent = 0;
  const auto read = [&](std::span<char> room) {
    file.read(room.data(), static_cast<std::streamsize>(room.size()));
    const auto count = static_cast<std::size_t>(file.gcount());
    sent += count;
    progress.Update(sent / 1024, sent);
    return count;
  };
  const auto stored =
      Accepted(client.Upload({.method = "PUT", .target = target}, hashed.bytes, read));
  if (!stored) return std::unexpected(stored.error());
  return {};
}

// The ids are made of what they name: recording the same again is the same event again.
nlohmann::ordered_json Event(const AddOptions& options, const std::string& item,
                             const std::string& type, const std::string& about,
                             nlohmann::ordered_json data) {
  return {{"specversion", "1.0"},     {"id", type + ":" + item + ":" + about},
          {"source", options.source}, {"type", type},
          {"subject", item},          {"data", std::move(data)}};
}

std::string CommitOf(const AddOptions& options, const std::string& item, const HashedFile& hashed) {
  nlohmann::ordered_json added = {{"sha256", hashed.digest},
                                  {"title", options.title},
                                  {"mediaType", options.media_type},
                                  {"bytes", hashed.bytes}};
  if (!options.as_at.empty()) added["asAt"] = options.as_at;
  auto commit = nlohmann::ordered_json::array();
  commit.push_back(Event(options, item, "evidence.added", hashed.digest, std::move(added)));
  for (const std::string& target : options.targets) {
    commit.push_back(Event(options, item, "evidence.linked", target, {{"target", target}}));
  }
  return commit.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<void> CheckNames(const AddOptions& options, const std::string& item) {
  if (!IsSubject(item)) {
    return Fail(ErrorCode::kMalformed,
                "'" + options.id + "' is no id: letters, digits and any of . _ ~ : @ + -");
  }
  for (const std::string& target : options.targets) {
    if (IsSubject(target)) continue;
    return Fail(ErrorCode::kMalformed,
                "'" + target + "' is no subject, as finding/edt-capacity is");
  }
  return {};
}

Exit Add(Session& session, const AddOptions& given) {
  AddOptions options = given;
  const auto hashed = HashEvidence(options.file);
  if (!hashed) {
    SayError(session.console, hashed.error());
    return Exit::kUsage;
  }
  if (options.id.empty()) options.id = hashed->digest.substr(0, 16);
  if (options.title.empty()) {
    options.title = std::filesystem::path(options.file).filename().string();
  }
  if (options.media_type.empty()) options.media_type = MediaTypeOf(options.file);
  const std::string item = "evidence/" + options.id;
  if (auto fine = CheckNames(options, item); !fine) {
    SayError(session.console, fine.error());
    return Exit::kUsage;
  }
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    if (auto stored = StoreFile(session, client, options.file, *hashed); !stored) {
      return std::unexpected(std::move(stored.error()));
    }
    const auto answer =
        Accepted(client.Send({.method = "POST",
                              .target = "/v1/events",
                              .headers = {{"Content-Type", "application/cloudevents-batch+json"}},
                              .body = CommitOf(options, item, *hashed)}));
    if (!answer) return std::unexpected(answer.error());
    if (const auto appended = ParseAppended(answer->body); !appended) {
      return std::unexpected(appended.error());
    }
    session.console.out << hashed->digest << "  " << item << '\n';
    return Exit::kOk;
  });
}

}  // namespace

std::string EvidenceTarget(std::string_view digest, std::string_view item) {
  return Target("/v1/evidence/sha256/" + std::string(digest)).Add("subject", item).text();
}

void AddEvidence(CLI::App& app, Session& session) {
  CLI::App* evidence = app.add_subcommand("evidence", kEvidenceHelp);
  evidence->require_subcommand(1);
  auto options = std::make_shared<AddOptions>();
  CLI::App* command = evidence->add_subcommand("add", kEvidenceAddHelp);
  const auto add = [&](const char* name, std::string& value, const char* type, const char* says) {
    return command->add_option(name, value, says)->type_name(type);
  };
  add("file", options->file, "FILE", "The file")->required();
  add("--title", options->title, "TEXT", "What it is; its name if not given");
  add("--media-type", options->media_type, "TYPE", "Told by its name if not given");
  add("--id", options->id, "ID", "Of the item, evidence/ID; begins the digest if not given");
  add("--as-at", options->as_at, "DAY", "The day it speaks of, as 2025-03-01");
  add("--source", options->source, "URI", "Where events with such ids come from")
      ->envname("DAYBOOK_SOURCE")
      ->capture_default_str();
  command
      ->add_option("--target", options->targets,
                   "A finding or action that it is evidence for; repeatable")
      ->type_name("SUBJECT")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  Choose(*command, session, options, Add);
  AddEvidenceGet(*evidence, session);
}

}  // namespace daybook::tools
