#include "replay/rebuild.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "improvement/mention.h"
#include "improvement/subject_codec.h"
#include "log/keys.h"
#include "log/store_loader.h"
#include "projection/keys.h"
#include "replay/read.h"

namespace daybook::replay {
namespace {

using improvement::PackedFact;
using projection::FactsBySubject;
using projection::KeptLedger;
using projection::Ledger;

// How many keys go by before it is told how far it is.
constexpr std::uint64_t kTellEvery = 10'000;

// Writes what a ledger keeps, in the order of its keys (projection/keys.h).
class Writer {
 public:
  Writer(StoreLoader& loader, std::uint64_t facts, const Run& run)
      : loader_(loader), facts_(facts), run_(run) {}

  Result<void> Write(const Ledger::Parts& parts) {
    if (auto written = WriteFacts(parts.facts, parts.releases); !written) return written;
    std::ranges::sort(mentions_);
    for (const std::string& key : mentions_) {
      if (auto put = loader_.Put(key, {}); !put) return put;
    }
    for (const auto& [name, subject] : parts.subjects) {
      auto put = loader_.Put(projection::StateKey(name), improvement::Encode(subject));
      if (!put) return put;
    }
    return {};
  }

 private:
  // A subject is of a known kind or is not: the two are merged by name.
  Result<void> WriteFacts(const FactsBySubject& facts, const FactsBySubject& releases) {
    auto release = releases.begin();
    for (const auto& [name, of_subject] : facts) {
      for (; release != releases.end() && release->first < name; ++release) {
        if (auto put = WriteStream(release->first, release->second, false); !put) return put;
      }
      if (auto put = WriteStream(name, of_subject, true); !put) return put;
    }
    for (; release != releases.end(); ++release) {
      if (auto put = WriteStream(release->first, release->second, false); !put) return put;
    }
    return {};
  }

  Result<void> WriteStream(std::string_view name, const improvement::Facts& facts, bool known) {
    for (const PackedFact& packed : facts) {
      const Position position = packed.head.position;
      if (auto put = loader_.Put(projection::FactKey(name, position), improvement::BytesOf(packed));
          !put) {
        return put;
      }
      if (known) AddMentions(packed, position);
      if (++written_ % kTellEvery != 0) continue;
      if (auto told = run_.Tell({Stage::kWriting, written_, facts_}); !told) return told;
    }
    return {};
  }

  void AddMentions(const PackedFact& packed, Position position) {
    for (const std::string& mentioned : improvement::MentionsOf(improvement::ReadFact(packed))) {
      mentions_.push_back(projection::MentionKey(mentioned, position));
    }
  }

  StoreLoader& loader_;
  const std::uint64_t facts_;
  const Run& run_;
  std::uint64_t written_ = 0;
  std::vector<std::string> mentions_;
};

// What a key of the views says.
std::string Meaning(std::string_view key) {
  const std::string_view subject = key.substr(std::min<std::size_t>(1, key.size()));
  if (key.starts_with(projection::kStatePrefix)) return fmt::format("the state of {}", subject);
  constexpr std::size_t kPositionBytes = 9;  // with the 00 before it
  const std::string_view name =
      subject.substr(0, subject.size() - std::min(kPositionBytes, subject.size()));
  const Position position = projection::MentionPosition(key);
  if (key.starts_with(projection::kFactPrefix)) {
    return fmt::format("the event at position {} of {}", position, name);
  }
  return fmt::format("that the event at position {} names {}", position, name);
}

// Past the keys that say what the store stands on.
void SeekFirst(StoreCursor& cursor) { cursor.Seek("\1"); }

}  // namespace

Result<std::unique_ptr<KeptLedger>> Rebuild(const Book& book, Position size,
                                            const std::filesystem::path& directory,
                                            const Run& run) {
  auto read = ReadFacts(book, size, run);
  if (!read) return std::unexpected(std::move(read.error()));
  auto subjects = FoldAll(read->facts, {}, run);
  if (!subjects) return std::unexpected(std::move(subjects.error()));
  Ledger::Parts parts{.subjects = *std::move(subjects),
                      .facts = std::move(read->facts),
                      .releases = std::move(read->releases)};
  auto loader = StoreLoader::Open(directory, projection::kStoreVersion);
  if (!loader) return std::unexpected(std::move(loader.error()));
  if (auto written = Writer(**loader, read->count, run).Write(parts); !written) {
    return std::unexpected(std::move(written.error()));
  }
  auto store = (*loader)->Finish(size);
  if (!store) return std::unexpected(std::move(store.error()));
  return std::make_unique<KeptLedger>(directory, *std::move(store), std::move(parts), size);
}

Result<std::optional<std::string>> FirstDifference(StoreCursor stored, StoreCursor rebuilt,
                                                   std::uint64_t keys, const Run& run) {
  SeekFirst(stored);
  SeekFirst(rebuilt);
  std::uint64_t compared = 0;
  for (; stored.Valid() && rebuilt.Valid(); stored.Next(), rebuilt.Next()) {
    if (stored.key() != rebuilt.key()) break;
    if (stored.value() != rebuilt.value()) {
      return fmt::format("What is stored of {} is not what the book says.", Meaning(stored.key()));
    }
    if (++compared % kTellEvery != 0) continue;
    const Progress progress{Stage::kComparing, compared, std::max(compared, keys)};
    if (auto told = run.Tell(progress); !told) return std::unexpected(std::move(told.error()));
  }
  if (auto read = rebuilt.status(); !read) return std::unexpected(std::move(read.error()));
  if (const auto read = stored.status(); !read) {
    return fmt::format("What is stored cannot be read: {}", read.error().detail);
  }
  if (!stored.Valid() && !rebuilt.Valid()) return std::nullopt;
  const bool extra = !rebuilt.Valid() || (stored.Valid() && stored.key() < rebuilt.key());
  if (extra)
    return fmt::format("There is stored {}, which the book does not say.", Meaning(stored.key()));
  return fmt::format("There is not stored {}, which the book says.", Meaning(rebuilt.key()));
}

}  // namespace daybook::replay
