// The events of an evidence pack: fetched, written to a file, and what they speak of.

#ifndef DAYBOOK_TOOLS_PACK_EVENTS_H_
#define DAYBOOK_TOOLS_PACK_EVENTS_H_

#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "event/entry.h"
#include "tools/http_client.h"
#include "tools/pack_format.h"
#include "tools/progress.h"

namespace daybook::tools {

/// A file that an event added.
struct PackedEvidence {
  std::string sha256, subject, title, media_type;
};

/// What an event.added of evidence says, if `entry` is one that names a file.
std::optional<PackedEvidence> EvidenceOf(const Entry& entry);

/// Takes the bytes of an NDJSON export as they come, and leaves its events in a file.
class PackEvents {
 public:
  /// Of events below `size`: those beyond it are not in the checkpoint.
  PackEvents(const std::string& path, std::uint64_t size)
      : file_(path, std::ios::binary | std::ios::trunc), size_(size) {}

  /// False once something failed.
  bool Take(std::string_view piece);

  /// Ends the file with a summary that has `checkpoint`. Fails with kCorrupt when the export was
  /// cut off, kBusy when the book has grown into it, kTooLarge beyond kPackEventsMax, kIo.
  Result<void> Finish(const std::string& checkpoint);

  std::uint64_t count() const { return count_; }
  const std::set<std::string>& findings() const { return findings_; }
  /// By digest and subject, each once.
  const std::vector<PackedEvidence>& evidence() const { return evidence_; }

 private:
  Result<void> TakeLine(std::string line);
  Result<void> AddEvent(const std::string& line);

  std::ofstream file_;
  const std::uint64_t size_;
  EntryReader reader_;
  std::string rest_;                 // of a line that has not ended
  std::optional<std::string> line_;  // the last one, which may be the summary
  std::optional<Error> failure_;
  std::uint64_t count_ = 0;
  std::set<std::string> findings_;
  std::vector<PackedEvidence> evidence_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PACK_EVENTS_H_
