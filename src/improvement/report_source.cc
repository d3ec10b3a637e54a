#include "improvement/report_source.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "improvement/report_words.h"
#include "improvement/sentence.h"
#include "improvement/stream.h"

namespace daybook::improvement {
namespace {

constexpr std::array<std::string_view, 8> kToldKinds = {
    "action", "area", "finding", "intervention", "meeting", "plan", "report", "visit"};

Note NoteOf(const Fact& fact, const Subjects& subjects) {
  return {.position = fact.position,
          .id = std::string(fact.id),
          .source = std::string(fact.source),
          .type = std::string(fact.type),
          .subject = std::string(fact.subject),
          .occurred = DayWords(fact.when.day),
          .actor = fact.actor().empty() ? "" : Called(subjects, fact.actor()),
          .sourceparagraph = std::string(fact.sourceparagraph)};
}

ToldEvent ReadTold(const Fact& fact, const Subjects& subjects) {
  const bool judged = fact.type == "visit.judgement-given";
  return {.name = fact.name(),
          .type = std::string(fact.type),
          .part = std::string(fact.data.Text(judged ? "area" : "section")),
          .focus = fact.data.Texts("focus"),
          .occurred = *fact.when.at,
          .statement = {.text = SentenceOf(fact, subjects), .events = {fact.position}}};
}

// Visits the events of every statement and row.
void ForEachEvents(ReportDocument& document, auto&& visit) {
  const auto visit_passage = [&](Passage& passage) {
    for (Statement& statement : passage.statements) visit(statement.events);
  };
  for (Particular& particular : document.particulars) visit(particular.value.events);
  for (Section& section : document.sections) {
    for (Paragraph& paragraph : section.paragraphs) {
      visit_passage(paragraph.text);
      for (Passage& item : paragraph.items) visit_passage(item);
    }
    if (!section.grid) continue;
    for (Grid::Row& row : section.grid->rows) visit(row.events);
  }
}

}  // namespace

bool IsTold(std::string_view subject) {
  return std::ranges::find(kToldKinds, subject.substr(0, subject.find('/'))) != kToldKinds.end();
}

const std::vector<ToldEvent>& ReportSource::Tell(const std::string& subject) {
  const auto [found, is_new] = told_.try_emplace(subject);
  if (!is_new || !subjects_.contains(subject)) return found->second;
  const Facts facts = read_(subject);
  Stream(facts, cut_).ForEach([&](const Fact& fact) {
    notes_.emplace(fact.position, NoteOf(fact, subjects_));
    found->second.push_back(ReadTold(fact, subjects_));
  });
  return found->second;
}

std::vector<Statement> ReportSource::StatementsOf(const std::string& subject) {
  std::vector<Statement> statements;
  for (const ToldEvent& told : Tell(subject)) {
    if (told.statement.text.empty() || told.type == kDisputed) continue;
    statements.push_back(told.statement);
  }
  return statements;
}

std::string ReportSource::NameOf(std::string_view subject) const {
  return Called(subjects_, subject);
}

const Note* ReportSource::FindNote(Position position) const {
  const auto found = notes_.find(position);
  return found == notes_.end() ? nullptr : &found->second;
}

void AddParagraph(Section& section, Passage text, std::vector<Passage> items) {
  if (text.statements.empty() && items.empty()) return;
  section.paragraphs.push_back({.text = std::move(text), .items = std::move(items)});
}

void AddNotes(ReportDocument& document, const ReportSource& source) {
  std::set<Position> positions;
  ForEachEvents(document, [&](std::vector<Position>& events) {
    std::erase_if(events, [&](Position position) { return source.FindNote(position) == nullptr; });
    positions.insert(events.begin(), events.end());
  });
  document.notes.reserve(positions.size());
  for (const Position position : positions) document.notes.push_back(*source.FindNote(position));
}

}  // namespace daybook::improvement
