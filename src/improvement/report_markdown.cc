#include "improvement/report_markdown.h"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace daybook::improvement {
namespace {

// What means something anywhere in a line; what does so at its beginning.
constexpr std::string_view kMarks = R"(\`*_{}[]<>|~&$)";
constexpr std::string_view kFirstMarks = "#+-=";

// A line of its own, or a part of one. `first` is where a line begins.
std::string MarkdownOf(std::string_view text, bool first = false) {
  std::string out;
  out.reserve(text.size());
  bool digits = first;  // so far; then a full stop would begin a list
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins = first && i == 0 && kFirstMarks.find(c) != std::string_view::npos;
    const bool lists = digits && i > 0 && (c == '.' || c == ')');
    digits = digits && c >= '0' && c <= '9';
    if (begins || lists || kMarks.find(c) != std::string_view::npos) out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
  return out;
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(NoteLinks links) : links_(links) {}

  std::string Write(const ReportDocument& document) {
    out_ = "# " + MarkdownOf(document.title) + "\n\n";
    for (const Particular& particular : document.particulars) {
      out_ += "- **" + MarkdownOf(particular.name) + ":** ";
      AddStatement(particular.value, false);
      out_ += '\n';
    }
    std::size_t number = 0;
    for (const Section& section : document.sections) AddSection(section, ++number);
    AddNotes(document.notes);
    return std::move(out_);
  }

 private:
  void AddSection(const Section& section, std::size_t number) {
    out_ += fmt::format("\n## {} {}\n", number, MarkdownOf(section.title));
    std::size_t paragraph = 0;
    for (const Paragraph& text : section.paragraphs) {
      out_ += fmt::format("\n{}.{} ", number, ++paragraph);
      AddPassage(text.text, false);
      out_ += '\n';
      if (!text.items.empty()) out_ += '\n';
      for (const Passage& item : text.items) {
        out_ += "- ";
        AddPassage(item, true);
        out_ += '\n';
      }
    }
    if (section.grid) AddGrid(*section.grid);
  }

  void AddPassage(const Passage& passage, bool first) {
    if (!passage.lead.empty()) {
      out_ += "**" + MarkdownOf(passage.lead) + ".**";
      if (!passage.statements.empty()) out_ += ' ';
      first = false;
    }
    bool between = false;
    for (const Statement& statement : passage.statements) {
      if (between) out_ += ' ';
      AddStatement(statement, first && !between);
      between = true;
    }
  }

  void AddStatement(const Statement& statement, bool first) {
    out_ += MarkdownOf(statement.text, first);
    AddEvents(statement.events);
  }

  void AddEvents(const std::vector<Position>& events) {
    for (const Position position : events) out_ += fmt::format("[^{}]", position);
  }

  void AddGrid(const Grid& grid) {
    out_ += "\n**" + MarkdownOf(grid.caption) + "**\n\n|";
    for (const std::string& column : grid.columns) out_ += " " + MarkdownOf(column) + " |";
    out_ += " Event |\n|";
    for (std::size_t i = 0; i <= grid.columns.size(); ++i) out_ += "---|";
    out_ += '\n';
    for (const Grid::Row& row : grid.rows) {
      out_ += '|';
      for (const std::string& cell : row.cells) out_ += " " + MarkdownOf(cell) + " |";
      out_ += ' ';
      AddEvents(row.events);
      out_ += " |\n";
    }
  }

  void AddNotes(const std::vector<Note>& notes) {
    out_ +=
        "\n## Events\n\nThe notes are the events that say so, by their positions in the book.\n\n";
    for (const Note& note : notes) {
      const std::string link = NoteLink(links_, note.position);
      const std::string name = fmt::format("Event {}", note.position);
      out_ += fmt::format("[^{}]: ", note.position);
      out_ += link.empty() ? name : "[" + name + "](" + link + ")";
      out_ += ": " + MarkdownOf(NoteText(note)) + " " + MarkdownOf(NoteId(note)) + "\n";
    }
  }

  const NoteLinks links_;
  std::string out_;
};

}  // namespace

std::string RenderMarkdown(const ReportDocument& document, NoteLinks links) {
  return MarkdownWriter(links).Write(document);
}

}  // namespace daybook::improvement
