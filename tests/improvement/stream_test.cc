#include "improvement/stream.h"

#include <gtest/gtest.h>

#include "event/instant.h"
#include "improvement/entries.h"

namespace daybook::improvement {
namespace {

const Told kFindingRaised{.type = "finding.raised",
                          .subject = "finding/x",
                          .time = "2025-01-10",
                          .data = R"({"title":"Old"})",
                          .extensions = {{"dataclassification", "public"}},
                          .id = "raised"};
const Told kImpactAssessed{.type = "finding.impact-assessed",
                           .subject = "finding/x",
                           .time = "2025-02-10",
                           .data = R"({"level":"emerging"})",
                           .extensions = {{"dataclassification", "board"}},
                           .id = "assessed"};
const Told kCorrects{.type = "event.corrected",
                     .subject = "finding/x",
                     .time = "2025-03-01",
                     .data = R"({"event":"raised","pointer":"/title","from":"Old","to":"New"})",
                     .id = "corrects"};

Told ReleaseOf(const std::string& data) {
  return {.type = "event.released", .subject = "finding/x", .time = "2025-03-01", .data = data};
}

// What is seen: the ids, in order, and the title that the first event is seen with.
struct Seen {
  std::vector<std::string> ids;
  std::string title;
};

Seen SeenAt(const Entries& entries, const Cut& cut) {
  const Facts facts = FactsOf(entries.all);
  Seen seen;
  Stream(facts, cut).ForEach([&](const Fact& fact) {
    seen.ids.emplace_back(fact.id);
    if (fact.id == "raised") seen.title = fact.data.Text("title");
  });
  return seen;
}

using Ids = std::vector<std::string>;

TEST(Stream, HasWhatWasKnownAtTheSizeOfTheCut) {
  const Entries entries{kFindingRaised, kImpactAssessed, kCorrects};
  EXPECT_EQ(SeenAt(entries, {.size = 2, .at = {}}).ids, (Ids{"raised", "assessed"}));
  EXPECT_EQ(SeenAt(entries, {.size = 0, .at = {}}).ids, Ids());
}

TEST(Stream, HasWhatOccurredByTheTimeOfTheCutWheneverItWasRecorded) {
  const Entries entries{kImpactAssessed, kFindingRaised};
  EXPECT_EQ(SeenAt(entries, {}).ids, (Ids{"raised", "assessed"}));
  EXPECT_EQ(SeenAt(entries, {.at = *ParseInstant("2025-01-10T00:00:00Z")}).ids, Ids{"raised"});
  EXPECT_EQ(SeenAt(entries, {.at = *ParseInstant("2025-01-09T23:59:59Z")}).ids, Ids());
}

TEST(Stream, ACorrectionCountsFromWhenItWasRecordedWhateverTimeItSays) {
  const Entries entries{kFindingRaised, kCorrects};
  EXPECT_EQ(SeenAt(entries, {.size = 1, .at = {}}).title, "Old");
  const Seen corrected = SeenAt(entries, {.at = *ParseInstant("2025-02-01T00:00:00Z")});
  EXPECT_EQ(corrected.title, "New");
  EXPECT_EQ(corrected.ids, Ids{"raised"}) << "the correction itself occurred later";
}

TEST(Stream, AnAudienceSeesOnlyWhatIsReleasedToIt) {
  const Entries entries{kFindingRaised, kImpactAssessed, kCorrects};
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kBoard}).ids,
            (Ids{"raised", "assessed"}));
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kPublic}).ids, Ids{"raised"});
}

TEST(Stream, AnAudienceThatMayNotSeeACorrectionSeesWhatWasSaidAtFirst) {
  const Entries entries{kFindingRaised, kCorrects};
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kPublic}).title, "Old");
  Entries released = entries;
  released.Add(ReleaseOf(R"({"level":"public","basis":"b","events":["corrects"]})"));
  EXPECT_EQ(SeenAt(released, {.at = {}, .audience = Audience::kPublic}).title, "New");
}

TEST(Stream, AReleaseWidensTheEventsItNamesAndNoOthers) {
  Entries entries{kFindingRaised, kImpactAssessed, kCorrects};
  entries.Add(ReleaseOf(R"({"level":"committee","basis":"b","events":["assessed"]})"));
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kCommittee}).ids,
            (Ids{"raised", "assessed"}));
  EXPECT_EQ(SeenAt(entries, {.size = 3, .at = {}, .audience = Audience::kCommittee}).ids,
            Ids{"raised"})
      << "before it was known";
}

TEST(Stream, AReleaseWithoutEventsIsOfAllThatWasRecordedBeforeIt) {
  Entries entries{kFindingRaised, kImpactAssessed};
  entries.Add(ReleaseOf(R"({"level":"public","basis":"b"})"));
  entries.Add({.type = "finding.closure-proposed", .subject = "finding/x", .time = "2025-02-20"});
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kPublic}).ids,
            (Ids{"raised", "assessed"}));
}

TEST(Stream, AReleaseNeverNarrows) {
  Entries entries{kFindingRaised};
  entries.Add(ReleaseOf(R"({"level":"internal","basis":"b","events":["raised"]})"));
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kPublic}).ids, Ids{"raised"});
}

TEST(Stream, AReleaseWhoseEventsCannotBeReadReleasesNothing) {
  Entries entries{kImpactAssessed};
  entries.Add(ReleaseOf(R"({"level":"public","basis":"b","events":[7]})"));
  entries.Add(ReleaseOf(R"({"level":"everyone","basis":"b"})"));
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kPublic}).ids, Ids());
}

TEST(Stream, AnEventWithoutAClassificationIsInternal) {
  const Entries entries{{.type = "finding.raised", .subject = "finding/x", .time = "2025-01-01"}};
  EXPECT_EQ(SeenAt(entries, {.at = {}, .audience = Audience::kBoard}).ids, Ids());
}

}  // namespace
}  // namespace daybook::improvement
