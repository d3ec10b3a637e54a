#include "projection/programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "catalogue/reserved.h"
#include "event/instant.h"
#include "improvement/disclosures.h"
#include "improvement/fold.h"
#include "improvement/moment.h"
#include "improvement/scrutiny_report.h"
#include "improvement/subject_json.h"
#include "log/keys.h"
#include "projection/keys.h"
#include "projection/subject_reader.h"

namespace daybook::projection {

using improvement::Cut;

namespace {

// A cut at no more than what is posted.
Cut Settle(Cut cut, const Ledger& ledger) {
  cut.size = std::min(cut.size, ledger.position());
  return cut;
}

}  // namespace

Programme::Programme(Book& book, StoreDirectory directory, std::unique_ptr<KeptLedger> kept,
                     ProgrammeOptions options)
    : book_(book),
      options_(options),
      directory_(std::move(directory)),
      position_(kept->ledger().position()),
      kept_(std::move(kept)),
      follower_(Follow(*kept_)) {}

Programme::~Programme() = default;

Result<std::unique_ptr<Programme>> Programme::Open(Book& book,
                                                   const std::filesystem::path& directory,
                                                   ProgrammeOptions options) {
  if (auto zones = improvement::CheckTimeZones(); !zones) return std::unexpected(zones.error());
  auto stores = StoreDirectory::Open(directory);
  if (!stores) return std::unexpected(std::move(stores.error()));
  auto kept = KeptLedger::Open(stores->in_force(), book.size(), options.env);
  if (!kept) return std::unexpected(std::move(kept.error()));
  return std::unique_ptr<Programme>(
      new Programme(book, *std::move(stores), *std::move(kept), options));
}

std::unique_ptr<Follower> Programme::Follow(KeptLedger& kept) {
  return std::make_unique<Follower>(
      "programme", book_.head(),
      [this](Position from, std::size_t count_max, std::size_t bytes_max) {
        return book_.ReadFrom(from, count_max, bytes_max);
      },
      kept.store(),
      [&kept](Position from, std::span<const std::string> entries, DerivedStore::Batch& batch) {
        return kept.ledger().Post(from, entries, batch);
      },
      [this](Position position) { position_.Advance(position); });
}

std::shared_ptr<KeptLedger> Programme::kept() const {
  const std::scoped_lock lock(mutex_);
  return kept_;
}

Result<Snapshot> Programme::snapshot() const {
  auto kept = this->kept();
  Snapshot snapshot{.cursor = kept->store().NewCursor()};
  snapshot.cursor.Seek(daybook::keys::kPositionKey);
  if (auto read = snapshot.cursor.status(); !read) return std::unexpected(std::move(read.error()));
  const bool found =
      snapshot.cursor.Valid() && snapshot.cursor.key() == daybook::keys::kPositionKey;
  if (found) snapshot.position = daybook::keys::LastNumber(snapshot.cursor.value());
  snapshot.kept = std::move(kept);
  return snapshot;
}

Result<std::filesystem::path> Programme::MakeRoom() { return directory_.MakeRoom(); }

Result<void> Programme::Replace(std::unique_ptr<KeptLedger> rebuilt) {
  // Most of the way while the other one is followed, so that little is left to be waited for.
  if (auto posted = rebuilt->PostUpTo(book_, position_.value()); !posted) return posted;
  const std::shared_ptr<KeptLedger> old = kept();
  follower_->Stop();
  if (auto put = PutInForce(*rebuilt, old->ledger().position()); !put) {
    auto again = Follow(*old);
    const std::scoped_lock lock(mutex_);
    follower_ = std::move(again);
    return put;
  }
  KeptLedger& live = *rebuilt;
  {
    const std::scoped_lock lock(mutex_);
    kept_ = std::move(rebuilt);
    follower_.reset();
  }
  position_.Advance(live.ledger().position());
  auto follower = Follow(live);
  const std::scoped_lock lock(mutex_);
  follower_ = std::move(follower);
  old->Retire();
  return {};
}

// From the same events on as answers were made from last, so that none goes back.
Result<void> Programme::PutInForce(KeptLedger& rebuilt, Position position) {
  if (auto posted = rebuilt.PostUpTo(book_, position); !posted) return posted;
  return directory_.Switch();
}

View Programme::view(const std::string& key, const MakeTable& make, const Cut& asked) const {
  const auto kept = this->kept();
  if (asked == Cut()) {
    Ledger::Made made = kept->ledger().Now(key, make);
    return {.table = std::move(made.table), .cut = {.size = made.position, .at = {}}};
  }
  const Ledger& ledger = kept->ledger();
  const Cut cut = Settle(asked, ledger);
  const auto table = ledger.made().Get({.name = key, .cut = cut, .from = {}},
                                       [&] { return make(*ledger.At(cut)); });
  return {.table = *table, .cut = cut};
}

View Programme::changes(const improvement::Between& asked) const {
  const auto kept = this->kept();
  improvement::Between between = asked;
  between.after = Settle(asked.after, kept->ledger());
  between.before.size = std::min(asked.before.size, between.after.size);
  const auto make = [&] {
    improvement::Table table = improvement::NoChanges();
    kept->ledger().ForEachStream(
        [&](const std::string& name, std::span<const improvement::PackedFact> facts) {
          improvement::AddChanges(name, facts, between, table);
        });
    return table;
  };
  const auto table = kept->ledger().made().Get({.name = "changes " + FormatInstant(between.moment),
                                                .cut = between.after,
                                                .from = between.before},
                                               make);
  return {.table = *table, .cut = between.after, .since = between.before};
}

Result<ReportView> Programme::scrutiny(const improvement::ScrutinyRequest& asked) const {
  const auto kept = this->kept();
  const Ledger& ledger = kept->ledger();
  improvement::ScrutinyRequest request = asked;
  request.cut = Settle(asked.cut, ledger);
  const auto subjects = ledger.At(request.cut);
  auto document = improvement::ScrutinyReport(
      *subjects, [&](std::string_view name) { return ledger.FactsOf(name, request.cut.size); },
      request);
  if (!document) return std::unexpected(std::move(document.error()));
  return ReportView{.document = *std::move(document), .cut = request.cut};
}

Result<StateView> Programme::state(std::string_view subject, const Cut& asked) const {
  const auto found = FindAt(subject, asked);
  if (!found) return Fail(ErrorCode::kNotFound, fmt::format("Nothing is known of {}.", subject));
  return StateView{.json = improvement::ToJson(found->subject), .position = found->position};
}

std::optional<improvement::Subject> Programme::subject(std::string_view name,
                                                       const Cut& asked) const {
  auto found = FindAt(name, asked);
  if (!found) return std::nullopt;
  return std::move(found->subject);
}

std::optional<Ledger::Found> Programme::FindAt(std::string_view subject, const Cut& asked) const {
  const auto kept = this->kept();
  if (asked == Cut()) return kept->ledger().Find(subject);
  if (!improvement::IsOfKnownKind(subject)) return std::nullopt;
  const Cut cut = Settle(asked, kept->ledger());
  auto folded = improvement::Fold(subject, kept->ledger().FactsOf(subject, cut.size), cut);
  if (folded.history.events == 0) return std::nullopt;
  return Ledger::Found{.subject = std::move(folded), .position = cut.size};
}

improvement::Facts Programme::facts(std::string_view subject) const {
  return kept()->ledger().FactsOf(subject, Cut().size);
}

Result<std::vector<Position>> Programme::mentions(std::string_view subject) const {
  const Position size = position_.value();  // as trail() has it
  return MentionPositions(kept()->store(), subject, size);
}

bool Programme::IsReleased(const Entry& entry, improvement::Audience audience,
                           Position size) const {
  if (audience == improvement::Audience::kInternal) return true;
  const improvement::PackedFact packed = improvement::Pack(entry);
  return kept()->ledger().ReleasedTo(improvement::ReadFact(packed), size) >= audience;
}

Result<View> Programme::trail(std::string_view subject, const Cut& asked,
                              const Covers& covers) const {
  const auto none = [&] {
    return Fail(ErrorCode::kNotFound, fmt::format("No event is about {} or names it.", subject));
  };
  if (!covers(subject)) return none();
  // Mentions are read from the store: they are there for all that is stored, not yet for all that
  // is posted. Whichever store is in force after this has as much.
  Cut cut = asked;
  cut.size = std::min(cut.size, position_.value());
  const auto kept = this->kept();
  const Ledger& ledger = kept->ledger();
  const auto own = OwnFacts(ledger, subject, cut.size);
  if (!own) return std::unexpected(own.error());
  const auto positions = MentionPositions(kept->store(), subject, cut.size);
  if (!positions) return std::unexpected(positions.error());
  if (own->size() + positions->size() > options_.trail_events_max) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("The trail of {} has more than {} events. Search for its events "
                            "instead.",
                            subject, options_.trail_events_max));
  }
  std::list<improvement::Facts> facts;  // what `others` points into
  const auto others = Mentions(ledger, *positions, cut.size, covers, facts);
  if (!others) return std::unexpected(others.error());
  View view{.table = improvement::Trail(subject, *own, *others, cut), .cut = cut};
  if (view.table.rows.empty()) return none();
  return view;
}

View Programme::disclosures(std::string_view about, const Cut& asked) const {
  Cut cut = asked;
  cut.size = std::min(cut.size, position_.value());
  const auto kept = this->kept();
  const auto facts = kept->ledger().FactsOf(catalogue::kDisclosures, cut.size);
  return {.table = improvement::Disclosures(facts, about, cut), .cut = cut};
}

// One more than the limit is enough to know that it is passed.
Result<improvement::Facts> Programme::OwnFacts(const Ledger& ledger, std::string_view subject,
                                               Position size) const {
  if (improvement::IsOfKnownKind(subject)) {
    return ledger.FactsOf(subject, size);
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

Result<std::vector<Position>> Programme::MentionPositions(const DerivedStore& store,
                                                          std::string_view subject,
                                                          Position size) const {
  std::vector<Position> positions;
  const std::string prefix = MentionPrefix(subject);
  auto cursor = store.NewCursor();
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
    const Ledger& ledger, const std::vector<Position>& positions, Position size,
    const Covers& covers, std::list<improvement::Facts>& facts) const {
  std::map<std::string, std::set<Position>> by_subject;
  for (const Position position : positions) {
    const auto entry = book_.Read(position);
    if (!entry) return std::unexpected(entry.error());
    const std::string_view subject = SubjectOf(*entry);
    if (covers(subject)) by_subject[std::string(subject)].insert(position);
  }
  std::vector<improvement::Mentioning> mentions;
  for (auto& [subject, named_at] : by_subject) {
    facts.push_back(ledger.FactsOf(subject, size));
    mentions.push_back({.facts = facts.back(), .positions = std::move(named_at)});
  }
  return mentions;
}

Watermark& Programme::position() const { return position_; }

std::optional<Error> Programme::failure() const {
  const std::scoped_lock lock(mutex_);
  return follower_ ? follower_->failure() : std::nullopt;  // none: it is being replaced
}

}  // namespace daybook::projection
