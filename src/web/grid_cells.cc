#include "web/grid_cells.h"

#include "improvement/field.h"
#include "improvement/subject.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Cell;
using improvement::Table;

// What a table names by its id alone or in full, and what it says in the place of none.
std::string NameOf(const SubjectNames& names, std::string_view name, std::string_view kind) {
  const std::string subject = SubjectNamed(name, kind);
  return names.Of(subject.empty() ? name : subject);
}

Model LinkModel(const Frame& frame, std::string_view name, std::string_view kind,
                const std::string& label) {
  Model link;
  link.Set("label", label);
  const std::string subject = SubjectNamed(name, kind);
  if (!subject.empty()) link.Set("link", Model().Set("href", LinkToSubject(frame, subject)));
  return link;
}

Model NamedModel(const Frame& frame, std::string_view name, std::string_view kind) {
  return LinkModel(frame, name, kind, NameOf(frame.names, name, kind));
}

// How a moment is to be read: one that is known no more exactly than "by then" says so.
std::string WhenText(const Table& table, const std::vector<Cell>& row, std::string_view moment) {
  const bool no_later = CellText(table, row, "precision") == "no-later";
  return no_later ? "By " + BriefMoment(moment) : BriefMoment(moment);
}

}  // namespace

void SetTag(Model& model, std::string_view value) {
  if (value.empty()) return;
  model.Set("tag", Model().Set("words", ValueWords(value)).SetIfAny("colour", TagClass(value)));
}

std::string ValueName(const GridColumn& column, std::string_view value) {
  switch (column.show) {
    case Show::kMoment:
      return BriefMoment(value);
    case Show::kWords:
    case Show::kTag:
    case Show::kList: {
      std::string words = ValueWords(value);
      // Types of events have a dot: `visit.ended`.
      for (char& c : words) c = c == '.' ? ' ' : c;
      return words;
    }
    default:
      return std::string(value);
  }
}

bool AreSubjects(std::string_view text) {
  bool all = !text.empty();
  ForEachPart(text, [&](std::string_view part) {
    all = all && part.find('/') != std::string_view::npos &&
          part.find(' ') == std::string_view::npos && improvement::IsOfKnownKind(part);
  });
  return all;
}

std::string ShownText(const SubjectNames& names, const GridColumn& column, std::string_view value) {
  if (column.show != Show::kSubject || value.empty()) return ValueName(column, value);
  return NameOf(names, value, column.kind);
}

Model CellModel(const Frame& frame, const Table& table, const std::vector<Cell>& row,
                const GridColumn& column) {
  const std::string text = CellText(table, row, column.column);
  Model cell;
  cell.Set("value", text).Set("numeric", column.show == Show::kNumber);
  if (text.empty() && column.link.empty()) return cell;
  const auto add = [&](Model part) { cell.Add("parts", part); };
  switch (column.show) {
    case Show::kTag:
      SetTag(cell, text);
      break;
    case Show::kSubjects:
      ForEachPart(text, [&](std::string_view part) { add(NamedModel(frame, part, column.kind)); });
      break;
    case Show::kList:
      ForEachPart(
          text, [&](std::string_view part) { add(Model().Set("label", ValueName(column, part))); });
      break;
    case Show::kSubject:
      add(NamedModel(frame, text, column.kind));
      cell.Set("value", ShownText(frame.names, column, text));
      break;
    case Show::kWhen:
      add(Model().Set("label", WhenText(table, row, text)).Set("moment", true));
      break;
    case Show::kPosition: {
      const std::string href = LinkTo(frame, {.path = "/events/" + text});
      add(Model().Set("label", text).Set("link", Model().Set("href", href)));
      break;
    }
    default: {
      const std::string target = CellText(table, row, column.link);
      if (target.empty() && column.show == Show::kWords && AreSubjects(text)) {
        ForEachPart(text, [&](std::string_view part) { add(NamedModel(frame, part, {})); });
        break;
      }
      const std::string label =
          text.empty() ? NameOf(frame.names, target, column.kind) : ValueName(column, text);
      add((target.empty() ? Model().Set("label", label)
                          : LinkModel(frame, target, column.kind, label))
              .Set("moment", column.show == Show::kMoment));
    }
  }
  return cell;
}

}  // namespace daybook::web
