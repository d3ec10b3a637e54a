// A witness of logs (C2SP tlog-witness): it cosigns what it has seen a log grow to.

#ifndef DAYBOOK_LOG_WITNESS_H_
#define DAYBOOK_LOG_WITNESS_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "log/small_file.h"
#include "tree/checkpoint.h"
#include "tree/note.h"
#include "tree/witness.h"

namespace daybook {

/// A witness, with its key and its state in a directory of its own. Thread-safe; one request is
/// decided at a time, so that what is compared with the state and what replaces it is one step.
class Witness {
 public:
  struct Options {
    /// Keys that are trusted, each for the log of its name.
    std::vector<tree::VerifierKey> logs;
    /// The name of a new witness's key, by custom a URL without its scheme; empty, one is made up.
    std::string name = {};
    /// Seconds since 1970.
    std::function<std::uint64_t()> clock;
  };

  /// Opens the witness in `directory`, making it when it is not there. Fails with kBusy when
  /// another process has it, and as ReadCosigned does.
  static Result<std::unique_ptr<Witness>> Open(const std::filesystem::path& directory,
                                               Options options);

  const tree::VerifierKey& verifier() const { return signer_.verifier(); }

  struct Answer {
    tree::Verdict verdict = tree::Verdict::kMalformed;
    std::string origin;  ///< Of the log, unless the request is malformed.
    /// Of kCosign, the cosignature's line; of kOtherSize, the size that was cosigned last; of any
    /// other, a sentence; each with its LF.
    std::string body;
  };

  /// Answers one request to cosign. A cosignature is given once the state it makes is on disk;
  /// kIo, or kNoSpace, when that failed: then none was made, and the request may be repeated.
  Result<Answer> AddCheckpoint(std::string_view body);

 private:
  Witness(std::filesystem::path directory, Options options,
          std::unique_ptr<DirectoryLock> directory_lock, tree::NoteSigner signer);

  Result<void> Record(const tree::CosignRequest& request);

  const std::filesystem::path directory_;
  const Options options_;
  const std::unique_ptr<DirectoryLock> directory_lock_;
  const tree::NoteSigner signer_;

  std::mutex mutex_;
  std::map<std::string, tree::Checkpoint> cosigned_;  // by origin; guarded by mutex_
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_WITNESS_H_
