#include "http/entry_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "event/instant.h"

namespace daybook::http {
namespace {

std::string EntryOf(const EventFields& fields, Position position) {
  const auto draft = MakeDraft(fields);
  EXPECT_TRUE(draft.has_value());
  Stamps stamps;
  stamps.position = position;
  stamps.revision = 3;
  stamps.recorded = *ParseInstant("2025-03-01T12:00:00Z");
  stamps.authtype = "user";
  stamps.authid = "=jo";
  return EncodeEntry(stamps, draft->body);
}

constexpr const char* kHeader =
    "\xEF\xBB\xBF"
    "position,revision,recordedtime,time,timeprecision,type,subject,source,id,authtype,authid,"
    "onbehalfof,sourceparagraph,reason,dataclassification,data\r\n";

std::string Table(const std::string& rows) { return fmt::format("{}{}", kHeader, rows); }

std::string Exported(const std::vector<std::string>& entries) {
  EntryWriter writer(Format::kCsv);
  std::string out;
  writer.Begin(out);
  for (const std::string& entry : entries) EXPECT_TRUE(writer.Add(out, entry).has_value());
  writer.End(out, entries.size(), 9, "head\n");
  return out;
}

TEST(EntryWriterTest, CsvHasItsColumnsWithoutAnyEntry) { EXPECT_EQ(Exported({}), kHeader); }

TEST(EntryWriterTest, CsvHasEveryColumnOfAnEntry) {
  EventFields fields{.id = "1", .source = "/a", .type = "case.noted", .subject = "case/1"};
  fields.time = "2024-07-30T00:00:00+01:00";
  fields.precision = Precision::kDay;
  fields.extensions = {{"onbehalfof", "sam"},
                       {"sourceparagraph", "2.9"},
                       {"reason", "+why"},
                       {"dataclassification", "public"}};
  fields.data = R"({"n": 1})";
  EXPECT_EQ(Exported({EntryOf(fields, 7)}),
            Table("7,3,2025-03-01T12:00:00.000000Z,2024-07-30T00:00:00+01:00,day,case.noted,case/1,"
                  "/a,1,user,'=jo,sam,2.9,'+why,public,\"{\"\"n\"\":1}\"\r\n"));
}

TEST(EntryWriterTest, WithoutATimeThePrecisionIsUnknown) {
  const EventFields fields{.id = "@1", .source = "/a", .type = "case.noted", .subject = "case/1"};
  EXPECT_EQ(Exported({EntryOf(fields, 0)}),
            Table("0,3,2025-03-01T12:00:00.000000Z,,unknown,case.noted,case/1,/a,'@1,user,'=jo,,,,,"
                  "\r\n"));
}

TEST(EntryWriterTest, TextDataThatIsAFormulaIsNeutralised) {
  EventFields fields{.id = "1", .source = "/a", .type = "case.noted", .subject = "case/1"};
  fields.data = R"("=cmd|' /C calc'!A0")";
  EXPECT_NE(Exported({EntryOf(fields, 0)}).find(",'=cmd|"), std::string::npos);
}

TEST(EntryWriterTest, NdjsonIsTheEntriesAsTheyAreAndASummary) {
  EntryWriter writer(Format::kNdjson);
  std::string out;
  writer.Begin(out);
  ASSERT_TRUE(writer.Add(out, "{\"any\":\"bytes\"}").has_value());
  writer.End(out, 1, 42, "log\n42\n");
  EXPECT_EQ(out,
            "{\"any\":\"bytes\"}\n{\"summary\":{\"count\":\"1\",\"position\":\"42\","
            "\"checkpoint\":\"log\\u000a42\\u000a\"}}\n");
}

TEST(EntryPageTest, EntriesAreWrittenAsTheyAreStored) {
  EXPECT_EQ(RenderEntryPage({{0, "{\"a\": 1}"}, {1, "{}"}}, "abc", 2),
            "{\"events\":[{\"a\": 1},{}],\"next\":\"abc\",\"position\":\"2\"}\n");
  EXPECT_EQ(RenderEntryPage({}, "", 0), "{\"events\":[],\"position\":\"0\"}\n");
}

}  // namespace
}  // namespace daybook::http
