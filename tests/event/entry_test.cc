#include "event/entry.h"

#include <gtest/gtest.h>

#include "event/instant.h"

namespace daybook {
namespace {

const std::string kBody =
    R"("specversion":"1.0","id":"1","source":"/s","type":"t","subject":"k/1",)"
    R"("time":"2024-07-01T00:00:00+01:00","timeprecision":"month","onbehalfof":"ofsted",)"
    R"("data":{"x":",\"specversion\":\"1.0\","}})";

std::string Encoded() {
  return EncodeEntry({.position = 42,
                      .revision = 7,
                      .recorded = *ParseInstant("2026-01-02T03:04:05.678Z"),
                      .authtype = "user",
                      .authid = R"(a"b,"specversion":"1.0",)"},
                     kBody);
}

TEST(Entry, BeginsWithWhatTheServerSays) {
  EXPECT_TRUE(Encoded().starts_with(
      R"({"sequence":"00000000000000000042","revision":"7",)"
      R"("recordedtime":"2026-01-02T03:04:05.678000Z","authtype":"user","authid":"a\"b)"));
}

TEST(Entry, ItsBodyIsWhatTheWriterSentWhateverTheTextsHold) {
  EXPECT_EQ(EntryBody(Encoded()), kBody);
  EXPECT_EQ(EntryBody("garbage"), "");
}

TEST(Entry, StampsAreReadWithoutDecoding) {
  EXPECT_EQ(EntryRevision(Encoded()), 7U);
  EXPECT_EQ(EntryRecorded(Encoded()), *ParseInstant("2026-01-02T03:04:05.678Z"));
}

TEST(Entry, IsDecodedWhole) {
  EntryReader reader;
  const std::string text = Encoded();
  const auto entry = reader.Read(text);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->position, 42U);
  EXPECT_EQ(entry->revision, 7U);
  EXPECT_EQ(entry->occurred(), *ParseInstant("2024-06-30T23:00:00Z"));
  EXPECT_EQ(entry->precision, Precision::kMonth);
  EXPECT_EQ(entry->kind(), "k");
  EXPECT_EQ(entry->onbehalfof, "ofsted");
  EXPECT_EQ(entry->authid, R"(a"b,"specversion":"1.0",)");
  EXPECT_TRUE(entry->data.has_value());
}

TEST(Entry, WithoutATimeItOccurredWhenRecorded) {
  EntryReader reader;
  const auto entry = reader.Read(
      EncodeEntry({.recorded = *ParseInstant("2026-01-02T03:04:05Z"), .authtype = "user"},
                  R"("specversion":"1.0","id":"1","source":"/s","type":"t","subject":"k/1"})"));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->occurred(), *ParseInstant("2026-01-02T03:04:05Z"));
  EXPECT_EQ(entry->authid, "");
}

TEST(Entry, AnImportIsStampedAsOneBeforeItsBody) {
  const std::string text = EncodeEntry(
      {.recorded = *ParseInstant("2026-01-02T03:04:05Z"), .authtype = "user", .imported = true},
      kBody);
  EXPECT_NE(text.find(R"("authtype":"user","ingest":"import","specversion")"), std::string::npos);
  EXPECT_EQ(EntryBody(text), kBody);
  EntryReader reader;
  EXPECT_TRUE(reader.Read(text)->imported);
  EXPECT_FALSE(reader.Read(Encoded())->imported);
}

TEST(Entry, GarbageIsCorruption) {
  EntryReader reader;
  for (const char* text : {"", "{}", "[1]", "{\"sequence\":\"1\"}", "{\"sequence\":"}) {
    const auto entry = reader.Read(text);
    ASSERT_FALSE(entry) << text;
    EXPECT_EQ(entry.error().code, ErrorCode::kCorrupt);
  }
}

}  // namespace
}  // namespace daybook
