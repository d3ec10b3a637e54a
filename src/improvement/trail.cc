#include "improvement/trail.h"

#include <fmt/format.h>

#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "event/instant.h"
#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

struct Change {
  std::string field;
  Cell before;
  Cell after;
};

// The positions of the open disputes that name an event.
using Disputed = std::map<EventName, std::vector<Position>>;

Cell CellOf(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }

Cell CellOf(const std::vector<Position>& positions) {
  return CellOf(std::string_view(fmt::format("{}", fmt::join(positions, " "))));
}

Disputed FindDisputed(const Stream& stream) {
  Disputed disputed;
  std::map<EventName, std::pair<Position, std::vector<EventName>>> disputes;
  std::set<EventName> resolved;
  stream.ForEach([&](const Fact& fact) {
    const Entry& entry = fact.entry;
    if (entry.type == kDisputed) disputes[NameOf(entry)] = {entry.position, ReferencesOf(entry)};
    const auto dispute = Data(entry.data).Member("dispute");
    if (entry.type != kResolved || !dispute) return;
    if (const auto name = ReferenceOf(entry, *dispute)) resolved.insert(*name);
  });
  for (const auto& [name, dispute] : disputes) {
    if (resolved.contains(name)) continue;
    for (const EventName& event : dispute.second) disputed[event].push_back(dispute.first);
  }
  return disputed;
}

std::string_view FirstText(const Data& data, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    if (const std::string_view text = data.Text(member); !text.empty()) return text;
  }
  return {};
}

std::string_view ReasonOf(const Entry& entry, bool own) {
  if (!entry.reason.empty()) return entry.reason;
  const Data data(entry.data);
  const std::string_view reason = FirstText(data, {"note", "basis", "text"});
  // An event of another subject has no field here to say what it says.
  return reason.empty() && !own ? FirstText(data, {"verbatim", "title"}) : reason;
}

Cell OccurredCell(const Fact& fact) {
  if (fact.when.precision == Precision::kInstant) return LondonTime(*fact.when.at);
  return CellOf(fact.when.day);
}

Cell LagCell(const Fact& fact) {
  if (fact.when.precision == Precision::kUnknown) return {};
  return LondonDaysBetween(*fact.when.at, fact.entry.recorded);
}

// From one list of the fields to another; from nothing if there was no change before.
std::vector<Change> ChangesOf(const std::vector<Field>& before, const std::vector<Field>& after) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Cell was = before.empty() ? Cell() : before[i].value;
    if (was != after[i].value) changes.push_back({after[i].name, was, after[i].value});
  }
  return changes;
}

std::vector<Change> ChangesOf(const Correction& correction) {
  return {{correction.pointer, CellOf(std::string_view(correction.from)),
           CellOf(std::string_view(correction.to))}};
}

class TrailTable {
 public:
  TrailTable(std::string_view name, std::span<const std::string> entries)
      : stream_(entries), disputed_(FindDisputed(stream_)), subject_(NewSubject(name)) {
    stream_.ForEach([&](const Fact& fact) { AddEvent(fact); });
  }

  std::vector<std::vector<Cell>> rows;

 private:
  void AddEvent(const Fact& fact) {
    std::vector<Change> changes;
    if (fact.entry.subject == subject_.name) {
      const State before = subject_.state;
      Apply(subject_, fact);
      if (subject_.state != before) changes = TakeChanges();
    }
    if (const auto correction = CorrectionOf(fact.entry)) changes = ChangesOf(*correction);
    if (changes.empty()) changes.emplace_back();
    for (Change& change : changes) AddRow(fact, std::move(change));
  }

  std::vector<Change> TakeChanges() {
    std::vector<Field> after = FieldsOf(subject_.state);
    std::vector<Change> changes = ChangesOf(fields_, after);
    fields_ = std::move(after);
    return changes;
  }

  void AddRow(const Fact& fact, Change change) {
    const Entry& entry = fact.entry;
    const auto disputed = disputed_.find(NameOf(entry));
    rows.push_back({
        std::to_string(entry.position),
        std::to_string(entry.revision),
        LondonTime(entry.recorded),
        OccurredCell(fact),
        std::string(PrecisionName(fact.when.precision)),
        LagCell(fact),
        std::string(entry.type),
        std::string(entry.subject),
        CellOf(entry.onbehalfof.empty() ? entry.authid : entry.onbehalfof),
        CellOf(std::string_view(change.field)),
        std::move(change.before),
        std::move(change.after),
        CellOf(entry.sourceparagraph),
        CellOf(ReasonOf(entry, entry.subject == subject_.name)),
        CellOf(fact.corrected_by),
        disputed == disputed_.end() ? Cell() : CellOf(disputed->second),
    });
  }

  const Stream stream_;
  const Disputed disputed_;
  Subject subject_;
  std::vector<Field> fields_;  // after the last change; none before the first
};

}  // namespace

Table Trail(std::string_view name, std::span<const std::string> entries) {
  return {.name = "trail",
          .columns = {"position", "revision", "recorded", "occurred", "precision", "lagDays",
                      "type", "subject", "actor", "field", "before", "after", "sourceparagraph",
                      "reason", "corrected", "disputed"},
          .rows = TrailTable(name, entries).rows};
}

}  // namespace daybook::improvement
