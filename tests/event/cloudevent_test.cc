#include <gtest/gtest.h>

#include "daybook/event.h"
#include "daybook/limits.h"
#include "event/event_key.h"
#include "event/sha256.h"

namespace daybook {
namespace {

constexpr std::string_view kWhole =
    R"({"specversion":"1.0","id":"1","source":"/ofsted","type":"visit.started",)"
    R"("subject":"visit/2025-01","time":"2025-01-21T00:00:00Z","timeprecision":"day",)"
    R"("reason":"planned","sourceparagraph":"1.1","data":{"days":2}})";

std::string BodyOf(std::string_view json) {
  const auto draft = ParseEvent(json);
  return draft ? draft->body : "refused";
}

// An event that is well-formed but for what `more` adds.
std::string With(std::string_view more) {
  return R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"k/1",)" +
         std::string(more) + "}";
}

// The pointers of an event's faults, each with a space behind it.
std::string PointersOf(std::string_view json) {
  const auto draft = ParseEvent(json);
  if (draft) return "none";
  std::string pointers;
  for (const Fault& fault : draft.error().faults) pointers += fault.pointer + " ";
  return pointers;
}

TEST(CloudEvent, IsEncodedInAFixedOrderWithItsDataTokenForToken) {
  EXPECT_EQ(BodyOf(R"({ "data": {"b": 1.0, "a": "\u00e9"}, "zeta": true, "alpha": 7,
      "subject": "k/1", "time": "2025-01-21T10:00:00Z", "type": "t", "source": "/s", "id": "1",
      "specversion": "1.0" })"),
            R"("specversion":"1.0","id":"1","source":"/s","type":"t","subject":"k/1",)"
            R"("time":"2025-01-21T10:00:00Z","alpha":7,"zeta":true,)"
            R"("data":{"b":1.0,"a":"\u00e9"}})");
}

TEST(CloudEvent, IsTheSameEventHoweverItIsWritten) {
  const std::string body = BodyOf(kWhole);
  EXPECT_EQ(body, kWhole.substr(1));
  std::string other(kWhole);
  other.insert(1, R"("datacontenttype":"application/json","dataschema":null, )");
  other.replace(other.find("visit.started"), 5, "v\\u0069sit");
  EXPECT_EQ(BodyOf(other), body);
}

TEST(CloudEvent, BinaryModeIsTheSameEvent) {
  const auto draft = ParseBinary({{"specversion", "1.0"},
                                  {"id", "1"},
                                  {"source", "/ofsted"},
                                  {"type", "visit.started"},
                                  {"subject", "visit/2025-01"},
                                  {"time", "2025-01-21T00:00:00Z"},
                                  {"timeprecision", "day"},
                                  {"reason", "planned"},
                                  {"sourceparagraph", "1.1"}},
                                 "application/json", "{ \"days\": 2 }");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->body, kWhole.substr(1));
}

TEST(CloudEvent, BinaryModeKeepsTextAsTextAndTheRestAsBase64) {
  const std::map<std::string, std::string> headers = {
      {"specversion", "1.0"}, {"id", "1"}, {"source", "/s"}, {"type", "t"}, {"subject", "k/1"}};
  const auto text = ParseBinary(headers, "text/plain; charset=utf-8", "a \"word\"");
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->body.ends_with(
      R"("datacontenttype":"text/plain; charset=utf-8","data":"a \"word\""})"));
  const auto bytes = ParseBinary(headers, "image/png", std::string_view("\0\x01\xff\xfe", 4));
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(bytes->body.ends_with(R"("datacontenttype":"image/png","data_base64":"AAH//g=="})"));
  const auto empty = ParseBinary(headers, "", "");
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->body.ends_with(R"("subject":"k/1"})"));
  const auto broken = ParseBinary(headers, "application/json", "{");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().faults.front().pointer, "/data");
}

TEST(CloudEvent, AnEventMadeInProcessIsTheSameEvent) {
  const auto draft = MakeDraft({.id = "1",
                                .source = "/ofsted",
                                .type = "visit.started",
                                .subject = "visit/2025-01",
                                .time = "2025-01-21T00:00:00Z",
                                .precision = Precision::kDay,
                                .extensions = {{"reason", "planned"}, {"sourceparagraph", "1.1"}},
                                .data = R"({"days":2})"});
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->body, kWhole.substr(1));
}

TEST(CloudEvent, EveryMissingAttributeIsToldAtOnce) {
  EXPECT_EQ(PointersOf("{}"), "/specversion /id /source /type /subject ");
}

TEST(CloudEvent, AStampMayNotBeSent) {
  EXPECT_EQ(PointersOf(With(R"("sequence":"1","revision":"0","recordedtime":"x","authtype":"y",)"
                            R"("authid":"z")")),
            "/sequence /revision /recordedtime /authtype /authid ");
}

TEST(CloudEvent, AttributesAreHeldToTheirGrammar) {
  EXPECT_EQ(PointersOf(With(R"("Upper":"x","with-dash":"x","x":{},"n":2147483648,"f":1.5)")),
            "/Upper /with-dash /x /n /f ");
  EXPECT_EQ(PointersOf(With(R"("abcdefghijklmnopqrst":"20","abcdefghijklmnopqrstu":"21")")),
            "/abcdefghijklmnopqrstu ");
  EXPECT_EQ(PointersOf(With(R"("empty":"")")), "/empty ");
  EXPECT_EQ(PointersOf(With(R"("control":"a\u0007b")")), "/control ");
  EXPECT_EQ(PointersOf(With(R"("nonchar":"a\uffffb")")), "/nonchar ");
  EXPECT_EQ(PointersOf(With(R"("time":"2024-02-30T00:00:00Z")")), "/time ");
  EXPECT_EQ(PointersOf(With(R"("timeprecision":"day")")), "/timeprecision ");
  EXPECT_EQ(PointersOf(With(R"("time":"2024-02-03T00:00:00Z","timeprecision":"week")")),
            "/timeprecision ");
  EXPECT_EQ(PointersOf(With(R"("time":"2024-02-03T00:00:00Z","timeprecision":"month")")), "/time ");
  EXPECT_EQ(PointersOf(With(R"("data":1,"data_base64":"AAAA")")), "/data ");
  EXPECT_EQ(PointersOf(With(R"("data_base64":"A")")), "/data_base64 ");
  EXPECT_EQ(PointersOf(R"({"specversion":"0.3","id":7,"source":"a b","type":"t","subject":"k/1"})"),
            "/id /specversion /source ");
}

TEST(CloudEvent, DataIsNoNameForAnAttribute) {
  const std::map<std::string, std::string> headers = {{"specversion", "1.0"}, {"id", "1"},
                                                      {"source", "/s"},       {"type", "t"},
                                                      {"subject", "k/1"},     {"data", "x"}};
  const auto draft = ParseBinary(headers, "application/json", "{}");
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().faults.front().pointer, "/data");
}

TEST(CloudEvent, AnExtensionDoesNotReplaceWhatWasGiven) {
  EXPECT_FALSE(MakeDraft(
      {.id = "1", .source = "/s", .type = "t", .subject = "k/1", .extensions = {{"id", "2"}}}));
}

TEST(CloudEvent, TextThatIsNotUtf8IsRefused) {
  for (const char* id : {"caf\xE9", "caf\xE9 au lait", "\xF0\x9F"}) {
    EXPECT_FALSE(MakeDraft({.id = id, .source = "/s", .type = "t", .subject = "k/1"})) << id;
  }
}

TEST(CloudEvent, WhatHasToBeTextIsText) {
  EXPECT_EQ(PointersOf(With(R"("datacontenttype":5,"dataschema":true)")),
            "/datacontenttype /dataschema ");
  EXPECT_EQ(PointersOf(With(R"("data_base64":"AB==")")), "/data_base64 ") << "unused bits are set";
}

TEST(CloudEvent, UnknownTimesNeedNotBeGuessed) {
  EXPECT_EQ(PointersOf(With(R"("timeprecision":"unknown")")), "none");
  EXPECT_EQ(PointersOf(With(R"("time":"2024-02-03T04:05:06Z","timeprecision":"unknown")")), "none");
}

TEST(CloudEvent, SubjectsAreKindAndId) {
  const auto pointers = [](const std::string& subject) {
    return PointersOf(R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":")" +
                      subject + "\"}");
  };
  for (const char* good : {"finding/edt-capacity", "k/1", "a1-b/X._~:@+-9"}) {
    EXPECT_EQ(pointers(good), "none") << good;
  }
  for (const char* bad : {"finding", "finding/", "/x", "Finding/x", "1k/x", "k/a b", "k/a/b", "k/é",
                          "k/a?b", "k/%41"}) {
    EXPECT_EQ(pointers(bad), "/subject ") << bad;
  }
  EXPECT_EQ(pointers("k/" + std::string(300, 'x')), "/subject ");
}

TEST(CloudEvent, AnEventBelongsWhereItIsSent) {
  constexpr std::string_view kNoSubject =
      R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";
  const auto taken = ParseEvent(kNoSubject, "k/9");
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->subject, "k/9");
  const auto elsewhere = ParseEvent(With(R"("a":"b")"), "k/9");
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().faults.front().pointer, "/subject");
}

TEST(CloudEvent, ALargeEventIsToldItsSize) {
  const std::string data(limits::kEventBytes, 'x');
  const auto draft = ParseEvent(With("\"data\":\"" + data + "\""));
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().code, ErrorCode::kTooLarge);
  EXPECT_FALSE(ParseEvent(With("\"long\":\"" + data + "\"")));
}

TEST(CloudEvent, TheKeyPutsEqualIdsTogether) {
  const auto draft = ParseEvent(With("\"a\":\"b\""));
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->key, MakeEventKey("1", "/s"));
  const EventKey other = MakeEventKey("1", "/t");
  EXPECT_TRUE(std::equal(other.begin(), other.begin() + kIdHashBytes, draft->key.begin()));
  EXPECT_NE(other, draft->key);
}

TEST(Sha256, GivesTheDigestsOfFips180) {
  const Sha256Digest digest = Sha256("abc");
  EXPECT_EQ(digest[0], 0xba);
  EXPECT_EQ(digest[1], 0x78);
  EXPECT_EQ(digest[31], 0xad);
}

}  // namespace
}  // namespace daybook
