#include "improvement/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "improvement/event_cells.h"
#include "improvement/report_words.h"

namespace daybook::improvement {
namespace {

// One event being told.
struct Telling {
  const Fact& fact;
  const Subjects& subjects;

  std::string_view Text(std::string_view member) const { return fact.data.Text(member); }
  std::string When() const { return WhenWords(fact.when.day); }
  // With the words before it; "" of an event that nobody in particular is said to stand behind.
  std::string Actor(std::string_view before) const {
    const std::string name = Called(subjects, fact.actor());
    return name.empty() ? "" : std::string(before) + name;
  }

  std::string Name(std::string_view member, std::string_view kind = {}) const {
    return Called(subjects, Text(member), kind);
  }

  std::string Names(std::string_view member, std::string_view kind = {}) const {
    std::vector<std::string> names = fact.data.Texts(member);
    for (std::string& name : names) name = Called(subjects, name, kind);
    return Listed(names);
  }

  // ` to Sand Martin House`; nothing where the member is not there.
  std::string With(std::string_view before, std::string_view member) const {
    const std::string_view text = Text(member);
    return text.empty() ? "" : std::string(before).append(text);
  }

  // What people wrote, after a colon.
  std::string Words(std::string_view member) const {
    const std::string_view text = Text(member);
    return text.empty() ? "" : ": " + Quoted(text);
  }

  std::string Because() const {
    const std::string_view reason = ReasonOf(fact);
    return reason.empty() ? "" : ": " + Quoted(reason);
  }
};

// Which services a visit is about.
std::string About(const Telling& told) {
  const std::string areas = told.Names("areas", "area");
  return areas.empty() ? "" : "It was about: " + areas;
}

std::string Announced(const Telling& told) {
  const auto days = told.fact.data.Number("days");
  std::string said = "It was announced" + told.When();
  if (!told.Text("notice").empty()) said.append(", with ").append(told.Text("notice")) += " effect";
  if (days) said += fmt::format(", for {} {}", *days, *days == 1 ? "day" : "days");
  const std::string about = About(told);
  return about.empty() ? said : said + ". " + about;
}

std::string Scoped(const Telling& told) {
  std::string said = About(told);
  if (!told.Text("text").empty()) {
    said.append(said.empty() ? "" : ". ").append("Of its scope: " + Quoted(told.Text("text")));
  }
  return said;
}

std::string Inspectors(const Telling& told) {
  const auto count = told.fact.data.Number("count").value_or(1);
  const bool assurance = told.Text("role") == "quality-assurance-hmi";
  const std::string_view one = assurance ? "quality assurance HMI" : "inspector";
  return fmt::format("{} {}{}{}{}", count, one, count == 1 || assurance ? "" : "s", told.When(),
                     told.Words("text"));
}

std::string Shared(const Telling& told) {
  std::vector<std::string> quoted = told.fact.data.Texts("information");
  for (std::string& text : quoted) text = Quoted(text);
  return "Information was shared with the inspectors" + told.Actor(" by ") + ": " + Listed(quoted);
}

std::string Disclosed(const Telling& told) {
  const bool unpublished = told.fact.data.Json("published") == "false";
  return "Its report was shared with " + told.Names("to") + told.When() +
         (unpublished ? ", and is not published" : "") + told.Words("basis");
}

std::string Judged(const Telling& told) {
  const std::string framework = told.With(", ", "framework");
  return told.Name("area", "area") + ": " + PlainWords(told.Text("grade")) + " (judged" +
         told.When() + framework + ")" + told.Words("verbatim");
}

std::string Raised(const Telling& told) {
  const std::string_view verbatim = told.Text("verbatim");
  return Quoted(verbatim.empty() ? told.Text("title") : verbatim);
}

std::string Assessed(const Telling& told) {
  return "Impact " + PlainWords(told.Text("level")) + ", assessed" + told.Actor(" by ") +
         told.When() + told.Words("verbatim") + told.Words("text");
}

std::string Agreed(const Telling& told) {
  const std::string due = told.Text("due").empty() ? "" : ", due " + DayWords(told.Text("due"));
  return "Agreed" + told.When() + " with " + told.Name("owner") + due;
}

std::string Rescheduled(const Telling& told) {
  return "Due date moved" + told.When() +
         (told.Text("from").empty() ? "" : " from " + DayWords(told.Text("from"))) + " to " +
         DayWords(told.Text("to")) + told.Because();
}

std::string Completed(const Telling& told) {
  const std::string when = told.When();
  return "Completed" + (when.empty() ? " on a day that is not known" : when) +
         told.Words("verbatim") + told.Words("text");
}

std::string Partner(const Telling& told) {
  const std::string support = Listed(told.fact.data.Texts("support"));
  return Capitalised(std::string(told.Text("partner"))) + " engaged" + told.When() +
         (support.empty() ? "" : ", who give " + support);
}

std::string Decided(const Telling& told) {
  return fmt::format("Decision {} ({}){}{}", told.Text("ref"), PlainWords(told.Text("kind")),
                     told.fact.data.Texts("targets").empty() ? "" : " on " + told.Names("targets"),
                     told.Words("text"));
}

// Tells of one type of event, without the full stop.
struct Teller {
  std::string_view type;
  std::string (*tell)(const Telling& told);
};

constexpr std::array kTellers = {
    Teller{"visit.announced", Announced},
    Teller{"visit.scoped", Scoped},
    Teller{"visit.inspector-assigned", Inspectors},
    Teller{"visit.information-shared", Shared},
    Teller{"visit.postponed",
           [](const Telling& told) {
             return "It was postponed to " + DayWords(told.Text("to")) + told.Because();
           }},
    Teller{
        "visit.started",
        [](const Telling& told) { return "It began" + told.When() + told.With(", at ", "place"); }},
    Teller{
        "visit.ended",
        [](const Telling& told) { return "It ended" + told.When() + told.With(", at ", "place"); }},
    Teller{"visit.feedback-given",
           [](const Telling& told) {
             return "Feedback" + told.Actor(" of ") + told.When() + told.Words("text");
           }},
    Teller{"visit.report-received",
           [](const Telling& told) { return "Its report was received" + told.When(); }},
    Teller{"visit.report-published",
           [](const Telling& told) {
             const std::string title(told.Text("title"));
             return (title.empty() ? "Its report" : title) + " published" + told.When();
           }},
    Teller{"visit.report-disclosed", Disclosed},
    Teller{"visit.judgement-given", Judged},
    Teller{"finding.raised", Raised},
    Teller{"finding.impact-assessed", Assessed},
    Teller{"finding.incorporated",
           [](const Telling& told) {
             return "Taken into the plan " + Quoted(told.Name("plan")) + told.When();
           }},
    Teller{"finding.closure-proposed",
           [](const Telling& told) { return "Closure proposed" + told.When() + told.Because(); }},
    Teller{"finding.closed",
           [](const Telling& told) {
             return "Closed" + told.When() + " by a decision of " + told.Name("decision");
           }},
    Teller{"finding.reopened",
           [](const Telling& told) { return "Reopened" + told.When() + told.Because(); }},
    Teller{"finding.declined",
           [](const Telling& told) { return "Declined" + told.When() + told.Because(); }},
    Teller{
        "finding.superseded",
        [](const Telling& told) { return "Superseded" + told.When() + " by " + told.Names("by"); }},
    Teller{"finding.split",
           [](const Telling& told) { return "Split" + told.When() + " into " + told.Names("by"); }},
    Teller{"action.proposed",
           [](const Telling& told) {
             return "Proposed" + told.When() + told.Words("successCriteria");
           }},
    Teller{"action.agreed", Agreed},
    Teller{"action.reassigned",
           [](const Telling& told) {
             return "Given to " + told.Name("to") + told.When() + told.Because();
           }},
    Teller{"action.rescheduled", Rescheduled},
    Teller{"action.started",
           [](const Telling& told) { return "Started" + told.When() + told.Because(); }},
    Teller{"action.progressed",
           [](const Telling& told) { return "Progress" + told.When() + told.Words("text"); }},
    Teller{"action.blocked",
           [](const Telling& told) { return "Blocked" + told.When() + told.Because(); }},
    Teller{"action.unblocked",
           [](const Telling& told) { return "Unblocked" + told.When() + told.Because(); }},
    Teller{"action.completed", Completed},
    Teller{"action.impact-assessed", Assessed},
    Teller{"action.reopened",
           [](const Telling& told) { return "Reopened" + told.When() + told.Because(); }},
    Teller{"action.cancelled",
           [](const Telling& told) { return "Cancelled" + told.When() + told.Because(); }},
    Teller{"intervention.issued",
           [](const Telling& told) {
             return Capitalised(PlainWords(told.Text("kind"))) + told.When() + told.Because();
           }},
    Teller{"intervention.lifted",
           [](const Telling& told) { return "Lifted" + told.When() + told.Because(); }},
    Teller{"intervention.adviser-appointed",
           [](const Telling& told) {
             return "Adviser appointed" + told.When() + ": " + told.Name("person");
           }},
    Teller{"intervention.chair-appointed",
           [](const Telling& told) {
             return "Chair appointed" + told.When() + ": " + told.Name("person");
           }},
    Teller{"intervention.partner-engaged", Partner},
    Teller{"meeting.held", [](const Telling& told) { return "Held" + told.When(); }},
    Teller{"meeting.decided", Decided},
    Teller{"meeting.challenged",
           [](const Telling& told) { return "Challenged" + told.Words("text"); }},
    Teller{"area.registered",
           [](const Telling& told) {
             const std::string_view day = told.Text("established");
             return day.empty() ? std::string() : "Established" + WhenWords(day);
           }},
    Teller{"report.stated", [](const Telling& told) { return std::string(told.Text("text")); }},
    Teller{"report.recommended",
           [](const Telling& told) { return "Asked of " + told.Names("to") + told.Words("text"); }},
    Teller{"event.disputed", [](const Telling& told) { return std::string(told.Text("note")); }},
};

}  // namespace

std::string SentenceOf(const Fact& fact, const Subjects& subjects) {
  const auto teller = std::ranges::find(kTellers, fact.type, &Teller::type);
  if (teller == kTellers.end()) return {};
  std::string said = teller->tell({.fact = fact, .subjects = subjects});
  const bool ended = said.empty() || said.ends_with('.') || said.ends_with(".”");
  return ended ? said : said + ".";
}

}  // namespace daybook::improvement
