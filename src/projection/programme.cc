#include "projection/programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "improvement/fold.h"
#include "improvement/moment.h"
#include "improvement/subject_json.h"
#include "projection/keys.h"
#include "projection/subject_reader.h"

namespace daybook::projection {

using improvement::Cut;

Programme::Programme(Book& book, std::unique_ptr<DerivedStore> store, ProgrammeOptions options)
    : book_(book), options_(options), store_(std::move(store)) {}

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

View Programme::view(const std::string& key, const MakeTable& make, const Cut& asked) const {
  if (asked == Cut()) {
    Ledger::Made made = ledger_.Now(key, make);
    return {.table = std::move(made.table), .cut = {.size = made.position, .at = {}}};
  }
  const Cut cut = Settle(asked);
  return {.table = make(*ledger_.At(cut)), .cut = cut};
}

// A cut at no more than what is posted.
Cut Programme::Settle(Cut cut) const {
  cut.size = std::min(cut.size, ledger_.position());
  return cut;
}

Result<StateView> Programme::state(std::string_view subject, const Cut& asked) const {
  const auto none = [&] {
    return Fail(ErrorCode::kNotFound, fmt::format("Nothing is known of {}.", subject));
  };
  if (asked == Cut()) {
    const auto found = ledger_.Find(subject);
    if (!found) return none();
    return StateView{.json = improvement::ToJson(found->subject), .position = found->position};
  }
  if (!improvement::IsKnownKind(subject.substr(0, subject.find('/')))) return none();
  const Cut cut = Settle(asked);
  const auto folded = improvement::Fold(subject, ledger_.FactsOf(subject, cut.size), cut);
  if (folded.history.events == 0) return none();
  return StateView{.json = improvement::ToJson(folded), .position = cut.size};
}

bool Programme::IsReleased(const Entry& entry, improvement::Audience audience,
                           Position size) const {
  if (audience == improvement::Audience::kInternal) return true;
  const improvement::PackedFact packed = improvement::Pack(entry);
  return ledger_.ReleasedTo(improvement::ReadFact(packed), size) >= audience;
}

Result<View> Programme::trail(std::string_view subject, const Cut& asked) const {
  // Mentions are read from the store: they are there for all that is stored, not yet for all that
  // is posted.
  Cut cut = asked;
  cut.size = std::min(cut.size, std::max(loaded_, follower_->position().value()));
  const auto own = OwnFacts(subject, cut.size);
  if (!own) return std::unexpected(own.error());
  const auto positions = MentionPositions(subject, cut.size);
  if (!positions) return std::unexpected(positions.error());
  if (own->size() + positions->size() > options_.trail_events_max) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("The trail of {} has more than {} events. Search for its events "
                            "instead.",
                            subject, options_.trail_events_max));
  }
  std::list<improvement::Facts> facts;  // what `others` points into
  const auto others = Mentions(*positions, cut.size, facts);
  if (!others) return std::unexpected(others.error());
  View view{.table = improvement::Trail(subject, *own, *others, cut), .cut = cut};
  if (view.table.rows.empty()) {
    return Fail(ErrorCode::kNotFound, fmt::format("No event is about {} or names it.", subject));
  }
  return view;
}

// One more than the limit is enough to know that it is passed.
Result<improvement::Facts> Programme::OwnFacts(std::string_view subject, Position size) const {
  if (improvement::IsKnownKind(subject.substr(0, subject.find('/')))) {
    return ledger_.FactsOf(subject, size);
  }
  const auto positions = StreamPositions(book_, subject, size, options_.trail_events_max + 1);
  if (!positions) return std::unexpected(positions.error());
  improvement::Facts facts;
  EntryReader reader;
  for (const Position position : *positions) {
    const auto text = book_.Read(position);
    if (!text) return std::unexpected(text.error());
    const auto entry = reader.Read(*text);
    if (!entry) return std::unexpected(entry.error());
    facts.push_back(improvement::Pack(*entry));
  }
  return facts;
}

Result<std::vector<Position>> Programme::MentionPositions(std::string_view subject,
                                                          Position size) const {
  std::vector<Position> positions;
  const std::string prefix = MentionPrefix(subject);
  auto cursor = store_->NewCursor();
  for (cursor.Seek(prefix); cursor.Valid() && cursor.key().starts_with(prefix); cursor.Next()) {
    const Position position = MentionPosition(cursor.key());
    if (position >= size || positions.size() > options_.trail_events_max) break;
    positions.push_back(position);
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  return positions;
}

// A mention is shown as its own subject's stream has it: corrected, and released or not.
Result<std::vector<improvement::Mentioning>> Programme::Mentions(
    const std::vector<Position>& positions, Position size,
    std::list<improvement::Facts>& facts) const {
  std::map<std::string, std::set<Position>> by_subject;
  for (const Position position : positions) {
    const auto entry = book_.Read(position);
    if (!entry) return std::unexpected(entry.error());
    by_subject[std::string(SubjectOf(*entry))].insert(position);
  }
  std::vector<improvement::Mentioning> mentions;
  for (auto& [subject, named_at] : by_subject) {
    facts.push_back(ledger_.FactsOf(subject, size));
    mentions.push_back({.facts = facts.back(), .positions = std::move(named_at)});
  }
  return mentions;
}

Watermark& Programme::position() const { return follower_->position(); }

std::optional<Error> Programme::failure() const { return follower_->failure(); }

}  // namespace daybook::projection
