#include "improvement/sealed_reference.h"

#include <charconv>

namespace daybook::improvement {
namespace {

constexpr std::string_view kBegin = "\xEF\xB7\x90";  // U+FDD0
constexpr std::string_view kEnd = "\xEF\xB7\x91";    // U+FDD1

std::uint64_t NumberIn(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string Shown(std::string_view reference, const ShowReference& show) {
  const std::size_t colon = reference.find(':');
  return show(NumberIn(reference.substr(0, colon)), NumberIn(reference.substr(colon + 1)));
}

void Show(std::string& text, const ShowReference& show) {
  if (HasSealedReference(text)) text = ShowReferences(text, show);
}

void Show(Passage& passage, const ShowReference& show) {
  Show(passage.lead, show);
  for (Statement& statement : passage.statements) Show(statement.text, show);
}

void Show(Section& section, const ShowReference& show) {
  for (Paragraph& paragraph : section.paragraphs) {
    Show(paragraph.text, show);
    for (Passage& item : paragraph.items) Show(item, show);
  }
  if (!section.grid) return;
  for (Grid::Row& row : section.grid->rows) {
    for (std::string& cell : row.cells) Show(cell, show);
  }
}

}  // namespace

std::string SealedReference(Position position, std::size_t index) {
  std::string reference(kBegin);
  reference.append(std::to_string(position)).append(":").append(std::to_string(index));
  return reference.append(kEnd);
}

bool HasSealedReference(std::string_view text) {
  return text.find(kBegin) != std::string_view::npos;
}

std::string ShowSealedText(Position, std::size_t) { return std::string(kSealedText); }

std::string ShowReferences(std::string_view text, const ShowReference& show) {
  std::string shown;
  while (true) {
    const std::size_t begin = text.find(kBegin);
    const std::size_t end = text.find(kEnd, std::min(begin, text.size()));
    if (end == std::string_view::npos) return shown.append(text);
    shown += text.substr(0, begin);
    const std::size_t inside = begin + kBegin.size();
    shown += Shown(text.substr(inside, end - inside), show);
    text.remove_prefix(end + kEnd.size());
  }
}

void ShowReferences(ReportDocument& document, const ShowReference& show) {
  Show(document.title, show);
  for (Particular& particular : document.particulars) Show(particular.value.text, show);
  for (Section& section : document.sections) Show(section, show);
}

}  // namespace daybook::improvement
