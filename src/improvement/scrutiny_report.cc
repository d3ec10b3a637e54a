#include "improvement/scrutiny_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "improvement/report_findings.h"
#include "improvement/report_paper.h"
#include "improvement/report_progress.h"
#include "improvement/report_visits.h"
#include "improvement/report_words.h"

namespace daybook::improvement {
namespace {

std::string MomentWords(Instant instant) {
  const std::string day = LondonDay(instant);
  return EndOfLondonDay(day) == instant ? "the end of " + DayWords(day)
                                        : LondonTime(instant) + ", in London";
}

std::vector<Particular> Particulars(const ScrutinyRequest& request) {
  std::vector<Particular> list;
  const auto add = [&](const char* name, std::string text) {
    list.push_back({.name = name, .value = {std::move(text), {}}});
  };
  add("As of", DayWords(TextOf(request.as_of.day)));
  if (request.cut.at) add("What had occurred by", MomentWords(*request.cut.at));
  add("Stands on", fmt::format("the first {} events of the book", request.cut.size));
  add("Released to", std::string(NameOf(request.cut.audience)));
  return list;
}

Section Summary(const ReportVisits& visits, ReportSource& source, CouncilPaper& paper) {
  Section section{.title = "Executive summary", .paragraphs = {}};
  AddParagraph(section, {.lead = "Judgement", .statements = Judgements(visits, source)});
  if (!visits.last.empty()) {
    AddParagraph(section,
                 {.lead = source.NameOf(visits.last), .statements = DatesOf(visits.last, source)});
  }
  paper.MoveInto(section);
  return section;
}

Section AskedOfMembers(const CouncilPaper& paper) {
  Section section{.title = "What is asked of members", .paragraphs = {}};
  for (const Statement& asked : paper.recommendations) {
    AddParagraph(section, {.lead = {}, .statements = {asked}});
  }
  if (section.paragraphs.empty()) {
    AddParagraph(section, {.lead = {}, .statements = {{"Nothing that is recorded here.", {}}}});
  }
  return section;
}

Section Purpose(const ReportVisits& visits, ReportSource& source, CouncilPaper& paper) {
  Section section{.title = "Purpose", .paragraphs = {}};
  Statement purpose{.text = "To tell where the improvement programme stands", .events = {}};
  if (!visits.last.empty()) {
    purpose.text += ", and what was found by " + Quoted(source.NameOf(visits.last));
    for (const Statement& dates : DatesOf(visits.last, source)) {
      std::ranges::copy(dates.events, std::back_inserter(purpose.events));
    }
  }
  if (!visits.since.empty()) {
    purpose.text += ", and what has come about since " + Quoted(source.NameOf(visits.since));
  }
  purpose.text += ".";
  AddParagraph(section, {.lead = {}, .statements = {std::move(purpose)}});
  paper.MoveInto(section);
  return section;
}

Section Background(const ReportVisits& visits, ReportSource& source, CouncilPaper& paper) {
  Section section{.title = "Background and key issues", .paragraphs = {}};
  AddVisits(section, visits, source);
  paper.MoveInto(section);
  return section;
}

Section Disputes(ReportSource& source) {
  Section section{.title = "Where sources disagree", .paragraphs = {}};
  for (const auto& [name, subject] : source.subjects()) {
    for (const Dispute& dispute : subject.history.disputes) {
      if (dispute.resolved) continue;
      const std::vector<ToldEvent>& all = source.Tell(name);
      const auto told = std::ranges::find(all, dispute.name, &ToldEvent::name);
      if (told == all.end()) continue;
      AddParagraph(section, {.lead = source.NameOf(name), .statements = {told->statement}});
    }
  }
  return section;
}

Result<void> CheckSize(const Subjects& subjects) {
  std::uint64_t events = 0;
  for (const auto& [name, subject] : subjects) {
    if (IsTold(name)) events += subject.history.events;
  }
  if (events <= kReportEventsMax) return {};
  return Fail(ErrorCode::kUnprocessable,
              fmt::format("A report is of at most {} events, and there are {} at this cut. Ask "
                          "for an earlier `at`, or read the views instead.",
                          kReportEventsMax, events));
}

}  // namespace

Result<ReportDocument> ScrutinyReport(const Subjects& subjects, const ReadFacts& read,
                                      const ScrutinyRequest& request) {
  if (auto small = CheckSize(subjects); !small) return std::unexpected(small.error());
  const auto visits = FindVisits(subjects, request.since_visit);
  if (!visits) return std::unexpected(visits.error());
  ReportSource source(subjects, read, request.cut);
  CouncilPaper paper = ReadPaper(source);
  ReportFindings findings = TellFindings(visits->last, source);
  std::vector<Section> sections;
  sections.push_back(Summary(*visits, source, paper));
  sections.push_back(AskedOfMembers(paper));
  sections.push_back(Purpose(*visits, source, paper));
  sections.push_back(Background(*visits, source, paper));
  sections.push_back(std::move(findings.of_visit));
  sections.push_back(std::move(findings.of_others));
  sections.push_back(TellProgress(*visits, request.as_of, source));
  std::ranges::move(paper.sections, std::back_inserter(sections));
  sections.push_back(Disputes(source));
  std::erase_if(sections,
                [](const Section& section) { return section.paragraphs.empty() && !section.grid; });

  ReportDocument document{.title = "Scrutiny report",
                          .particulars = std::move(paper.people),
                          .sections = std::move(sections),
                          .notes = {}};
  if (!visits->last.empty()) document.title += ": " + source.NameOf(visits->last);
  std::ranges::move(Particulars(request), std::back_inserter(document.particulars));
  AddNotes(document, source);
  return document;
}

}  // namespace daybook::improvement
