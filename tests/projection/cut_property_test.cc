// For random histories: however they are posted, and whenever the process is restarted, what the
// ledger says at a cut is what a fold from nothing says; and an audience learns nothing of what is
// not released to it.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "improvement/correction.h"
#include "improvement/fold.h"
#include "improvement/views.h"
#include "projection/histories.h"
#include "projection/ledger.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

using improvement::Audience;
using improvement::Cut;
using improvement::Fact;
using improvement::Facts;
using improvement::PackedFact;
using improvement::Subject;
using improvement::Subjects;

std::map<std::string, Facts> BySubject(const std::vector<std::string>& entries) {
  std::map<std::string, Facts> facts;
  for (PackedFact& packed : improvement::FactsOf(entries)) {
    const std::string subject(improvement::ReadFact(packed).subject);
    if (!improvement::IsOfKnownKind(subject)) continue;
    facts[subject].push_back(std::move(packed));
  }
  return facts;
}

Subjects FoldedFromNothing(const std::vector<std::string>& entries, const Cut& cut) {
  Subjects subjects;
  for (const auto& [name, facts] : BySubject(entries)) {
    Subject subject = improvement::Fold(name, facts, cut);
    if (subject.history.events > 0) subjects.emplace(name, std::move(subject));
  }
  return subjects;
}

// What makes a view on a day that is late enough for deadlines to have passed.
MakeTable On(const improvement::ViewKind& view, improvement::Audience audience = {}) {
  return [&view, audience](const Subjects& subjects) {
    return view.make(subjects,
                     improvement::AsOf::At(*ParseInstant("2025-02-15T12:00:00Z"), audience));
  };
}

// A ledger and its store, posted to in pieces, closed and opened between them.
class Posted {
 public:
  void Post(std::span<const std::string> entries) {
    DerivedStore::Batch batch;
    RC_ASSERT(ledger_->Post(size_, entries, batch).has_value());
    size_ += entries.size();
    RC_ASSERT(store_->Write(std::move(batch), size_).has_value());
  }
  void Restart() {
    store_.reset();
    store_ = *DerivedStore::Open(directory_ / "views", 1, size_);
    ledger_ = std::make_unique<Ledger>();
    RC_ASSERT(ledger_->Load(*store_).has_value());
  }
  const Ledger& ledger() const { return *ledger_; }

 private:
  testing::TemporaryDirectory directory_;
  std::unique_ptr<DerivedStore> store_ = *DerivedStore::Open(directory_ / "views", 1, 0);
  std::unique_ptr<Ledger> ledger_ = std::make_unique<Ledger>();
  Position size_ = 0;
};

RC_GTEST_PROP(CutProperty, TheLedgerIsTheFoldFromNothingAtEveryCutHoweverItWasPosted, ()) {
  const improvement::Entries history = AnyHistory();
  const std::span<const std::string> all(history.all);
  Posted posted;
  for (std::size_t at = 0; at < all.size();) {
    const auto count = Between(1, all.size() - at + 1);
    posted.Post(all.subspan(at, count));
    at += count;
    if (Between(0, 8) == 0) posted.Restart();
  }
  Cut cut = AnyCut(all.size());
  cut.size = std::min<Position>(cut.size, all.size());
  const Subjects folded = FoldedFromNothing(history.all, cut);
  const Subjects folded_now = FoldedFromNothing(history.all, {});
  RC_ASSERT(*posted.ledger().At(cut) == folded);
  for (const improvement::ViewKind& view : improvement::Views()) {
    const MakeTable make = On(view);
    RC_ASSERT(make(*posted.ledger().At(cut)).rows == make(folded).rows);
    RC_ASSERT(posted.ledger().Now(std::string(view.name), make).table.rows ==
              make(folded_now).rows);
  }
}

// Told again, without the code under test: to whom an event is released.
bool Sees(const Facts& facts, const Fact& fact, const Cut& cut) {
  Audience widest = fact.audience;
  for (const PackedFact& packed : facts) {
    const Fact release = improvement::ReadFact(packed);
    if (release.type != "event.released" || release.position >= cut.size) continue;
    const bool all = release.data.Json("events").empty();
    const bool named = release.data.Json("events") == fmt::format(R"(["{}"])", fact.id);
    if (!named && !(all && fact.position < release.position)) continue;
    widest = std::max(widest, *improvement::ParseAudience(release.data.Text("level")));
  }
  return widest >= cut.audience;
}

// The facts of a subject that are released to the cut's audience.
Facts Released(const Facts& facts, const Cut& cut) {
  Facts released;
  for (const PackedFact& packed : facts) {
    if (Sees(facts, improvement::ReadFact(packed), cut)) released.push_back(packed);
  }
  return released;
}

RC_GTEST_PROP(CutProperty, AnAudienceSeesWhatItWouldSeeIfNothingElseHadEverBeenRecorded, ()) {
  const improvement::Entries history = AnyHistory();
  const Cut cut = AnyCut(history.all.size());
  for (const auto& [name, facts] : BySubject(history.all)) {
    const Facts released = Released(facts, cut);
    const Cut internal{.size = cut.size, .at = cut.at};
    RC_ASSERT(improvement::Fold(name, facts, cut) == improvement::Fold(name, released, internal));
    const auto rows = [&](const Facts& some, const Cut& at) {
      auto table = improvement::Trail(name, some, {}, at);
      // An internal trail says revisions, and to whom an event is released at the most.
      for (auto& row : table.rows) row[1] = row[14] = {};
      return table.rows;
    };
    RC_ASSERT(rows(facts, cut) == rows(released, internal));
  }
}

RC_GTEST_PROP(CutProperty, NoViewSaysAnythingOfWhatIsNotReleased, ()) {
  const improvement::Entries history = AnyHistory();
  const Cut cut = AnyCut(history.all.size());
  Subjects released;
  for (const auto& [name, facts] : BySubject(history.all)) {
    const Cut internal{.size = cut.size, .at = cut.at};
    Subject subject = improvement::Fold(name, Released(facts, cut), internal);
    if (subject.history.events > 0) released.emplace(name, std::move(subject));
  }
  Posted posted;
  posted.Post(history.all);
  Cut asked = cut;
  asked.size = std::min<Position>(cut.size, history.all.size());
  for (const improvement::ViewKind& view : improvement::Views()) {
    const MakeTable make = On(view, asked.audience);
    RC_ASSERT(make(*posted.ledger().At(asked)).rows == make(released).rows);
  }
}

}  // namespace
}  // namespace daybook::projection
