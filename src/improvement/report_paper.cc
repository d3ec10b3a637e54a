#include "improvement/report_paper.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "improvement/report_words.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

// `Executive Summary` and `Executive summary` are the same section.
std::string TitleOf(std::string_view section) {
  if (section.empty()) return "Other matters";
  std::string title(section);
  std::ranges::for_each(title, [](char& c) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  });
  return Capitalised(std::move(title));
}

const Subject* LastPaper(const Subjects& subjects) {
  const Subject* last = nullptr;
  ForEach<Report>(subjects, [&](const Subject& subject, const Report&) {
    if (last == nullptr || last->history.last < subject.history.last) last = &subject;
  });
  return last;
}

void AddTo(std::vector<Section>& sections, const ToldEvent& told) {
  const std::string title = TitleOf(told.part);
  auto section = std::ranges::find(sections, title, &Section::title);
  if (section == sections.end()) {
    section = sections.insert(sections.end(), {.title = title, .paragraphs = {}});
  }
  AddParagraph(*section, {.lead = {}, .statements = {told.statement}});
}

void AddPeople(CouncilPaper& paper, const Report& report, const ReportSource& source,
               const std::vector<Position>& written) {
  const auto add = [&](const char* office, const std::string& person) {
    if (person.empty()) return;
    paper.people.push_back({.name = office, .value = {source.NameOf(person), written}});
  };
  add("Report author", report.author);
  add("Responsible director", report.responsible_director);
  add("Cabinet member responsible", report.cabinet_member);
}

}  // namespace

CouncilPaper ReadPaper(ReportSource& source) {
  CouncilPaper paper;
  const Subject* const last = LastPaper(source.subjects());
  if (last == nullptr) return paper;
  for (const ToldEvent& told : source.Tell(last->name)) {
    if (told.type == "report.written") {
      paper.people.clear();
      AddPeople(paper, std::get<Report>(last->state), source, told.statement.events);
    }
    if (told.type == "report.recommended") paper.recommendations.push_back(told.statement);
    if (told.type == "report.stated") AddTo(paper.sections, told);
  }
  return paper;
}

void CouncilPaper::MoveInto(Section& section) {
  const auto found = std::ranges::find(sections, section.title, &Section::title);
  if (found == sections.end()) return;
  std::ranges::move(found->paragraphs, std::back_inserter(section.paragraphs));
  sections.erase(found);
}

}  // namespace daybook::improvement
