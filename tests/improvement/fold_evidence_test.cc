#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

struct Said {
  std::string type;
  std::string data = "{}";
  std::map<std::string, std::string> extensions = {};
};

// Folds events of one piece of evidence, a day apart.
Evidence EvidenceAfter(const std::vector<Said>& events) {
  Entries entries;
  int day = 10;
  for (const Said& event : events) {
    entries.Add({.type = "evidence." + event.type,
                 .subject = "evidence/x",
                 .time = "2025-01-" + std::to_string(day++),
                 .data = event.data,
                 .extensions = event.extensions});
  }
  return std::get<Evidence>(Fold("evidence/x", entries.all).state);
}

TEST(FoldEvidence, WhatIsAddedIsDescribedAndPending) {
  const Evidence evidence =
      EvidenceAfter({{.type = "added",
                      .data = R"({"sha256":"00ff","title":"Rota","mediaType":"application/pdf",
                    "asAt":"2025-01-05","bytes":1024})",
                      .extensions = {{"onbehalfof", "person/manager"}}}});
  EXPECT_EQ(evidence.sha256, "00ff");
  EXPECT_EQ(evidence.title, "Rota");
  EXPECT_EQ(evidence.media_type, "application/pdf");
  EXPECT_EQ(evidence.as_at, "2025-01-05");
  EXPECT_EQ(evidence.bytes, 1024U);
  EXPECT_EQ(evidence.added_by, "person/manager");
  EXPECT_EQ(evidence.added.day, "2025-01-10");
  EXPECT_EQ(evidence.review, Review::kPending);
}

TEST(FoldEvidence, WhoeverAppendsItAddsItWhenNobodyElseIsNamed) {
  EXPECT_EQ(EvidenceAfter({{.type = "added"}}).added_by, "clerk");
}

TEST(FoldEvidence, ItIsLinkedToManyTargetsOnceEach) {
  const Evidence evidence =
      EvidenceAfter({{.type = "linked", .data = R"({"target":"finding/a"})"},
                     {.type = "linked", .data = R"({"target":"action/b"})"},
                     {.type = "linked", .data = R"({"target":"finding/a"})"}});
  EXPECT_EQ(evidence.targets, (std::vector<std::string>{"finding/a", "action/b"}));
  EXPECT_EQ(evidence.linked.day, "2025-01-12");
}

TEST(FoldEvidence, TheLastReviewStandsWithItsReason) {
  const Evidence evidence =
      EvidenceAfter({{.type = "added"},
                     {.type = "accepted", .data = R"({"by":"person/lead"})"},
                     {.type = "rejected", .extensions = {{"reason", "Old"}}}});
  EXPECT_EQ(evidence.review, Review::kRejected);
  EXPECT_EQ(evidence.reviewed_by, "clerk");
  EXPECT_EQ(evidence.reason, "Old");
  EXPECT_EQ(evidence.accepted.day, "2025-01-11");
  EXPECT_EQ(evidence.rejected.day, "2025-01-12");
  EXPECT_EQ(EvidenceAfter({{.type = "accepted", .data = R"({"by":"person/lead"})"}}).reviewed_by,
            "person/lead");
}

TEST(FoldEvidence, WhatIsWithdrawnIsNotAcceptedUnlessItIsAddedAgain) {
  EXPECT_EQ(EvidenceAfter({{.type = "added"}, {.type = "withdrawn"}, {.type = "accepted"}}).review,
            Review::kWithdrawn);
  EXPECT_EQ(EvidenceAfter(
                {{.type = "added"}, {.type = "withdrawn"}, {.type = "added"}, {.type = "accepted"}})
                .review,
            Review::kAccepted);
}

}  // namespace
}  // namespace daybook::improvement
