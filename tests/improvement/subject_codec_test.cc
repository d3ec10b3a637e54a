#include "improvement/subject_codec.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

// A subject of each kind, with something in every kind of field.
std::vector<Subject> Everything() {
  const Entries visit{
      {.type = "visit.announced",
       .subject = "visit/x",
       .time = "2025-01-01",
       .data = R"({"number":2,"areas":["area/mash"]})",
       .precision = Precision::kMonth},
      {.type = "visit.judgement-given",
       .subject = "visit/x",
       .time = "2025-01-02",
       .data = R"({"area":"area/mash","grade":"good"})"},
  };
  const Entries finding{
      {.type = "finding.raised", .subject = "finding/x", .data = R"({"title":"Größe"})"},
      {.type = "event.disputed",
       .subject = "finding/x",
       .time = "1900-01-01",
       .data = R"({"events":["a","b"],"note":"They differ."})"},
      {.type = "event.corrected",
       .subject = "finding/x",
       .time = "9999-12-31",
       .data = R"({"event":"a","pointer":"/title","to":1})"},
  };
  const Entries action{{.type = "action.completed",
                        .subject = "action/x",
                        .time = "2025-01-01",
                        .data = R"({"evidence":["evidence/1","evidence/2"]})"}};
  const Entries area{{.type = "area.registered", .subject = "area/x", .time = "2025-01-01"}};
  const Entries evidence{
      {.type = "evidence.added", .subject = "evidence/x", .data = R"({"bytes":7})"},
      {.type = "evidence.accepted", .subject = "evidence/x", .time = "2025-01-01"},
  };
  const Entries measure{
      {.type = "measure.target-set", .subject = "measure/x", .data = R"({"target":0.1})"},
      {.type = "measure.recorded",
       .subject = "measure/x",
       .data = R"({"period":"2025-01","numerator":1.5,"denominator":3,"provisional":true})"},
      {.type = "measure.recorded",
       .subject = "measure/x",
       .data = R"({"period":"2025-02","numerator":2})"},
  };
  const Entries meeting{{.type = "meeting.decided",
                         .subject = "meeting/x",
                         .data = R"({"ref":"1","targets":["finding/x"]})"}};
  const Entries control{
      {.type = "policy.changed", .subject = "book/control", .data = R"({"dueSoonDays":7})"}};
  return {Fold("visit/x", visit.all),
          Fold("finding/x", finding.all),
          Fold("action/x", action.all),
          Fold("area/x", area.all),
          Fold("evidence/x", evidence.all),
          Fold("measure/x", measure.all),
          Fold("meeting/x", meeting.all),
          Fold("book/control", control.all),
          NewSubject("plan/x"),
          NewSubject("case/x")};
}

TEST(SubjectCodec, WhatIsEncodedIsDecodedTheSame) {
  for (const Subject& subject : Everything()) {
    const auto decoded = Decode(Encode(subject));
    ASSERT_TRUE(decoded.has_value()) << subject.name;
    EXPECT_EQ(*decoded, subject) << subject.name;
  }
}

TEST(SubjectCodec, BytesThatEndTooSoonAreCorrupt) {
  for (const Subject& subject : Everything()) {
    const std::string bytes = Encode(subject);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto decoded = Decode(std::string_view(bytes).substr(0, size));
      ASSERT_FALSE(decoded.has_value()) << subject.name << ' ' << size;
      EXPECT_EQ(decoded.error().code, ErrorCode::kCorrupt);
    }
  }
}

}  // namespace
}  // namespace daybook::improvement
