#include "replay/generator/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "catalogue/catalogue.h"
#include "event/instant.h"

namespace daybook::replay {
namespace {

using nlohmann::json;

std::vector<Generated> Generate(const GeneratorOptions& options) {
  Generator generator(options);
  std::vector<Generated> events;
  for (Generated event; generator.Next(event);) events.push_back(std::move(event));
  return events;
}

// A programme large enough for whatever is rare.
const std::vector<Generated>& Large() {
  static const std::vector<Generated> events =
      Generate({.seed = 5, .authorities = 4, .years = 6, .events = 40'000, .control = true});
  return events;
}

const std::vector<json>& LargeJson() {
  static const std::vector<json> parsed = [] {
    std::vector<json> all;
    for (const Generated& event : Large()) all.push_back(json::parse(event.json));
    return all;
  }();
  return parsed;
}

std::set<std::string> ValuesOf(const char* attribute) {
  std::set<std::string> values;
  for (const json& event : LargeJson()) values.insert(event.value(attribute, ""));
  return values;
}

TEST(Generator, TheSameOptionsGiveTheSameBytes) {
  const GeneratorOptions options{.seed = 9, .authorities = 2, .years = 2, .events = 3'000};
  const auto one = Generate(options);
  const auto again = Generate(options);
  ASSERT_EQ(one.size(), again.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    ASSERT_EQ(one[i].json, again[i].json);
    ASSERT_EQ(one[i].recorded, again[i].recorded);
  }
  GeneratorOptions other = options;
  other.seed = 10;
  EXPECT_NE(Generate(other).back().json, one.back().json);
}

TEST(Generator, GivesExactlyAsManyEventsAsAreAskedFor) {
  EXPECT_EQ(Generate({.events = 0}).size(), 0U);
  EXPECT_EQ(Generate({.events = 1}).size(), 1U);
  EXPECT_EQ(Generate({.authorities = kAuthoritiesMax, .years = 1, .events = 5'000}).size(), 5'000U);
}

TEST(Generator, EveryAuthorityHasASourceOfItsOwn) {
  std::set<std::string> sources;
  for (const Generated& event : Generate({.authorities = kAuthoritiesMax, .events = 20'000})) {
    sources.insert(json::parse(event.json).at("source"));
  }
  EXPECT_EQ(sources.size(), kAuthoritiesMax);
}

TEST(Generator, IsRecordedInOrderOverTheYears) {
  const auto& events = Large();
  EXPECT_TRUE(std::ranges::is_sorted(events, std::less(), &Generated::recorded));
  EXPECT_EQ(FormatInstant(events.front().recorded).substr(0, 10), "2015-01-01");
  EXPECT_EQ(FormatInstant(events.back().recorded).substr(0, 10), "2020-12-31");
}

TEST(Generator, IdsAreUnique) {
  std::set<std::string> ids;
  for (const json& event : LargeJson()) {
    EXPECT_TRUE(ids.insert(event.at("id").get<std::string>()).second) << event;
  }
}

TEST(Generator, EveryTypeOfTheVocabularyAppears) {
  // What a daemon alone says, or what gives access to it, is no history.
  const std::set<std::string> not_told = {"access.granted", "access.revoked", "key.retired",
                                          "book.rollback-accepted"};
  const std::set<std::string> types = ValuesOf("type");
  for (const catalogue::Listed& listed : catalogue::Catalogue().List()) {
    EXPECT_NE(types.contains(listed.type), not_told.contains(listed.type)) << listed.type;
  }
}

TEST(Generator, WithoutControlNothingIsSaidOfTheBook) {
  for (const Generated& event : Generate({.events = 5'000})) {
    EXPECT_EQ(event.json.find("book/control"), std::string::npos);
  }
}

TEST(Generator, EveryPrecisionAndClassificationAppears) {
  EXPECT_EQ(ValuesOf("timeprecision"),
            (std::set<std::string>{"", "day", "month", "unknown", "year"}));
  EXPECT_EQ(ValuesOf("dataclassification"),
            (std::set<std::string>{"", "board", "committee", "internal", "public"}));
}

TEST(Generator, EveryEventIsACloudEventThatFitsTheCatalogue) {
  const catalogue::Catalogue catalogue;
  for (const Generated& event : Large()) {
    const auto draft = ParseEvent(event.json);
    ASSERT_TRUE(draft.has_value()) << draft.error().detail << ' ' << event.json;
    const auto fits = catalogue.Check(std::span(&*draft, 1), catalogue::Pointers::kOfOne,
                                      [](std::string_view, std::string_view) { return false; });
    ASSERT_TRUE(fits.has_value()) << fits.error().faults.front().detail << ' ' << event.json;
  }
}

TEST(Generator, NothingIsRecordedBeforeItHappened) {
  std::size_t late = 0;
  for (const Generated& event : Large()) {
    const auto time = ParseInstant(json::parse(event.json).at("time").get<std::string>());
    ASSERT_TRUE(time.has_value());
    ASSERT_LE(*time, event.recorded) << event.json;
    if (event.recorded - *time > std::chrono::days(28)) ++late;
  }
  EXPECT_GT(late, Large().size() / 100) << "some of it is late";
}

TEST(Generator, CorrectionsQuoteWhatStands) {
  std::map<std::string, json> by_id;
  std::size_t corrections = 0;
  for (const json& event : LargeJson()) {
    const json& data = event.value("data", json::object());
    by_id[event.at("id")] = event;
    if (event.at("type") != "event.corrected") continue;
    ++corrections;
    const json& corrected = by_id.at(data.at("event"));
    EXPECT_EQ(corrected.at("subject"), event.at("subject"));
    EXPECT_EQ(corrected.at("data").at(json::json_pointer(data.at("pointer"))), data.at("from"));
  }
  EXPECT_GT(corrections, 10U);
}

// What is known of findings and evidence, as far as closing depends on it.
struct Known {
  std::map<std::string, std::string> level;                // of a finding
  std::map<std::string, std::string> added_by, target_of;  // of evidence
  std::map<std::string, std::set<std::string>> decided;    // targets of closures by meeting
  std::set<std::string> proven;                            // findings with accepted evidence
  std::size_t closed = 0;

  void Apply(const json& event) {
    const std::string type = event.at("type");
    const std::string subject = event.at("subject");
    const json data = event.value("data", json::object());
    if (type == "finding.impact-assessed") level[subject] = data.at("level");
    if (type == "evidence.added") added_by[subject] = event.at("onbehalfof");
    if (type == "evidence.linked") target_of[subject] = data.at("target");
    if (type == "evidence.accepted") {
      EXPECT_NE(data.at("by"), added_by.at(subject)) << event;
      proven.insert(target_of.at(subject));
    }
    if (type == "meeting.decided" && data.at("kind") == "closure") {
      for (const json& target : data.at("targets")) decided[subject].insert(target);
    }
    if (type == "finding.closed") Close(subject, data.at("decision"));
  }

  void Close(const std::string& finding, const std::string& meeting) {
    ++closed;
    EXPECT_TRUE(level[finding] == "evidenced" || level[finding] == "embedded") << finding;
    EXPECT_TRUE(proven.contains(finding)) << finding;
    EXPECT_TRUE(decided[meeting].contains(finding)) << finding;
  }
};

TEST(Generator, NoFindingIsClosedAgainstTheRules) {
  Known as_recorded;
  std::multimap<std::string, json> occurred;  // those of one time as they were recorded
  for (const json& event : LargeJson()) {
    as_recorded.Apply(event);
    occurred.emplace(event.at("time").get<std::string>(), event);
  }
  EXPECT_GT(as_recorded.closed, 50U);
  Known as_occurred;
  for (const auto& [time, event] : occurred) as_occurred.Apply(event);
  EXPECT_EQ(as_occurred.closed, as_recorded.closed);
}

}  // namespace
}  // namespace daybook::replay
