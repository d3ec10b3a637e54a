// Making an evidence pack (pack_format.h) of what a daemon has.

#ifndef DAYBOOK_TOOLS_PACK_MAKER_H_
#define DAYBOOK_TOOLS_PACK_MAKER_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/pack_events.h"
#include "tools/session.h"
#include "tree/policy.h"

namespace daybook::tools {

/// A directory for what has to be whole before it is packed; removed with all that is in it.
class Spool {
 public:
  explicit Spool(std::string path);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  bool ok() const { return ok_; }
  std::string File(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  const std::string path_;
  bool ok_ = false;
};

/// Makes one pack. All of it leads to one head of the book, whatever is appended meanwhile.
class PackMaker {
 public:
  /// `spool` is a directory to be made. `policy` says whose signature counts.
  PackMaker(Console& console, HttpClient& client, tree::Policy policy, const std::string& spool)
      : console_(console), client_(client), policy_(std::move(policy)), spool_(spool) {}

  /// Writes the archive to `path`; what is there after a failure is none. Fails as the daemon does;
  /// with kCorrupt when what it gives is not what was signed, or a file not what its digest says;
  /// kBusy when the book grew into it, kTooLarge beyond kPackEventsMax, kNotFound for an empty
  /// book, kIo.
  Result<Manifest> Make(const std::string& path, std::string purpose, const CutOptions& cut);

 private:
  Result<std::string> Get(const std::string& target, const char* accept);
  Target AtCut(const std::string& path) const;

  Result<void> ReadHead();
  Result<void> ReadTables();
  Result<void> ReadEvents();

  Result<void> WriteMembers(ZipWriter& zip);
  Result<void> WriteEvidence(ZipWriter& zip);
  Result<bool> FetchEvidence(const PackedEvidence& item, const std::string& path);
  Result<void> WriteFindings(ZipWriter& zip);
  Result<void> WriteReceipts(ZipWriter& zip);
  void Show(const ZipWriter& zip);

  using Named = std::vector<std::pair<std::string, std::string>>;

  Console& console_;
  HttpClient& client_;
  const tree::Policy policy_;
  const Spool spool_;
  Manifest manifest_;
  std::string checkpoint_;
  tree::Checkpoint head_;
  Named before_;  // members before the events, by name; and those after the receipts
  Named after_;
  std::optional<PackEvents> events_;
  std::optional<Progress> progress_;  // while members are written
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PACK_MAKER_H_
