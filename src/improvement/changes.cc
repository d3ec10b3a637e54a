#include "improvement/changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "improvement/change_kind.h"
#include "improvement/event_cells.h"
#include "improvement/field.h"
#include "improvement/fold.h"
#include "improvement/stream.h"

namespace daybook::improvement {
namespace {

// Whether a fact can be in one of the two cuts alone.
bool IsBetween(const FactHead& head, const Between& between) {
  if (head.position >= between.after.size) return false;
  if (head.position >= between.before.size) return true;
  return between.before.at && head.order().occurred > *between.before.at;
}

Cell ValueOf(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? Cell() : found->value;
}

// What a row says of the event behind it.
struct Origin {
  Cell position, type, occurred, recorded, actor, reason;
};

Origin OriginOf(const Fact& fact) {
  return {.position = std::to_string(fact.position),
          .type = std::string(fact.type),
          .occurred = OccurredCell(fact),
          .recorded = LondonTime(fact.recorded),
          .actor = TextCell(fact.actor()),
          .reason = TextCell(ReasonOf(fact))};
}

// One subject on its way from the first cut to the second.
class SubjectChanges {
 public:
  SubjectChanges(std::string_view name, std::span<const PackedFact> facts, const Between& between)
      : facts_(facts),
        between_(between),
        first_(facts, between.before),
        second_(facts, between.after),
        before_(NewSubject(name)),
        after_(NewSubject(name)) {
    first_.ForEach([this](const Fact& fact) {
      Apply(before_, fact);
      corrected_.insert(fact.corrected_by.begin(), fact.corrected_by.end());
    });
    second_.ForEach([this](const Fact& fact) { Take(fact); });
  }

  void AddTo(std::vector<std::vector<Cell>>& rows) {
    if (after_.history.events == 0) return;
    title_ = TitleOf(after_.state);
    if (before_.history.events == 0) {
      AddBeginning();
    } else {
      AddFields(FieldsOf(before_.state), /*every=*/true);
    }
    for (const Told& told : told_) AddTold(told);
    std::ranges::move(rows_, std::back_inserter(rows));
  }

 private:
  // An event that is a row of its own.
  struct Told {
    std::string_view change;
    Position position = 0;
    FieldChange what;
    std::vector<EventName> events = {};
    std::vector<Position> positions = {};  // besides those of `events`
  };

  // Whether it was told to this audience by the first cut, whenever it occurred.
  bool WasKnown(const Fact& fact) const {
    return fact.position < between_.before.size &&
           first_.ReleasedTo(fact) >= between_.before.audience;
  }

  // Whether it is in the first cut.
  bool IsOld(const Fact& fact) const {
    return WasKnown(fact) && (!between_.before.at || *fact.when.at <= *between_.before.at);
  }

  // The last correction of an event that the first cut does not have.
  std::optional<Position> NewCorrectionOf(const Fact& fact) const {
    std::optional<Position> last;
    for (const Position position : fact.corrected_by) {
      if (!corrected_.contains(position)) last = std::max(last.value_or(0), position);
    }
    return last;
  }

  void Take(const Fact& fact) {
    positions_.emplace(fact.name(), fact.position);
    const bool old = IsOld(fact);
    const auto correction = NewCorrectionOf(fact);
    if (!differs_ && old && !correction) {  // up to here the two cuts come to the same
      Apply(after_, fact);
      return;
    }
    if (!differs_) fields_ = FieldsOf(after_.state);
    differs_ = true;
    origins_.emplace(fact.position, OriginOf(fact));
    Apply(after_, fact);
    const Position by = old && correction ? *correction : fact.position;
    if (!old || correction) newest_ = std::max(newest_, by);
    Attribute(by);
    if (after_.history.events == 1) begun_ = {fact.position, fields_};
    if (!old) Tell(fact);
  }

  // Notes which fields are other than before the event that was applied last.
  void Attribute(Position by) {
    std::vector<Field> fields = FieldsOf(after_.state);
    for (FieldChange& change : ChangesOf(fields_, fields)) makers_[std::move(change.field)] = by;
    fields_ = std::move(fields);
  }

  void Tell(const Fact& fact) {
    Told told{.change = {}, .position = fact.position, .what = {}};
    if (const auto correction = CorrectionOf(fact)) {
      if (WasKnown(fact)) return;  // it counted, though it says that it happened later
      told.change = "corrected";
      told.what = {correction->pointer, TextCell(correction->from), TextCell(correction->to)};
      told.events = {correction->event};
    } else if (fact.role == Role::kRelease) {
      return TellRelease(fact);
    } else if (fact.type == kDisputed) {
      told.change = "disputed";
      told.events = ReferencesOf(fact);
    } else if (fact.type == kResolved) {
      told.change = "resolved";
      if (auto dispute = ReferenceOf(fact, "dispute")) told.events = {*std::move(dispute)};
    } else if (fact.position >= between_.before.size && *fact.when.at <= between_.moment) {
      told.change = "learned-late";
    } else {
      return;
    }
    told_.push_back(std::move(told));
  }

  void TellRelease(const Fact& release) {
    const auto said = ReleaseOf(release);
    if (!said) return;
    Told told{.change = "released",
              .position = release.position,
              .what = {"audience", {}, TextCell(NameOf(said->level))}};
    std::optional<Audience> narrowest;
    second_.ForEach([&](const Fact& fact) {
      const Audience was = first_.ReleasedTo(fact);
      if (!said->Covers(fact) || was >= said->level) return;
      told.positions.push_back(fact.position);
      narrowest = std::min(narrowest.value_or(was), was);
    });
    if (!narrowest) return;  // it widened nothing
    std::ranges::sort(told.positions);
    told.what.before = TextCell(NameOf(*narrowest));
    told_.push_back(std::move(told));
  }

  void AddBeginning() {
    const auto& [position, fields] = begun_;
    const std::string_view standing = StandingField(after_.state);
    AddRow(BeginningOf(after_.state), {std::string(standing), {}, ValueOf(fields, standing)},
           OriginAt(position), {});
    AddFields(fields, /*every=*/false);
  }

  void AddFields(const std::vector<Field>& before, bool every) {
    for (FieldChange& change : ChangesOf(before, FieldsOf(after_.state))) {
      if (IsCompanion(after_.state, change.field)) continue;
      const std::string_view kind = KindOf(after_.state, change);
      if (!every && kind == kChanged) continue;
      // Where no event made it so, one that came is why another no longer makes it what it was.
      const auto maker = makers_.find(change.field);
      const Position by = maker == makers_.end() ? newest_ : maker->second;
      AddRow(kind, std::move(change), OriginAt(by), {});
    }
  }

  void AddTold(const Told& told) {
    std::vector<Position> positions = told.positions;
    for (const EventName& name : told.events) {
      if (const auto found = positions_.find(name); found != positions_.end()) {
        positions.push_back(found->second);
      }
    }
    AddRow(told.change, told.what, OriginAt(told.position), positions);
  }

  // A correction counts even where it is not in the cut itself.
  Origin OriginAt(Position position) const {
    if (const auto found = origins_.find(position); found != origins_.end()) return found->second;
    const auto fact = std::ranges::lower_bound(
        facts_, position, {}, [](const PackedFact& packed) { return packed.head.position; });
    return fact == facts_.end() ? Origin() : OriginOf(ReadFact(*fact));
  }

  void AddRow(std::string_view kind, FieldChange change, const Origin& origin,
              const std::vector<Position>& events) {
    rows_.push_back({std::string(kind), after_.name, title_, TextCell(change.field),
                     std::move(change.before), std::move(change.after), origin.position,
                     origin.type, origin.occurred, origin.recorded, origin.actor, origin.reason,
                     PositionsCell(events)});
  }

  const std::span<const PackedFact> facts_;
  const Between between_;
  const Stream first_, second_;
  Subject before_, after_;
  std::set<Position> corrected_;  // the corrections that the first cut has

  // Of after_, as it goes.
  bool differs_ = false;  // from before_, as it went
  std::vector<Field> fields_;
  std::pair<Position, std::vector<Field>> begun_;  // its first event, and its fields after it
  std::map<std::string, Position> makers_;         // who changed a field last
  std::map<Position, Origin> origins_;             // of the events from the first difference on
  std::map<EventName, Position> positions_;
  Position newest_ = 0;
  std::vector<Told> told_;

  Cell title_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace

Table NoChanges() {
  return {.name = "changes",
          .columns = {"change", "subject", "title", "field", "before", "after", "position", "type",
                      "occurred", "recorded", "actor", "reason", "events"},
          .rows = {}};
}

void AddChanges(std::string_view name, std::span<const PackedFact> facts, const Between& between,
                Table& table) {
  const bool any = std::ranges::any_of(
      facts, [&](const PackedFact& fact) { return IsBetween(fact.head, between); });
  if (any) SubjectChanges(name, facts, between).AddTo(table.rows);
}

}  // namespace daybook::improvement
