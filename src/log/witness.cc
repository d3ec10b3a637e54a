#include "log/witness.h"

#include <fmt/format.h>

#include <system_error>

#include "log/witness_key.h"
#include "log/witness_state.h"

namespace daybook {
namespace {

std::string Sentence(tree::Verdict verdict) {
  switch (verdict) {
    case tree::Verdict::kNotSigned:
      return "The checkpoint bears no good signature by a key trusted for its log.\n";
    case tree::Verdict::kUnknownLog:
      return "No log of this origin is witnessed here.\n";
    case tree::Verdict::kInconsistent:
      return "The checkpoint is not proven to begin with the one that was cosigned last.\n";
    case tree::Verdict::kCosign:
    case tree::Verdict::kMalformed:
    case tree::Verdict::kOtherSize:
      break;
  }
  return {};
}

Result<std::map<std::string, tree::Checkpoint>> ReadAllCosigned(
    const std::filesystem::path& directory, std::span<const tree::VerifierKey> logs) {
  std::map<std::string, tree::Checkpoint> all;
  for (const tree::VerifierKey& log : logs) {
    auto cosigned = ReadCosigned(directory, log.name);
    if (!cosigned) return std::unexpected(std::move(cosigned.error()));
    if (*cosigned) all.insert_or_assign(log.name, **std::move(cosigned));
  }
  return all;
}

}  // namespace

Result<std::unique_ptr<Witness>> Witness::Open(const std::filesystem::path& directory,
                                               Options options) {
  if (auto made = MakeDirectory(directory); !made) return std::unexpected(std::move(made.error()));
  auto lock = DirectoryLock::Take(directory);
  if (!lock) return std::unexpected(std::move(lock.error()));
  auto cosigned = ReadAllCosigned(directory, options.logs);
  if (!cosigned) return std::unexpected(std::move(cosigned.error()));
  const std::filesystem::path key = directory / "signing-key";
  if (!cosigned->empty() && !std::filesystem::exists(key)) {
    return Fail(ErrorCode::kCorrupt, "The witness's signing key is missing: put back " +
                                         key.string() + " from wherever a copy is kept.");
  }
  auto signer = LoadOrMakeWitnessKey(key, options.name);
  if (!signer) return std::unexpected(std::move(signer.error()));
  std::unique_ptr<Witness> witness(
      new Witness(directory, std::move(options), *std::move(lock), *std::move(signer)));
  witness->cosigned_ = *std::move(cosigned);
  return witness;
}

Witness::Witness(std::filesystem::path directory, Options options,
                 std::unique_ptr<DirectoryLock> directory_lock, tree::NoteSigner signer)
    : directory_(std::move(directory)),
      options_(std::move(options)),
      directory_lock_(std::move(directory_lock)),
      signer_(std::move(signer)) {}

Result<Witness::Answer> Witness::AddCheckpoint(std::string_view body) {
  const auto request = tree::CosignRequest::Parse(body);
  if (!request) return Answer{tree::Verdict::kMalformed, "", request.error().detail + "\n"};
  const std::scoped_lock lock(mutex_);
  const auto found = cosigned_.find(request->head.origin);
  const auto cosigned = found != cosigned_.end() ? std::optional(found->second) : std::nullopt;
  Answer answer{.verdict = tree::Decide(*request, options_.logs, cosigned),
                .origin = request->head.origin,
                .body = {}};
  if (answer.verdict == tree::Verdict::kCosign) {
    // The same head again changes nothing; its new cosignature says that it is still the newest.
    const bool recorded = cosigned && *cosigned == request->head;
    if (auto done = recorded ? Result<void>() : Record(*request); !done) {
      return std::unexpected(std::move(done.error()));
    }
    answer.body = SignatureLine(signer_.Cosign(request->note.text, options_.clock()));
  } else if (answer.verdict == tree::Verdict::kOtherSize) {
    answer.body = fmt::format("{}\n", cosigned ? cosigned->size : 0);
  } else {
    answer.body = Sentence(answer.verdict);
  }
  return answer;
}

// Should the write fail, the state in memory stays, and stays right: what may be on disk goes
// further, but nobody was given a signature of it.
Result<void> Witness::Record(const tree::CosignRequest& request) {
  const std::string& origin = request.head.origin;
  auto written = WriteCosigned(directory_, origin, request.note.Text());
  if (written) cosigned_.insert_or_assign(origin, request.head);
  return written;
}

}  // namespace daybook
