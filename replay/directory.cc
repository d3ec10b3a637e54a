#include "replay/directory.h"

#include <system_error>

#include "log/store_reader.h"
#include "projection/keys.h"
#include "projection/store_directory.h"

namespace daybook::replay {
namespace {

using projection::StoreDirectory;

// Compares what is stored with what was rebuilt at the same position.
Result<void> Compare(const DerivedReader& stored, const projection::KeptLedger& rebuilt,
                     const Run& run, Outcome& outcome) {
  auto difference = FirstDifference(stored.reader->NewCursor(0), rebuilt.store().NewCursor(),
                                    stored.position, run);
  if (!difference) return std::unexpected(std::move(difference.error()));
  outcome.compared = stored.position;
  outcome.difference = *std::move(difference);
  return {};
}

}  // namespace

Result<std::unique_ptr<Book>> OpenBookIn(const std::filesystem::path& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory / "journal" / "CURRENT", error)) {
    return Fail(ErrorCode::kNotFound, "There is no book in " + directory.string() + ".");
  }
  return Book::Open(directory);
}

Result<Outcome> ReplayDirectory(const Book& book, const std::filesystem::path& directory,
                                const Run& run) {
  auto stores = StoreDirectory::Open(directory / kDerivedDirectory / "programme");
  if (!stores) return std::unexpected(std::move(stores.error()));
  auto stored = OpenDerived(stores->in_force(), projection::kStoreVersion);
  Outcome outcome{.size = book.size(), .compared = {}, .difference = {}, .remark = {}};
  const bool comparable = stored && stored->position <= outcome.size;
  if (!stored && stored.error().code == ErrorCode::kNotFound) {
    outcome.remark = "There were no views to compare with: " + stored.error().detail + ".";
  } else if (!stored) {
    outcome.difference = "What is stored cannot be read: " + stored.error().detail;
  } else if (!comparable) {
    outcome.difference = "What is stored stands on more events than the book has.";
  }
  const auto room = stores->MakeRoom();
  if (!room) return std::unexpected(room.error());
  auto rebuilt = Rebuild(book, comparable ? stored->position : outcome.size, *room, run);
  if (!rebuilt) return std::unexpected(std::move(rebuilt.error()));
  if (comparable) {
    auto compared = Compare(*stored, **rebuilt, run, outcome);
    if (!compared) return std::unexpected(std::move(compared.error()));
  }
  if (auto posted = (*rebuilt)->PostUpTo(book, outcome.size); !posted) {
    return std::unexpected(std::move(posted.error()));
  }
  if (auto put = stores->Switch(); !put) return std::unexpected(std::move(put.error()));
  stored = std::unexpected(Error());  // closed before it is removed
  if (auto removed = stores->RemoveOthers(); !removed) {
    return std::unexpected(std::move(removed.error()));
  }
  return outcome;
}

}  // namespace daybook::replay
