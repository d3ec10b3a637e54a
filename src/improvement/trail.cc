#include "improvement/trail.h"

#include <list>
#include <map>
#include <set>
#include <utility>

#include "event/instant.h"
#include "improvement/data.h"
#include "improvement/event_cells.h"
#include "improvement/field.h"
#include "improvement/fold.h"
#include "improvement/stream.h"

namespace daybook::improvement {
namespace {

// The positions of the open disputes that name an event.
using DisputedBy = std::map<EventName, std::vector<Position>>;

// A fact to be shown, kept beyond the visit of its stream.
struct Shown {
  Fact fact;
  std::string data;  // what fact.data points to, if that is not as stored
};

void Keep(std::list<Shown>& shown, const Stream& stream, const Fact& fact) {
  Shown& kept = shown.emplace_back(Shown{.fact = fact, .data = {}});
  kept.fact.audience = stream.ReleasedTo(fact);
  if (fact.corrected_by.empty() && !fact.old_words) return;
  kept.data = fact.data.packed();
  kept.fact.data = Data(kept.data);
}

// In a list, whose elements stay where they are.
std::list<Shown> Collect(std::span<const PackedFact> own, std::span<const Mentioning> others,
                         const Cut& cut) {
  std::list<Shown> shown;
  const Stream stream(own, cut);
  stream.ForEach([&](const Fact& fact) { Keep(shown, stream, fact); });
  for (const Mentioning& other : others) {
    const Stream mentions(other.facts, cut);
    mentions.ForEach([&](const Fact& fact) {
      if (other.positions.contains(fact.position)) Keep(shown, mentions, fact);
    });
  }
  shown.sort([](const Shown& a, const Shown& b) { return a.fact.order() < b.fact.order(); });
  return shown;
}

DisputedBy FindDisputed(const std::list<Shown>& shown) {
  DisputedBy disputed;
  std::map<EventName, std::pair<Position, std::vector<EventName>>> disputes;
  std::set<EventName> resolved;
  for (const auto& [fact, data] : shown) {
    if (fact.type == kDisputed) disputes[fact.name()] = {fact.position, ReferencesOf(fact)};
    if (fact.type != kResolved) continue;
    if (const auto name = ReferenceOf(fact, "dispute")) resolved.insert(*name);
  }
  for (const auto& [name, dispute] : disputes) {
    if (resolved.contains(name)) continue;
    for (const EventName& event : dispute.second) disputed[event].push_back(dispute.first);
  }
  return disputed;
}

// An event of another subject has no field here to say what it says.
std::string_view ReasonIn(const Fact& fact, bool own) {
  const std::string_view reason = ReasonOf(fact);
  if (!reason.empty() || own) return reason;
  const std::string_view verbatim = fact.data.Text("verbatim");
  return verbatim.empty() ? fact.data.Text("title") : verbatim;
}

Cell LagCell(const Fact& fact) {
  if (fact.when.precision == Precision::kUnknown) return {};
  return LondonDaysBetween(*fact.when.at, fact.recorded);
}

FieldChange ChangeOf(const Correction& correction) {
  return {correction.pointer, TextCell(correction.from), TextCell(correction.to)};
}

class TrailTable {
 public:
  TrailTable(std::string_view name, const std::list<Shown>& shown, const Cut& cut)
      : cut_(cut), disputed_(FindDisputed(shown)), subject_(NewSubject(name)) {
    for (const auto& [fact, data] : shown) AddEvent(fact);
  }

  std::vector<std::vector<Cell>> rows;

 private:
  void AddEvent(const Fact& fact) {
    std::vector<FieldChange> changes;
    if (fact.subject == subject_.name) {
      const State before = subject_.state;
      Apply(subject_, fact);
      if (subject_.state != before) changes = TakeChanges();
    }
    if (const auto correction = CorrectionOf(fact)) changes = {ChangeOf(*correction)};
    if (changes.empty()) changes.emplace_back();
    for (FieldChange& change : changes) AddRow(fact, std::move(change));
  }

  std::vector<FieldChange> TakeChanges() {
    std::vector<Field> after = FieldsOf(subject_.state);
    std::vector<FieldChange> changes = ChangesOf(fields_, after);
    fields_ = std::move(after);
    return changes;
  }

  void AddRow(const Fact& fact, FieldChange change) {
    const auto disputed = disputed_.find(fact.name());
    const bool all = cut_.audience == Audience::kInternal;
    rows.push_back({
        std::to_string(fact.position),
        all ? Cell(std::to_string(fact.revision)) : Cell(),
        LondonTime(fact.recorded),
        OccurredCell(fact),
        std::string(PrecisionName(fact.when.precision)),
        LagCell(fact),
        std::string(fact.type),
        std::string(fact.subject),
        TextCell(fact.actor()),
        TextCell(change.field),
        std::move(change.before),
        std::move(change.after),
        TextCell(fact.sourceparagraph),
        TextCell(ReasonIn(fact, fact.subject == subject_.name)),
        TextCell(NameOf(fact.audience)),
        PositionsCell(fact.corrected_by),
        disputed == disputed_.end() ? Cell() : PositionsCell(disputed->second),
    });
  }

  const Cut cut_;
  const DisputedBy disputed_;
  Subject subject_;
  std::vector<Field> fields_;  // after the last change; none before the first
};

}  // namespace

Table Trail(std::string_view name, std::span<const PackedFact> own,
            std::span<const Mentioning> others, const Cut& cut) {
  const std::list<Shown> shown = Collect(own, others, cut);
  return {.name = "trail",
          .columns = {"position", "revision", "recorded", "occurred", "precision", "lagDays",
                      "type", "subject", "actor", "field", "before", "after", "sourceparagraph",
                      "reason", "audience", "corrected", "disputed"},
          .rows = TrailTable(name, shown, cut).rows};
}

}  // namespace daybook::improvement
