// The history shipped as replay/histories/peterborough: that it can be appended as it stands, and
// that it holds what the report says.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "daybook/event.h"

namespace daybook {
namespace {

using nlohmann::json;

constexpr std::string_view kHistory =
    DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson";

std::string HistoryText() {
  std::ifstream file{std::filesystem::path(kHistory)};
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<json> History() {
  std::vector<json> events;
  std::ifstream file{std::filesystem::path(kHistory)};
  for (std::string line; std::getline(file, line);) events.push_back(json::parse(line));
  return events;
}

struct Stated {
  const char* paragraph;
  std::vector<const char*> types;  // each as often as the paragraph needs it
};

// Every paragraph that states a fact, and the events it takes to hold it.
const std::vector<Stated> kChecklist = {
    {"front-page",
     {"report.written", "person.registered", "person.registered", "person.registered"}},
    {"summary-1", {"report.stated"}},
    {"summary-2", {"report.stated"}},
    {"summary-3", {"report.stated"}},
    {"summary-4", {"report.stated"}},
    {"recommendations", {"report.recommended"}},
    {"1.1", {"report.stated", "visit.started", "visit.ended"}},
    {"2.1",
     {"visit.announced", "visit.scoped", "visit.started", "visit.ended", "visit.report-published",
      "visit.judgement-given"}},
    {"2.2", {"report.stated"}},
    {"2.3",
     {"visit.scoped", "visit.started", "visit.ended", "visit.feedback-given", "finding.raised",
      "visit.report-disclosed"}},
    {"2.4", {"visit.scoped", "visit.ended", "finding.raised", "finding.raised", "visit.announced"}},
    {"2.5", {"visit.information-shared", "visit.inspector-assigned", "visit.inspector-assigned"}},
    {"2.6", {"visit.scoped"}},
    {"2.7", {"area.registered", "finding.raised", "finding.raised"}},
    {"2.8", {"visit.feedback-given", "finding.raised"}},
    {"2.9",
     {"visit.report-published", "action.completed", "action.impact-assessed",
      "intervention.partner-engaged"}},
    {"2.10", {"report.stated"}},
    {"2.11", {"report.stated", "finding.raised"}},
    {"3.1", {"report.stated"}},
    {"3.2", {"report.stated"}},
    {"3.3", {"report.stated"}},
    {"4.1", {"report.stated"}},
    {"5.1", {"report.stated", "report.stated"}},
    {"6.1", {"report.stated"}},
    {"7.1", {"report.stated"}},
    {"8.1", {"report.stated"}},
    {"9.1", {"report.stated"}},
    {"10.1", {"report.stated"}},
    {"11.1", {"report.stated"}},
};

struct Contradiction {
  const char* subject;
  const char* paragraph;
  std::vector<const char*> disputed;  // paragraphs of the events it names
  const char* in_note;
};

const std::vector<Contradiction> kContradictions = {
    {"finding/front-door", "2.4", {"2.1", "2.4"}, "November 2024"},
    {"visit/monitoring-2", "2.9", {"2.9"}, "no year"},
    {"visit/monitoring-2", "11.1", {"2.9", "11.1"}, "January 2025"},
    {"plan/ofsted-action-plan", "2.10", {"2.10"}, "without listing them"},
    {"plan/ofsted-action-plan", "2.10", {"2.10"}, "no owner, due date or measure"},
    {"finding/edt-capacity", "summary-3", {"summary-3", "2.9", "2.9"}, "leaves out"},
    {"finding/targeted-support-delay", "summary-3", {"summary-3", "2.9"}, "a small number"},
    {"report/ofsted-progress-monitoring", "6.1", {"6.1", "5.1", "2.11"}, "investment"},
    {"report/ofsted-progress-monitoring", "front-page", {"front-page"}, "no date"},
};

TEST(PeterboroughHistory, EveryLineDecodes) {
  const auto drafts = ParseLines(HistoryText());
  ASSERT_TRUE(drafts.has_value()) << drafts.error().faults.at(0).pointer << ' '
                                  << drafts.error().faults.at(0).detail;
  EXPECT_EQ(drafts->size(), History().size());
}

TEST(PeterboroughHistory, IdsAreUniqueAndCountTheLines) {
  std::set<std::string> ids;
  std::size_t line = 0;
  for (const json& event : History()) {
    const std::string id = event["id"];
    EXPECT_TRUE(ids.insert(id).second) << id;
    std::string number = std::to_string(++line);
    number.insert(0, 4 - number.size(), '0');
    std::string type = event["type"];
    std::ranges::replace(type, '.', '-');
    EXPECT_EQ(id, "peterborough-" + number + '-' + type);
  }
}

TEST(PeterboroughHistory, EveryParagraphThatStatesAFactIsHeld) {
  for (const Stated& stated : kChecklist) {
    std::multiset<std::string> types;
    for (const json& event : History()) {
      if (event.value("sourceparagraph", "") == stated.paragraph) types.insert(event["type"]);
    }
    for (const char* type : stated.types) {
      const auto found = types.find(type);
      ASSERT_NE(found, types.end()) << stated.paragraph << " lacks " << type;
      types.erase(found);
    }
  }
}

TEST(PeterboroughHistory, EveryBulletOfTheLetterIsHeld) {
  std::set<int> bullets;
  for (const json& event : History()) {
    if (event.value("sourceparagraph", "") == "2.9" && event["type"] == "finding.raised") {
      bullets.insert(event["data"]["item"].get<int>());
    }
  }
  EXPECT_EQ(bullets, (std::set<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(PeterboroughHistory, EveryContradictionIsDisputed) {
  std::map<std::string, std::string> paragraphs;
  for (const json& event : History()) {
    paragraphs[event["id"]] = event.value("sourceparagraph", "");
  }
  for (const Contradiction& wanted : kContradictions) {
    const auto events = History();
    EXPECT_TRUE(std::ranges::any_of(
        events,
        [&](const json& event) {
          if (event["type"] != "event.disputed" || event["subject"] != wanted.subject) return false;
          std::vector<std::string> disputed;
          for (const json& id : event["data"]["events"]) disputed.push_back(paragraphs.at(id));
          return event["sourceparagraph"] == wanted.paragraph &&
                 std::ranges::equal(disputed, wanted.disputed,
                                    [](const std::string& a, const char* b) { return a == b; }) &&
                 event["data"]["note"].get<std::string>().find(wanted.in_note) != std::string::npos;
        }))
        << wanted.subject << ' ' << wanted.paragraph << ' ' << wanted.in_note;
  }
}

TEST(PeterboroughHistory, TheCorrectionQuotesTheValueItReplaces) {
  const auto events = History();
  const auto correction = std::ranges::find_if(
      events, [](const json& event) { return event["type"] == "event.corrected"; });
  ASSERT_NE(correction, events.end());
  const json& change = (*correction)["data"];
  const auto corrected = std::ranges::find_if(
      events, [&](const json& event) { return event["id"] == change["event"]; });
  ASSERT_NE(corrected, events.end());
  EXPECT_EQ((*corrected)["subject"], (*correction)["subject"]);
  EXPECT_EQ((*corrected)["data"].at(json::json_pointer(change["pointer"].get<std::string>())),
            change["from"]);
  EXPECT_FALSE(change["basis"].get<std::string>().empty());
}

TEST(PeterboroughHistory, NothingIsSaidThatTheReportDoesNotSay) {
  for (const json& event : History()) {
    const std::string type = event["type"];
    EXPECT_NE(type, "finding.incorporated") << "it will be, says 2.10";
    EXPECT_NE(type, "finding.closed");
    EXPECT_FALSE(type.starts_with("measure.") || type.starts_with("evidence.")) << type;
    EXPECT_FALSE(event["data"].contains("owner") || event["data"].contains("due")) << event;
    if (type == "action.impact-assessed") {
      EXPECT_EQ(event["data"]["level"], "not-yet-evident");
    }
  }
}

TEST(PeterboroughHistory, PeopleAreNamedOnceAndReferredToByTheirOffice) {
  for (const char* name : {"Graves", "Gregg", "Cole"}) {
    const std::string text = HistoryText();
    const auto at = text.find(name);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(text.find(name, at + 1), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace daybook
