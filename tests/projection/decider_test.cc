#include "projection/decider.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "projection/programme_fixture.h"

namespace daybook::projection {
namespace {

using improvement::Told;

Told OfAction(const std::string& type, const std::string& data = "{}",
              const std::string& time = "2025-02-01") {
  return {.type = "action." + type, .subject = "action/x", .time = time, .data = data};
}

const Told kProposed = OfAction("proposed", R"({"title":"T","findings":["finding/x"]})");
const Told kAgreed = OfAction("agreed", R"({"owner":"person/a","due":"2025-06-01"})");

class DeciderTest : public ProgrammeTest {
 protected:
  Commit CommitOf(const std::vector<Told>& events) {
    Commit commit;
    for (const Told& event : events) {
      commit.drafts.push_back(improvement::DraftOf(event, "draft-" + std::to_string(++drafts_)));
    }
    return commit;
  }

  Result<std::vector<Expectation>> Decide(const std::vector<Told>& events) {
    return decider_->Decide(CommitOf(events));
  }

  // The names of the rules that are broken, each after the pointer to where.
  std::vector<std::string> Broken(const std::vector<Told>& events) {
    const auto decided = Decide(events);
    std::vector<std::string> rules;
    if (decided) return rules;
    EXPECT_EQ(decided.error().code, ErrorCode::kUnprocessable) << decided.error().detail;
    for (const Fault& fault : decided.error().faults) {
      rules.push_back(fault.pointer + " " + fault.rule);
    }
    return rules;
  }

  void SetUp() override {
    ProgrammeTest::SetUp();
    decider_ = std::make_unique<Decider>(*book_, *programme_);
  }

  std::unique_ptr<Decider> decider_;
  int drafts_ = 0;
};

using Strings = std::vector<std::string>;

TEST_F(DeciderTest, ExpectsTheSubjectWhereItWasLookedAt) {
  const auto fresh = Decide({kProposed});
  ASSERT_TRUE(fresh.has_value());
  ASSERT_EQ(fresh->size(), 1U);
  EXPECT_EQ(fresh->front().subject, "action/x");
  EXPECT_EQ(fresh->front().kind, Expectation::Kind::kNoStream);
  Append({kProposed, kAgreed});
  const auto later = Decide({OfAction("started")});
  ASSERT_TRUE(later.has_value());
  EXPECT_EQ(later->front().kind, Expectation::Kind::kRevision);
  EXPECT_EQ(later->front().revision, 1U);
}

TEST_F(DeciderTest, TellsEachBreachByTheEventAndTheRule) {
  Append({kProposed});
  EXPECT_EQ(Broken({OfAction("started"), OfAction("agreed", R"({"owner":"person/a"})")}),
            (Strings{"/0 action-started-when-agreed", "/1 action-agreed-when-proposed",
                     "/1/data/due action-agreed-due"}));
}

TEST_F(DeciderTest, DecidesABatchOnWhatItsEarlierEventsLeave) {
  EXPECT_EQ(Broken({kProposed, kAgreed, OfAction("started"), OfAction("completed")}), Strings{});
  EXPECT_EQ(Broken({kProposed, OfAction("started"), kAgreed}),
            (Strings{"/1 action-started-when-agreed", "/2 action-agreed-when-proposed"}));
}

TEST_F(DeciderTest, ABatchMayCorrectWhatItSaysItself) {
  Told proposed = kProposed;
  proposed.id = "proposal";
  const Told correction{
      .type = "event.corrected",
      .subject = "action/x",
      .time = "2025-02-02",
      .data = R"({"event":"proposal","pointer":"/title","from":"T","to":"U","basis":"a slip"})"};
  EXPECT_EQ(Broken({proposed, correction}), Strings{});
  EXPECT_EQ(Broken({proposed, correction, correction}),
            Strings{"/2/data/from correction-quotes-value"});
}

TEST_F(DeciderTest, WhatIsInTheBookAlreadyIsNotDecidedAgain) {
  Told proposed = kProposed;
  proposed.id = "proposal";
  Append({proposed});
  const auto again = Decide({proposed});
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->empty());
  EXPECT_EQ(Broken({proposed, kAgreed}), Strings{});
  EXPECT_EQ(Broken({proposed, proposed, kAgreed}), Strings{}) << "twice in one commit is once";
}

TEST_F(DeciderTest, OfOtherKindsAndOfImportsNothingIsDecided) {
  Commit imported = CommitOf({OfAction("completed")});
  EXPECT_TRUE(Decider::Concerns(imported));
  imported.imported = true;
  EXPECT_FALSE(Decider::Concerns(imported));
  EXPECT_FALSE(Decider::Concerns({.drafts = {testing::MakeEvent("1", "case/7")}}));
}

TEST_F(DeciderTest, AKindWithoutRulesIsNotRead) {
  const auto decided =
      Decide({{.type = "plan.drafted", .subject = "plan/p", .time = "2025-01-01"}});
  ASSERT_TRUE(decided.has_value());
  EXPECT_TRUE(decided->empty());
}

TEST_F(DeciderTest, AWritersOwnExpectationComesFirst) {
  Append({kProposed});
  Commit commit = CommitOf({kProposed});
  commit.expectations = {{.subject = "action/x", .revision = 7}};
  const auto decided = decider_->Decide(commit);
  ASSERT_FALSE(decided.has_value());
  EXPECT_EQ(decided.error().code, ErrorCode::kWrongRevision);
}

TEST_F(DeciderTest, AnOverrideIsForThoseWhoAreAllowed) {
  Told completed = OfAction("completed");
  completed.extensions = {{"ruleoverride", "action-proposed-first"}, {"reason", "By phone"}};
  EXPECT_EQ(Broken({completed}), Strings{});
  const Decider strict(*book_, *programme_,
                       {.may_override = [](const Author& author) { return author.id == "chair"; }});
  Commit commit = CommitOf({completed});
  ASSERT_FALSE(strict.Decide(commit).has_value());
  EXPECT_EQ(strict.Decide(commit).error().faults.at(0).rule, "override-allowed");
  commit.author.id = "chair";
  EXPECT_TRUE(strict.Decide(commit).has_value());
}

TEST_F(DeciderTest, AnOverrideOfNothingIsAFaultOnAKindWithoutRulesToo) {
  EXPECT_EQ(Broken({{.type = "plan.drafted",
                     .subject = "plan/p",
                     .time = "2025-01-01",
                     .extensions = {{"ruleoverride", "plan-b"}, {"reason", "So"}}}}),
            Strings{"/0/ruleoverride override-names-broken"});
}

// What it takes for a finding to close.
class ClosingTest : public DeciderTest {
 protected:
  static Told Of(const std::string& type, const std::string& subject,
                 const std::string& data = "{}") {
    return {.type = type, .subject = subject, .time = "2025-02-01", .data = data};
  }

  const Told raised_ = Of("finding.raised", "finding/x", R"({"kind":"mixed"})");
  const Told assessed_ = Of("finding.impact-assessed", "finding/x", R"({"level":"evidenced"})");
  const Told closed_ = Of("finding.closed", "finding/x", R"({"decision":"meeting/m","ref":"1"})");
  const Told added_{.type = "evidence.added",
                    .subject = "evidence/e",
                    .time = "2025-02-01",
                    .extensions = {{"onbehalfof", "person/ada"}}};
  const Told linked_ = Of("evidence.linked", "evidence/e", R"({"target":"finding/x"})");
  const Told accepted_{.type = "evidence.accepted",
                       .subject = "evidence/e",
                       .time = "2025-02-01",
                       .extensions = {{"onbehalfof", "person/bea"}}};
  const Told held_ = Of("meeting.held", "meeting/m", R"({"kind":"improvement-board"})");
  const Told decided_ =
      Of("meeting.decided", "meeting/m", R"({"ref":"1","kind":"closure","targets":["finding/x"]})");
};

TEST_F(ClosingTest, LooksAtTheEvidenceLinkedToItAndAtTheMeeting) {
  Append({raised_, assessed_, held_, decided_, added_, linked_});
  CatchUp();
  EXPECT_EQ(Broken({closed_}), Strings{"/0 finding-closed-evidence"});
  Append({accepted_});
  const auto decided = Decide({closed_});
  ASSERT_TRUE(decided.has_value()) << decided.error().faults.at(0).rule;
  Strings expected;
  for (const Expectation& expectation : *decided) {
    expected.push_back(expectation.subject + "=" + std::to_string(expectation.revision));
  }
  EXPECT_EQ(expected, (Strings{"evidence/e=2", "finding/x=1", "meeting/m=1"}))
      << "evidence that is withdrawn meanwhile, or a decision that changes, makes it be asked "
         "again";
}

TEST_F(ClosingTest, OneBatchMayHoldAllOfIt) {
  EXPECT_EQ(Broken({raised_, assessed_, added_, linked_, accepted_, held_, decided_, closed_}),
            Strings{});
}

TEST_F(ClosingTest, AsksForTheProgrammeToHaveSeenTheBookOnlyToClose) {
  Append({raised_});
  EXPECT_EQ(decider_->Needs(CommitOf({assessed_})), 0U);
  EXPECT_EQ(decider_->Needs(CommitOf({closed_})), 1U);
}

TEST_F(DeciderTest, TooManyEventsOutOfOrderAreTooMuchForOneCommit) {
  const Decider decider(*book_, *programme_, {.refolded_events_max = 100});
  std::vector<Told> events;
  for (int day = 28; day > 0; --day) {
    const std::string two = (day < 10 ? "0" : "") + std::to_string(day);
    events.push_back(OfAction("progressed", "{}", "2025-03-" + two));
  }
  const auto decided = decider.Decide(CommitOf(events));
  ASSERT_FALSE(decided.has_value());
  EXPECT_EQ(decided.error().code, ErrorCode::kTooLarge);
  std::ranges::reverse(events);
  EXPECT_EQ(decider.Decide(CommitOf(events)).error().code, ErrorCode::kUnprocessable);
}

// A programme that has taken in as much of the book as another book holds.
class LaggingTest : public DeciderTest {
 protected:
  void TakeIn(const std::vector<Told>& events) {
    started_ = testing::OpenBook(directory_ / "started");
    ASSERT_TRUE(started_->Append(CommitOf(events)).has_value());
    auto opened = Programme::Open(*started_, directory_ / "lagging");
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    lagging_ = *std::move(opened);
    ASSERT_TRUE(lagging_->position().WaitFor(started_->size(), std::chrono::seconds(30)));
    Append(events);
    decider_ = std::make_unique<Decider>(*book_, *lagging_, options_);
  }

  void TearDown() override {
    lagging_.reset();
    started_.reset();
  }

  DeciderOptions options_;
  std::unique_ptr<Book> started_;
  std::unique_ptr<Programme> lagging_;
};

TEST_F(LaggingTest, GoesByTheBookWhateverTheProgrammeHasTakenIn) {
  TakeIn({kProposed});
  Append({kAgreed, OfAction("started")});
  const auto decided = Decide({OfAction("completed")});
  ASSERT_TRUE(decided.has_value());
  EXPECT_EQ(decided->front().revision, 2U);
  EXPECT_EQ(Broken({kAgreed}), Strings{"/0 action-agreed-when-proposed"});
}

TEST_F(LaggingTest, WhatOccurredBeforeWhatIsTakenInIsFoldedThere) {
  TakeIn({kProposed, OfAction("started", "{}", "2025-03-01")});
  Append({kAgreed});  // a month before
  EXPECT_EQ(Broken({OfAction("completed", "{}", "2025-03-02")}), Strings{});
  EXPECT_EQ(Broken({OfAction("started", "{}", "2025-03-02")}),
            Strings{"/0 action-started-when-agreed"});
}

TEST_F(LaggingTest, ASubjectOfWhichTooMuchIsToComeWaits) {
  options_ = {.unposted_events_max = 1};
  TakeIn({kProposed});
  Append({kAgreed});
  EXPECT_TRUE(Decide({OfAction("started")}).has_value());
  Append({OfAction("started")});
  const auto decided = Decide({OfAction("completed")});
  ASSERT_FALSE(decided.has_value());
  EXPECT_EQ(decided.error().code, ErrorCode::kBusy);
}

// Writers who each want to do the same thing, which can be done once.
TEST_F(DeciderTest, OfWritersWhoRaceExactlyOneWinsAndTheOthersAreDecidedAgain) {
  constexpr int kWriters = 8;
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    const std::string subject = "action/race-" + std::to_string(round);
    Told proposed = kProposed;
    proposed.subject = subject;
    Append({proposed});
    std::atomic<int> won = 0;
    std::atomic<int> refused = 0;
    std::vector<Commit> commits;
    for (int writer = 0; writer < kWriters; ++writer) {
      Told agreed = kAgreed;
      agreed.subject = subject;
      commits.push_back(CommitOf({agreed}));
    }
    const auto write = [&](const Commit& commit) {
      while (true) {
        const auto expectations = decider_->Decide(commit);
        if (!expectations) {
          refused += expectations.error().code == ErrorCode::kUnprocessable ? 1 : 0;
          return;
        }
        Commit attempt = commit;
        attempt.expectations = *expectations;
        const auto appended = book_->Append(std::move(attempt));
        won += appended ? 1 : 0;
        if (appended || appended.error().code != ErrorCode::kWrongRevision) return;
      }
    };
    {
      std::vector<std::jthread> writers;
      for (const Commit& commit : commits) writers.emplace_back([&] { write(commit); });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(refused, kWriters - 1);
    EXPECT_EQ(book_->LastRevision(subject).value(), 1U);
  }
}

}  // namespace
}  // namespace daybook::projection
