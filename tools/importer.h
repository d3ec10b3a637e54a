// Sending files of events in chunks.

#ifndef DAYBOOK_TOOLS_IMPORTER_H_
#define DAYBOOK_TOOLS_IMPORTER_H_

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "tools/chunks.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {

/// Appends each chunk as one commit, one after the other, over one connection.
class Importer {
 public:
  /// `live`: the events are held to the rules, as what people do now; not taken as history.
  Importer(Session& session, HttpClient& client, std::optional<std::uint64_t> bytes_total,
           bool live)
      : session_(session), client_(client), progress_(session.console, bytes_total), live_(live) {}

  /// Sends one file. When this returns kOk every event of it is in the book, on disk. Otherwise
  /// it has said which chunk was refused, and why; the chunks before that one are in the book.
  Exit Read(const std::string& name, std::istream& in);

  /// Says how many events are new.
  void Finish();

 private:
  Result<void> Send(const Chunk& chunk);
  Result<HttpResponse> SendPatiently(const HttpRequest& request);
  Exit Stop(const std::string& name, const Error& error, const Chunk& chunk);

  Session& session_;
  HttpClient& client_;
  Progress progress_;
  const bool live_;
  std::uint64_t new_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t bytes_before_ = 0;  ///< In the files before this one.
};

/// How long a refusal asks to wait, in seconds; `usual` without a number, never over a bound.
std::chrono::seconds RetryDelay(const std::string& retry_after, std::chrono::seconds usual);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_IMPORTER_H_
