#include "improvement/report.h"

#include <fmt/format.h>

namespace daybook::improvement {

std::string NoteText(const Note& note) {
  std::string text = note.type + " of " + note.subject;
  text += note.occurred.empty() ? ", on a day that is not known" : ", " + note.occurred;
  if (!note.actor.empty()) text += ", " + note.actor;
  if (!note.sourceparagraph.empty()) text += ", paragraph " + note.sourceparagraph;
  return text + ".";
}

std::string NoteId(const Note& note) { return note.id + " from " + note.source; }

// Of one length, so that names sort by position.
std::string ReceiptPath(Position position) {
  return fmt::format("receipts/{:012}.tlog-proof", position);
}

std::string NoteLink(NoteLinks links, Position position) {
  switch (links) {
    case NoteLinks::kEvents:
      return fmt::format("../events/{}", position);
    case NoteLinks::kReceipts:
      return ReceiptPath(position);
    case NoteLinks::kNone:
      break;
  }
  return {};
}

}  // namespace daybook::improvement
