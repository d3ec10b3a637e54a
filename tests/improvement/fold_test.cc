#include "improvement/fold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "improvement/entries.h"
#include "improvement/subject_json.h"

namespace daybook::improvement {
namespace {

Action FoldAction(const Entries& entries) {
  return std::get<Action>(Fold("action/x", entries.all).state);
}

Finding FoldFinding(const Entries& entries) {
  return std::get<Finding>(Fold("finding/x", entries.all).state);
}

// A life of an action with everything in it, each event at a time of its own.
std::vector<Told> WholeLife() {
  const std::string x = "action/x";
  return {
      {.type = "action.proposed",
       .subject = x,
       .time = "2024-01-01",
       .data = R"({"title":"Recruit","findings":["finding/a"]})"},
      {.type = "action.agreed",
       .subject = x,
       .time = "2024-01-02",
       .data = R"({"owner":"person/a","due":"2024-03-01"})",
       .id = "agreed"},
      {.type = "action.started", .subject = x, .time = "2024-01-03"},
      {.type = "action.blocked", .subject = x, .time = "2024-01-04"},
      {.type = "action.rescheduled",
       .subject = x,
       .time = "2024-01-05",
       .data = R"({"from":"2024-03-01","to":"2024-04-01"})"},
      {.type = "action.unblocked", .subject = x, .time = "2024-01-06"},
      {.type = "action.reassigned",
       .subject = x,
       .time = "2024-01-07",
       .data = R"({"to":"person/b"})"},
      {.type = "action.completed",
       .subject = x,
       .time = "2024-01-08",
       .data = R"({"evidence":["evidence/1"]})"},
      {.type = "action.impact-assessed",
       .subject = x,
       .time = "2024-01-09",
       .data = R"({"level":"emerging"})"},
      {.type = "event.corrected",
       .subject = x,
       .time = "2024-01-10",
       .data = R"({"event":"agreed","pointer":"/owner","from":"person/a","to":"person/c"})"},
      {.type = "event.disputed",
       .subject = x,
       .time = "2024-01-11",
       .data = R"({"events":["agreed"],"note":"Two owners."})",
       .id = "dispute"},
      {.type = "action.reopened", .subject = x, .time = "2024-01-12"},
      {.type = "dispute.resolved",
       .subject = x,
       .time = "2024-01-13",
       .data = R"({"dispute":"dispute"})"},
      {.type = "action.blocked", .subject = x, .time = "2024-01-14"},
  };
}

Entries Shuffled(std::vector<Told> events, std::mt19937& random) {
  for (Told& event : events) {
    if (event.id.empty()) event.id = event.type + event.time;
  }
  std::ranges::shuffle(events, random);
  Entries entries;
  for (const Told& event : events) entries.Add(event);
  return entries;
}

TEST(Fold, TheSameEventsGiveTheSameStateInWhateverOrderTheyArrive) {
  std::mt19937 random(7);
  const std::string wanted = ToJson(Fold("action/x", Shuffled(WholeLife(), random).all));
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(ToJson(Fold("action/x", Shuffled(WholeLife(), random).all)), wanted);
  }
}

TEST(Fold, AnEventThatFollowsIsAppliedWithTheSameResultAsFoldingAgain) {
  std::mt19937 random(11);
  int applied = 0;
  for (int i = 0; i < 200; ++i) {
    const Entries entries = Shuffled(WholeLife(), random);
    Subject subject = NewSubject("action/x");
    const Facts facts = FactsOf(entries.all);
    for (std::size_t count = 1; count <= facts.size(); ++count) {
      const Fact fact = ReadFact(facts[count - 1]);
      const Subject whole = Fold("action/x", std::span(facts).first(count));
      if (!Follows(subject, fact)) {
        subject = whole;
        continue;
      }
      Apply(subject, fact);
      ++applied;
      ASSERT_EQ(subject, whole) << fact.type << " after " << count - 1;
    }
  }
  EXPECT_GT(applied, 200);
}

TEST(Fold, AnEventRecordedLateTakesItsPlace) {
  const Action action = FoldAction({
      {.type = "action.completed", .subject = "action/x", .time = "2024-06-01"},
      {.type = "action.reopened", .subject = "action/x", .time = "2024-05-01"},
  });
  EXPECT_EQ(action.delivery, Delivery::kCompleted);
  EXPECT_EQ(action.reopenings, 1U);
}

TEST(Fold, EventsOfOneMomentGoInTheOrderTheyWereRecorded) {
  const Action action = FoldAction({
      {.type = "action.completed", .subject = "action/x", .time = "2024-06-01"},
      {.type = "action.reopened", .subject = "action/x", .time = "2024-06-01"},
  });
  EXPECT_EQ(action.delivery, Delivery::kInProgress);
}

TEST(Fold, ACorrectionIsReadInPlaceOfWhatItCorrectsEvenIfItCameFirst) {
  const Told raised{.type = "finding.raised",
                    .subject = "finding/x",
                    .time = "2024-02-01",
                    .data = R"({"kind":"strength","title":"Old"})",
                    .id = "raised"};
  const Told corrected{.type = "event.corrected",
                       .subject = "finding/x",
                       .time = "2024-01-01",
                       .data = R"({"event":"raised","pointer":"/title","from":"Old","to":"New"})"};
  EXPECT_EQ(FoldFinding({raised, corrected}).title, "New");
  EXPECT_EQ(FoldFinding({corrected, raised}).title, "New");
}

TEST(Fold, ACorrectionCountsInTheStreamItWasMadeInAlone) {
  const Finding finding = FoldFinding({
      {.type = "finding.raised",
       .subject = "finding/x",
       .time = "2024-02-01",
       .data = R"({"title":"Old"})",
       .id = "raised"},
      {.type = "event.corrected",
       .subject = "finding/y",
       .time = "2024-03-01",
       .data = R"({"event":"raised","pointer":"/title","to":"New"})"},
  });
  EXPECT_EQ(finding.title, "Old");
}

TEST(Fold, DisputesStandUntilTheyAreResolved) {
  Entries entries{
      {.type = "event.disputed",
       .subject = "plan/x",
       .time = "2024-01-01",
       .data = R"({"events":["a",{"source":"/other","id":"b"}],"note":"They differ."})",
       .id = "d1"},
      {.type = "event.disputed", .subject = "plan/x", .time = "2024-01-02", .id = "d2"},
  };
  Subject subject = Fold("plan/x", entries.all);
  EXPECT_EQ(OpenDisputes(subject), 2);
  EXPECT_EQ(subject.history.disputes.at(0).note, "They differ.");
  EXPECT_EQ(subject.history.disputes.at(0).events,
            (std::vector<EventName>{{"/test", "a"}, {"/other", "b"}}));
  entries.Add({.type = "dispute.resolved",
               .subject = "plan/x",
               .time = "2024-01-03",
               .data = R"({"dispute":"d1"})"});
  EXPECT_EQ(OpenDisputes(Fold("plan/x", entries.all)), 1);
}

TEST(Fold, DataOfTheWrongShapeLeavesTheStateAsItWas) {
  for (const char* data :
       {"[]", "null", "7", R"("text")", R"({"title":7,"findings":{"a":1},"due":["x"],"level":3})",
        R"({"findings":[7,null,{}],"level":"splendid","evidence":true})"}) {
    const Action action = FoldAction({
        {.type = "action.agreed",
         .subject = "action/x",
         .time = "2024-01-01",
         .data = R"({"title":"Recruit","due":"2024-03-01"})"},
        {.type = "action.agreed", .subject = "action/x", .time = "2024-01-02", .data = data},
        {.type = "action.impact-assessed",
         .subject = "action/x",
         .time = "2024-01-03",
         .data = data},
        {.type = "event.disputed", .subject = "action/x", .time = "2024-01-03", .data = data},
        {.type = "dispute.resolved", .subject = "action/x", .time = "2024-01-03", .data = data},
        {.type = "event.corrected", .subject = "action/x", .time = "2024-01-03", .data = data},
    });
    EXPECT_EQ(action.title, "Recruit") << data;
    EXPECT_EQ(action.due, "2024-03-01") << data;
    EXPECT_EQ(action.impact, Impact::kNotAssessed) << data;
    EXPECT_TRUE(action.findings.empty()) << data;
  }
}

TEST(Fold, AnUnknownTypeAndAnUnreadableEntryAreLeftOut) {
  Entries entries{{.type = "action.celebrated",
                   .subject = "action/x",
                   .time = "2024-01-01",
                   .data = R"({"title":"Recruit"})"}};
  entries.all.emplace_back("not an entry");
  const Subject subject = Fold("action/x", entries.all);
  EXPECT_EQ(std::get<Action>(subject.state), Action{});
  EXPECT_EQ(subject.history.events, 1U);
}

TEST(Fold, OfNoEventsIsASubjectOfItsKind) {
  EXPECT_TRUE(std::holds_alternative<Visit>(Fold("visit/x", Facts()).state));
  EXPECT_TRUE(std::holds_alternative<Area>(Fold("area/x", Facts()).state));
  EXPECT_TRUE(std::holds_alternative<Meeting>(Fold("meeting/x", Facts()).state));
  EXPECT_TRUE(std::holds_alternative<Control>(Fold("book/control", Facts()).state));
  EXPECT_TRUE(std::holds_alternative<Other>(Fold("case/x", Facts()).state));
}

}  // namespace
}  // namespace daybook::improvement
