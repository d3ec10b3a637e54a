#include "improvement/report_progress.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "improvement/brag.h"
#include "improvement/change_kind.h"
#include "improvement/changes.h"
#include "improvement/correction.h"
#include "improvement/field.h"
#include "improvement/report_words.h"

namespace daybook::improvement {
namespace {

// Kinds of which what occurred is told, in this order.
struct ProgressKind {
  std::string_view prefix;
  std::string_view title;
};
constexpr std::array kProgressKinds = {
    ProgressKind{"area/", "Services"},
    ProgressKind{"intervention/", "Intervention and support"},
    ProgressKind{"meeting/", "Meetings"},
    ProgressKind{"action/", "Actions"},
};

// The last moment of a visit; nothing without one.
std::optional<Instant> EndOfVisit(const Subjects& subjects, const std::string& visit) {
  if (visit.empty()) return std::nullopt;
  const Moment end = EndOf(std::get<Visit>(subjects.at(visit).state));
  const auto day_end = EndOfLondonDay(end.day);
  return day_end ? day_end : end.at;
}

Statement ColourOf(const Subject& subject, const Action& action, const PolicyInForce& policy,
                   Day today, ReportSource& source) {
  const Brag brag = BragOf({.action = action,
                            .findings_closed = FindingsClosed(source.subjects(), action),
                            .policy = policy.policy,
                            .today = today});
  Statement statement{.text = "Colour" + WhenWords(TextOf(today)) + ": " +
                              std::string(NameOf(brag.colour)) + ". " + brag.sentence,
                      .events = {subject.history.last.position}};
  if (policy.position) {
    statement.events.push_back(*policy.position);
    source.Tell("book/control");  // so that it has a note
  }
  return statement;
}

class ProgressWriter {
 public:
  ProgressWriter(const ReportVisits& visits, const AsOf& as_of, ReportSource& source)
      : visits_(visits),
        today_(as_of.day),
        policy_(PolicyOn(source.subjects(), as_of.day)),
        source_(source),
        since_(EndOfVisit(source.subjects(), visits.since)) {}

  Section Write() {
    Section section{.title = visits_.since.empty()
                                 ? "Progress"
                                 : "Progress since: " + source_.NameOf(visits_.since),
                    .paragraphs = {}};
    for (const ProgressKind& kind : kProgressKinds) {
      AddParagraph(section, {.lead = std::string(kind.title), .statements = {}},
                   ItemsOf(kind.prefix));
    }
    section.grid = Changes();
    if (section.grid->rows.empty()) section.grid.reset();
    return section;
  }

 private:
  bool IsTellable(const ToldEvent& told) const {
    const bool since = !since_ || told.occurred > *since_;
    return since && !told.statement.text.empty() && told.type != kDisputed;
  }

  std::vector<Passage> ItemsOf(std::string_view prefix) {
    std::vector<Passage> items;
    const Subjects& subjects = source_.subjects();
    for (auto at = subjects.lower_bound(prefix); at != subjects.end(); ++at) {
      const auto& [name, subject] = *at;
      if (!name.starts_with(prefix)) break;
      // An intervention has no name of its own: what is told of it says what it is.
      const bool unnamed = std::holds_alternative<Intervention>(subject.state);
      Passage item{.lead = unnamed ? "" : source_.NameOf(name), .statements = {}};
      for (const ToldEvent& told : source_.Tell(name)) {
        if (IsTellable(told)) item.statements.push_back(told.statement);
      }
      if (const auto* action = std::get_if<Action>(&subject.state)) {
        item.statements.push_back(ColourOf(subject, *action, policy_, today_, source_));
      }
      if (!item.statements.empty()) items.push_back(std::move(item));
    }
    return items;
  }

  Grid Changes() {
    Grid grid{.caption = "What changed, by when it occurred",
              .columns = {"Subject", "Change", "Before", "After", "When"},
              .rows = {}};
    if (!since_) return grid;
    Between between{.before = source_.cut(), .after = source_.cut(), .moment = *since_};
    between.before.at = since_;
    for (const auto& [name, subject] : source_.subjects()) {
      if (!IsTold(name)) continue;
      Table table = NoChanges();
      AddChanges(name, source_.FactsOf(name), between, table);
      for (const std::vector<Cell>& row : table.rows) AddRow(grid, name, row);
    }
    return grid;
  }

  // Of the columns of NoChanges.
  void AddRow(Grid& grid, const std::string& subject, const std::vector<Cell>& row) {
    constexpr std::size_t kChange = 0;
    constexpr std::size_t kField = 3;
    constexpr std::size_t kBefore = 4;
    constexpr std::size_t kAfter = 5;
    constexpr std::size_t kPosition = 6;
    constexpr std::size_t kOccurred = 8;
    const std::string change = TextOf(row[kChange]);
    const std::string field = TextOf(row[kField]);
    if (!IsInTable(subject, change, field)) return;
    Position position = 0;
    const std::string text = TextOf(row[kPosition]);
    std::from_chars(text.data(), text.data() + text.size(), position);
    source_.Tell(subject);
    grid.rows.push_back(
        {.cells = {source_.NameOf(subject), PlainWords(change == kChanged ? field : change),
                   ValueWords(field, row[kBefore]), ValueWords(field, row[kAfter]),
                   DayWords(TextOf(row[kOccurred]))},
         .events = {position}});
  }

  std::string ValueWords(std::string_view field, const Cell& value) const {
    const std::string text = TextOf(value);
    if (field == "owner" && !text.empty()) return source_.NameOf(text);
    const bool closed_list = field == "impact" || field == "delivery" || field == "standing";
    return closed_list ? PlainWords(text) : DayWords(text);
  }

  // What has no word of its own, and is not where a subject stands; what the rest of the report
  // begins with.
  static bool IsInTable(std::string_view subject, std::string_view change, std::string_view field) {
    if (change == "opened") return subject.starts_with("action/");
    if (change == kChanged) return field == "delivery" || field == "standing";
    return change != "added" && change != "disputed";
  }

  const ReportVisits& visits_;
  const Day today_;
  const PolicyInForce policy_;
  ReportSource& source_;
  const std::optional<Instant> since_;
};

}  // namespace

Section TellProgress(const ReportVisits& visits, const AsOf& as_of, ReportSource& source) {
  return ProgressWriter(visits, as_of, source).Write();
}

}  // namespace daybook::improvement
