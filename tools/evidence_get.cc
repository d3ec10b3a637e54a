// `daybook evidence get`: a file from the store, checked against its digest.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tools/evidence.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kEvidenceGetHelp = R"(Fetch a file of evidence and check it

Examples:
  daybook evidence get evidence/dip-sample --output dip-sample.pdf
  daybook evidence get e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 -o empty

Of an item, the file it was last added with. The file appears under its name only when it is whole
and its SHA-256 is right; else the exit code is 1.
)";

struct GetOptions {
  std::string name;
  std::string output;
};

// The digest of the file that an item was last added with.
Result<std::string> DigestOf(HttpClient& client, const std::string& item) {
  const auto stream = Accepted(client.Send({.target = "/v1/subjects/" + item + "/events",
                                            .headers = {{"Accept", "application/x-ndjson"}}}));
  if (!stream) return std::unexpected(stream.error());
  std::string digest;
  std::istringstream lines(stream->body);
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line, nullptr, false);
    if (!event.is_object() || event.value("type", "") != "evidence.added") continue;
    const auto data = event.find("data");
    if (data != event.end() && data->is_object()) digest = data->value("sha256", "");
  }
  if (IsDigestHex(digest)) return digest;
  return Fail(ErrorCode::kNotFound, item + " has no evidence.added that names a file");
}

Result<Exit> NotWhole(Session& session, const std::string& why) {
  SayError(session.console, {.code = ErrorCode::kIo, .detail = why});
  return Exit::kFailed;
}

Result<Exit> Fetch(Session& session, HttpClient& client, const std::string& digest,
                   const std::string& item, const std::string& part) {
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  if (!file) return NotWhole(session, "Cannot write " + part);
  Progress progress(session.console, std::nullopt, "KiB");
  Sha256Stream hash;
  std::uint64_t bytes = 0;
  const auto copy = [&](std::string_view piece) {
    file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.Add(piece);
    bytes += piece.size();
    progress.Update(bytes / 1024, bytes);
    return file.good();
  };
  const auto response = Accepted(client.Stream({.target = EvidenceTarget(digest, item)}, copy));
  if (!response) return std::unexpected(response.error());
  progress.Clear();
  file.close();
  if (!file) return NotWhole(session, "Cannot write " + part);
  if (!response->complete) {
    return NotWhole(session, "The file was cut off: the connection ended before it did");
  }
  const std::string found = DigestHex(hash.Finish());
  if (found != digest) {
    return NotWhole(session, "What came has the SHA-256 " + found + ", not " + digest);
  }
  return Exit::kOk;
}

Exit Get(Session& session, const GetOptions& options) {
  const bool item = options.name.starts_with("evidence/");
  if (!item && !IsDigestHex(options.name)) {
    SayError(session.console,
             {.code = ErrorCode::kMalformed,
              .detail = "'" + options.name +
                        "' is neither evidence/ID nor a SHA-256, 64 digits in lower case"});
    return Exit::kUsage;
  }
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto digest = item ? DigestOf(client, options.name) : Result<std::string>(options.name);
    if (!digest) return std::unexpected(digest.error());
    const std::string part = options.output + ".part";
    std::error_code failed;
    auto fetched = Fetch(session, client, *digest, item ? options.name : "", part);
    if (!fetched || *fetched != Exit::kOk) {
      std::filesystem::remove(part, failed);
      return fetched;
    }
    std::filesystem::rename(part, options.output, failed);
    if (failed) {
      return NotWhole(session, "Cannot write " + options.output + ": " + failed.message());
    }
    session.console.out << *digest << "  " << options.output << '\n';
    return Exit::kOk;
  });
}

}  // namespace

void AddEvidenceGet(CLI::App& evidence, Session& session) {
  auto options = std::make_shared<GetOptions>();
  CLI::App* command = evidence.add_subcommand("get", kEvidenceGetHelp);
  command->add_option("name", options->name, "evidence/ID, or a file's SHA-256")
      ->required()
      ->type_name("NAME");
  command->add_option("-o,--output", options->output, "Where to write it")
      ->required()
      ->type_name("FILE");
  Choose(*command, session, options, Get);
}

}  // namespace daybook::tools
