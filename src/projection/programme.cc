#include "projection/programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "improvement/moment.h"
#include "improvement/subject_json.h"
#include "improvement/trail.h"
#include "projection/keys.h"
#include "projection/subject_reader.h"

namespace daybook::projection {

Programme::Programme(Book& book, std::unique_ptr<DerivedStore> store, ProgrammeOptions options)
    : book_(book), options_(options), store_(std::move(store)), ledger_(book) {}

Programme::~Programme() = default;

Result<std::unique_ptr<Programme>> Programme::Open(Book& book,
                                                   const std::filesystem::path& directory,
                                                   ProgrammeOptions options) {
  if (auto zones = improvement::CheckTimeZones(); !zones) return std::unexpected(zones.error());
  auto store = DerivedStore::Open(directory, kStoreVersion, book.size());
  if (!store) return std::unexpected(std::move(store.error()));
  std::unique_ptr<Programme> programme(new Programme(book, *std::move(store), options));
  if (auto loaded = programme->ledger_.Load(*programme->store_); !loaded) {
    return std::unexpected(loaded.error());
  }
  programme->Follow();
  return programme;
}

void Programme::Follow() {
  loaded_ = ledger_.position();
  follower_ = std::make_unique<Follower>(
      "programme", book_.head(),
      [this](Position from, std::size_t count_max, std::size_t bytes_max) {
        return book_.ReadFrom(from, count_max, bytes_max);
      },
      *store_,
      [this](Position from, std::span<const std::string> entries, DerivedStore::Batch& batch) {
        return ledger_.Post(from, entries, batch);
      });
}

View Programme::status() const {
  Ledger::Status status = ledger_.status();
  return {.table = std::move(status.table), .position = status.position};
}

Result<StateView> Programme::state(std::string_view subject) const {
  const auto found = ledger_.Find(subject);
  if (!found) return Fail(ErrorCode::kNotFound, fmt::format("Nothing is known of {}.", subject));
  return StateView{.json = improvement::ToJson(found->subject), .position = found->position};
}

Result<View> Programme::trail(std::string_view subject) const {
  // Mentions are read from the store: they are there for all that is stored, not yet for all that
  // is posted.
  const Position size = std::max(loaded_, follower_->position().value());
  const auto positions = TrailPositions(subject, size);
  if (!positions) return std::unexpected(positions.error());
  if (positions->empty()) {
    return Fail(ErrorCode::kNotFound, fmt::format("No event is about {} or names it.", subject));
  }
  if (positions->size() > options_.trail_events_max) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("The trail of {} has more than {} events. Search for its events "
                            "instead.",
                            subject, options_.trail_events_max));
  }
  const auto entries = ReadEntries(book_, *positions);
  if (!entries) return std::unexpected(entries.error());
  return View{.table = improvement::Trail(subject, *entries), .position = size};
}

// One more than the limit is enough to know that it is passed.
Result<std::vector<Position>> Programme::TrailPositions(std::string_view subject,
                                                        Position size) const {
  const std::size_t count_max = options_.trail_events_max + 1;
  auto positions = StreamPositions(book_, subject, size, count_max);
  if (!positions) return positions;
  const auto mentions = MentionPositions(subject, size, count_max - positions->size());
  if (!mentions) return mentions;
  std::ranges::copy(*mentions, std::back_inserter(*positions));
  return positions;
}

Result<std::vector<Position>> Programme::MentionPositions(std::string_view subject, Position size,
                                                          std::size_t count_max) const {
  std::vector<Position> positions;
  const std::string prefix = MentionPrefix(subject);
  auto cursor = store_->NewCursor();
  for (cursor.Seek(prefix); cursor.Valid() && cursor.key().starts_with(prefix); cursor.Next()) {
    const Position position = MentionPosition(cursor.key());
    if (position >= size || positions.size() >= count_max) break;
    positions.push_back(position);
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  return positions;
}

Result<std::vector<Position>> Programme::mentions(std::string_view subject) const {
  const Position size = std::max(loaded_, follower_->position().value());
  return MentionPositions(subject, size, options_.trail_events_max);
}

Watermark& Programme::position() const { return follower_->position(); }

std::optional<Error> Programme::failure() const { return follower_->failure(); }

}  // namespace daybook::projection
