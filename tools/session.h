// What each command gets, and how it enters the command line.

#ifndef DAYBOOK_TOOLS_SESSION_H_
#define DAYBOOK_TOOLS_SESSION_H_

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tools/console.h"
#include "tools/http_client.h"

namespace daybook::tools {

/// One run of the command line.
struct Session {
  Console& console;
  std::string url = "http://127.0.0.1:7117";
  std::string token_file = {};  ///< Has the token that is sent; "": none is.
  HttpOptions http = {};
  std::function<void(std::chrono::milliseconds)> sleep;  ///< Waits between two tries.
  std::function<Exit()> chosen = {};                     ///< The command that was given.
};

/// Makes `run(session, options)` the command's work; it begins once all is parsed.
template <typename Options, typename Run>
void Choose(CLI::App& command, Session& session, std::shared_ptr<Options> options, Run run) {
  command.callback([&session, options = std::move(options), run] {
    session.chosen = [&session, options, run] { return run(session, *options); };
  });
}

/// A client for the session's address, with its token. Fails with kMalformed for what is no address
/// or no token, kNotFound when there is no token file, or kIo.
Result<HttpClient> ClientFor(const Session& session);

/// Runs `work` with a client for the session's address. What it fails with is said, and is the
/// daemon's doing (kRefused), except for a wrong address or token file.
template <typename Work>
Exit WithClient(Session& session, Work work) {
  auto client = ClientFor(session);
  if (!client) {
    SayError(session.console, client.error());
    return Exit::kUsage;
  }
  Result<Exit> done = work(*client);
  if (done) return *done;
  SayError(session.console, done.error());
  return Exit::kRefused;
}

void AddAppend(CLI::App& app, Session& session);
void AddImport(CLI::App& app, Session& session);
void AddExport(CLI::App& app, Session& session);
void AddBackup(CLI::App& app, Session& session);
void AddDisclosures(CLI::App& app, Session& session);
void AddEvidence(CLI::App& app, Session& session);
void AddTail(CLI::App& app, Session& session);
void AddSearch(CLI::App& app, Session& session);
void AddViews(CLI::App& app, Session& session);
void AddTrail(CLI::App& app, Session& session);
void AddChanges(CLI::App& app, Session& session);
void AddPack(CLI::App& app, Session& session);
void AddKeyring(CLI::App& app, Session& session);
void AddReplay(CLI::App& app, Session& session);
void AddRestore(CLI::App& app, Session& session);
void AddReport(CLI::App& app, Session& session);
void AddSchema(CLI::App& app, Session& session);
void AddReceipt(CLI::App& app, Session& session);
void AddToken(CLI::App& app, Session& session);
void AddVerify(CLI::App& app, Session& session);
void AddWitness(CLI::App& app, Session& session);

/// All of the command line: every command, and the options that they share.
void AddCommands(CLI::App& app, Session& session);

/// Parses the arguments (without the program's name) and runs the command they give.
Exit RunCommandLine(const std::vector<std::string>& arguments, Session& session);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_SESSION_H_
