// A report as a value: sections of numbered paragraphs, each statement with the events behind it.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_H_
#define DAYBOOK_IMPROVEMENT_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daybook/event.h"

namespace daybook::improvement {

/// A sentence, and the positions of the events that say so.
struct Statement {
  std::string text;
  std::vector<Position> events;
};

/// Statements under a name of a few words; the name may be "".
struct Passage {
  std::string lead;
  std::vector<Statement> statements;
};

/// Numbered within its section when it is rendered: 2.1, 2.2, …
struct Paragraph {
  Passage text;
  std::vector<Passage> items;
};

/// The table of a section, after its paragraphs. Every row has as many cells as there are columns.
struct Grid {
  struct Row {
    std::vector<std::string> cells;  ///< The first one names the row.
    std::vector<Position> events;
  };
  std::string caption;
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// Numbered from 1 when it is rendered.
struct Section {
  std::string title;
  std::vector<Paragraph> paragraphs;
  std::optional<Grid> grid = {};
};

/// An event that a statement rests on, for whoever looks it up.
struct Note {
  Position position = 0;
  std::string id, source, type, subject;
  std::string occurred;         ///< In words; "" if nobody knows.
  std::string actor;            ///< "" if nobody is named.
  std::string sourceparagraph;  ///< "" if it is from no document.
};

/// On the front page: what it is of, who is responsible.
struct Particular {
  std::string name;
  Statement value;
};

struct ReportDocument {
  std::string title;
  std::vector<Particular> particulars;
  std::vector<Section> sections;
  std::vector<Note> notes;  ///< Of every event in it, by position.
};

/// What a note says of its event; how the event is found: its id, and where that comes from.
std::string NoteText(const Note& note);
std::string NoteId(const Note& note);

/// Where the note of an event leads.
enum class NoteLinks : std::uint8_t {
  kEvents,    ///< To the event, from where a daemon serves the report.
  kReceipts,  ///< To the event's receipt, from where an evidence pack has the report.
  kNone,
};

/// The address of it, relative to the report; "" for none.
std::string NoteLink(NoteLinks links, Position position);

/// Where an evidence pack has the receipt of an event.
std::string ReceiptPath(Position position);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_H_
