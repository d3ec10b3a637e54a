#include "improvement/report_html.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace daybook::improvement {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #0b0c0c; font: 1.0625rem/1.5 Arial, Helvetica, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.25rem; }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.25rem 0 .75rem; padding-top: .75rem;
     border-top: 2px solid #12436d; break-after: avoid; }
h2 .number, p .number { color: #12436d; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(9rem, 1fr) 2.5fr; gap: .35rem 1rem; margin: 0;
     padding: .75rem 1rem; background: #f3f6f9; }
dt { font-weight: bold; }
dd { margin: 0; }
p { margin: 0 0 .75rem; }
p .number { display: inline-block; min-width: 2.6rem; font-weight: bold; }
ul { margin: 0 0 1rem 2.6rem; padding: 0 0 0 1.1rem; }
li { margin: 0 0 .45rem; break-inside: avoid; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .9375rem; }
caption { text-align: left; font-weight: bold; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
         border-bottom: 1px solid #b1b4b6; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid #0b0c0c; }
tbody th { font-weight: normal; }
tr { break-inside: avoid; }
a { color: #12436d; }
a:focus-visible { outline: 3px solid #f46a25; outline-offset: 1px; }
.events { font-size: .75em; white-space: nowrap; }
.events a { text-decoration: none; padding: .2em .1em; }
.events a:hover { text-decoration: underline; }
.notes { list-style: none; margin-left: 0; padding-left: 0; font-size: .875rem; }
.notes li { overflow-wrap: anywhere; }
.notes li:target { background: #fff3b8; }
.notes .id { color: #505a5f; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; }
  a { color: inherit; text-decoration: none; }
  dl { background: none; border: 1px solid #b1b4b6; }
  thead { display: table-header-group; }
  .notes { font-size: 8.5pt; }
}
)";

// Text as HTML shows it: nothing in it is markup, and no control character is left.
std::string HtmlOf(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
  }
  return out;
}

class HtmlWriter {
 public:
  explicit HtmlWriter(NoteLinks links) : links_(links) {}

  std::string Write(const ReportDocument& document) {
    Begin(document.title);
    AddParticulars(document.particulars);
    std::size_t number = 0;
    for (const Section& section : document.sections) AddSection(section, ++number);
    AddNotes(document.notes);
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void Begin(std::string_view title) {
    const std::string escaped = HtmlOf(title);
    out_ += "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<title>" + escaped + "</title>\n<style>";
    out_ += kStyle;
    out_ += "</style>\n</head>\n<body>\n<main>\n<h1>" + escaped + "</h1>\n";
  }

  void AddParticulars(const std::vector<Particular>& particulars) {
    out_ += "<dl>\n";
    for (const Particular& particular : particulars) {
      out_ += "<dt>" + HtmlOf(particular.name) + "</dt>\n<dd>";
      AddStatement(particular.value);
      out_ += "</dd>\n";
    }
    out_ += "</dl>\n";
  }

  void AddSection(const Section& section, std::size_t number) {
    out_ += fmt::format(
        "<section aria-labelledby=\"section-{0}\">\n<h2 id=\"section-{0}\"><span class=\"number\">"
        "{0}</span> {1}</h2>\n",
        number, HtmlOf(section.title));
    std::size_t paragraph = 0;
    for (const Paragraph& text : section.paragraphs) {
      out_ += fmt::format("<p id=\"p{0}.{1}\"><span class=\"number\">{0}.{1}</span> ", number,
                          ++paragraph);
      AddPassage(text.text);
      out_ += "</p>\n";
      AddItems(text.items);
    }
    if (section.grid) AddGrid(*section.grid);
    out_ += "</section>\n";
  }

  void AddItems(const std::vector<Passage>& items) {
    if (items.empty()) return;
    out_ += "<ul>\n";
    for (const Passage& item : items) {
      out_ += "<li>";
      AddPassage(item);
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  void AddPassage(const Passage& passage) {
    if (!passage.lead.empty()) out_ += "<strong>" + HtmlOf(passage.lead) + ".</strong> ";
    bool first = true;
    for (const Statement& statement : passage.statements) {
      if (!first) out_ += ' ';
      first = false;
      AddStatement(statement);
    }
  }

  void AddStatement(const Statement& statement) {
    out_ += HtmlOf(statement.text);
    AddEvents(statement.events);
  }

  void AddEvents(const std::vector<Position>& events) {
    if (events.empty()) return;
    out_ += "\u00a0<span class=\"events\">";
    for (const Position position : events) {
      out_ += fmt::format("<a href=\"#event-{0}\" aria-label=\"Event {0}\">[{0}]</a>", position);
    }
    out_ += "</span>";
  }

  void AddGrid(const Grid& grid) {
    out_ += "<table>\n<caption>" + HtmlOf(grid.caption) + "</caption>\n<thead>\n<tr>";
    for (const std::string& column : grid.columns) {
      out_ += "<th scope=\"col\">" + HtmlOf(column) + "</th>";
    }
    out_ += "<th scope=\"col\">Event</th></tr>\n</thead>\n<tbody>\n";
    for (const Grid::Row& row : grid.rows) AddRow(row);
    out_ += "</tbody>\n</table>\n";
  }

  void AddRow(const Grid::Row& row) {
    out_ += "<tr>";
    bool first = true;
    for (const std::string& cell : row.cells) {
      out_ += first ? "<th scope=\"row\">" : "<td>";
      out_ += HtmlOf(cell);
      out_ += first ? "</th>" : "</td>";
      first = false;
    }
    out_ += "<td>";
    AddEvents(row.events);
    out_ += "</td></tr>\n";
  }

  void AddNotes(const std::vector<Note>& notes) {
    out_ += "<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Events</h2>\n<p>";
    out_ += "The numbers in brackets are positions in the book: of the events that say so.</p>\n";
    out_ += "<ul class=\"notes\">\n";
    for (const Note& note : notes) {
      const std::string link = NoteLink(links_, note.position);
      out_ += fmt::format("<li id=\"event-{}\">", note.position);
      if (!link.empty()) out_ += "<a href=\"" + HtmlOf(link) + "\">";
      out_ += fmt::format("Event {}", note.position);
      if (!link.empty()) out_ += "</a>";
      out_ += ": " + HtmlOf(NoteText(note)) + " <span class=\"id\">" + HtmlOf(NoteId(note)) +
              "</span></li>\n";
    }
    out_ += "</ul>\n</section>\n";
  }

  const NoteLinks links_;
  std::string out_;
};

}  // namespace

std::string_view ReportStyle() { return kStyle; }

std::string RenderHtml(const ReportDocument& document, NoteLinks links) {
  return HtmlWriter(links).Write(document);
}

}  // namespace daybook::improvement
