#include "improvement/rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "improvement/judging.h"

namespace daybook::improvement {
namespace {

using Rules = std::vector<std::string>;

TEST(Rules, EachHasANameOfItsOwnAndOneSentence) {
  std::set<std::string_view> names;
  for (const Rule* rule : AllRules()) {
    EXPECT_TRUE(names.insert(rule->name).second) << rule->name;
    EXPECT_EQ(rule->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos);
    EXPECT_TRUE(rule->sentence.ends_with('.')) << rule->name;
    EXPECT_EQ(rule->sentence.find(". "), std::string_view::npos) << rule->name;
  }
}

TEST(Rules, TheTableOfThemInTheArchitectureIsWhatTheyAre) {
  std::ifstream file(DAYBOOK_SOURCE_DIR "/ARCHITECTURE.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::string table = "<!-- rules -->\n| rule | says |\n|---|---|\n";
  for (const Rule* rule : AllRules()) {
    table.append("| `").append(rule->name).append("` | ").append(rule->sentence).append(" |\n");
  }
  EXPECT_NE(text.find(table + "<!-- end of rules -->"), std::string::npos) << "It should be:\n"
                                                                           << table;
}

const Told kRaisedHere{.type = "finding.raised",
                       .subject = "finding/x",
                       .time = "",
                       .data = R"({"kind":"mixed","nested":{"n":[1,2.0]}})",
                       .id = "raised"};

Told Corrects(const std::string& data) {
  return {.type = "event.corrected", .subject = "finding/x", .time = "", .data = data};
}

TEST(RulesStream, ACorrectionQuotesWhatStandsNow) {
  const Told right =
      Corrects(R"({"event":"raised","pointer":"/kind","from":"mixed","to":"emerging"})");
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, right}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, right, right}), Rules{"correction-quotes-value"})
      << "it was corrected since";
  EXPECT_EQ(
      RulesBrokenByLast(
          {kRaisedHere, right,
           Corrects(R"({"event":"raised","pointer":"/kind","from":"emerging","to":"strength"})")}),
      Rules{});
  const auto broken = BrokenByLast(
      {kRaisedHere,
       Corrects(R"({"event":"raised","pointer":"/kind","from":"strength","to":"x"})")});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].pointer, "/data/from");
}

TEST(RulesStream, ValuesAreComparedNotTheirText) {
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, Corrects(R"({"event":"raised","pointer":"/nested",
                                                     "from":{"n":[1.0, 2]},"to":1})")}),
            Rules{});
}

TEST(RulesStream, WhatACorrectionAddsWasNull) {
  EXPECT_EQ(RulesBrokenByLast(
                {kRaisedHere, Corrects(R"({"event":"raised","pointer":"/a","from":null,"to":1})")}),
            Rules{});
  EXPECT_EQ(RulesBrokenByLast(
                {kRaisedHere, Corrects(R"({"event":"raised","pointer":"/a","from":2,"to":1})")}),
            Rules{"correction-quotes-value"});
}

TEST(RulesStream, ACorrectionNamesAnEventOfItsOwnSubject) {
  EXPECT_EQ(
      RulesBrokenByLast(
          {kRaisedHere, Corrects(R"({"event":"other","pointer":"/kind","from":"x","to":"y"})")}),
      Rules{"correction-names-event"});
  Told correction = Corrects(R"({"event":"raised","pointer":"/kind","from":"mixed","to":"x"})");
  correction.id = "correction";
  EXPECT_EQ(RulesBrokenByLast(
                {kRaisedHere, correction,
                 Corrects(R"({"event":"correction","pointer":"/to","from":"x","to":"y"})")}),
            Rules{"correction-names-event"});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, Corrects("{}")}), Rules{"correction-names-event"});
}

Told Releases(const std::string& data) {
  return {.type = "event.released", .subject = "finding/x", .time = "", .data = data};
}

TEST(RulesStream, AReleaseOnlyRaises) {
  const Told board = Releases(R"({"level":"board","events":["raised"]})");
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, board}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, board, board}), Rules{"release-only-raises"});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, board, Releases(R"({"level":"public"})")}), Rules{});
  Told published = kRaisedHere;
  published.extensions = {{"dataclassification", "public"}};
  EXPECT_EQ(RulesBrokenByLast({published, board}), Rules{"release-only-raises"});
  EXPECT_EQ(RulesBrokenByLast({published, Releases(R"({"level":"public"})")}),
            Rules{"release-only-raises"});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, Releases(R"({"level":"internal"})")}),
            Rules{"release-only-raises"});
}

TEST(RulesStream, AReleaseOfAllCoversWhatCameBeforeItAlone) {
  const Told all = Releases(R"({"level":"board"})");
  const Told later{.type = "finding.incorporated", .subject = "finding/x", .time = ""};
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, all, later, all}), Rules{});
}

TEST(RulesStream, AReleaseNamesEventsThatAreThere) {
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, Releases(R"({"level":"board","events":["other"]})")}),
            Rules{"release-names-events"});
  EXPECT_EQ(RulesBrokenByLast({Releases(R"({"level":"board"})")}), Rules{"release-names-events"});
}

TEST(Rules, OnlyAnOpenDisputeIsResolved) {
  const Told disputed{.type = "event.disputed",
                      .subject = "finding/x",
                      .time = "",
                      .data = R"({"events":["raised"],"note":"2.4 says otherwise"})",
                      .id = "dispute"};
  const Told resolved{.type = "dispute.resolved",
                      .subject = "finding/x",
                      .time = "",
                      .data = R"({"dispute":"dispute","outcome":"2.1 is right"})"};
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, disputed, resolved}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, resolved}), Rules{"dispute-resolved-when-open"});
  EXPECT_EQ(RulesBrokenByLast({kRaisedHere, disputed, resolved, resolved}),
            Rules{"dispute-resolved-when-open"});
}

Told Completed(const std::string& ruleoverride, const std::string& reason) {
  Told event{.type = "action.completed", .subject = "action/x", .time = ""};
  if (!ruleoverride.empty()) event.extensions["ruleoverride"] = ruleoverride;
  if (!reason.empty()) event.extensions["reason"] = reason;
  return event;
}

TEST(RulesOverride, PassesOverTheRulesItNames) {
  EXPECT_EQ(RulesBrokenByLast({Completed("action-proposed-first", "Told by phone")}), Rules{});
}

TEST(RulesOverride, NeedsAReason) {
  const auto broken = BrokenByLast({Completed("action-proposed-first", "")});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].rule, "override-reason");
  EXPECT_EQ(broken[0].pointer, "/reason");
}

TEST(RulesOverride, NamesWhatIsBrokenAndNothingElse) {
  EXPECT_EQ(RulesBrokenByLast({Completed("action-proposed-once, no-such-rule", "So")}),
            (Rules{"override-names-broken", "override-names-broken", "action-proposed-first"}));
  const auto broken = BrokenByLast({Completed("action-proposed-first, x", "So")});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_TRUE(broken[0].sentence.ends_with("It does not break x.")) << broken[0].sentence;
}

TEST(RulesOverride, IsForThoseWhoAreAllowed) {
  const Entries entries{Completed("action-proposed-first", "So")};
  const Facts facts = FactsOf(entries.all);
  const Fact event = ReadFact(facts[0]);
  const auto broken = WithOverride(Breaches(Subjects(), event), event, false);
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].rule->name, "override-allowed");
}

TEST(Rules, KindsWithoutRulesAreKnown) {
  const Entries entries{{.type = "plan.drafted", .subject = "plan/p", .time = "2025-01-01"},
                        {.type = "event.corrected", .subject = "plan/p", .time = "2025-01-01"}};
  const Facts facts = FactsOf(entries.all);
  EXPECT_FALSE(HasRules(ReadFact(facts[0])));
  EXPECT_TRUE(HasRules(ReadFact(facts[1])));
}

}  // namespace
}  // namespace daybook::improvement
