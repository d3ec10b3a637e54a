#include "http/csv.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

std::string Csv(std::string_view text) {
  std::string out;
  AppendCsvText(out, text);
  return out;
}

TEST(CsvTest, PlainTextIsWrittenAsItIs) {
  EXPECT_EQ(Csv("emergency duty team"), "emergency duty team");
  EXPECT_EQ(Csv(""), "");
}

TEST(CsvTest, SeparatorsQuotesAndLineBreaksAreQuoted) {
  EXPECT_EQ(Csv("a,b"), "\"a,b\"");
  EXPECT_EQ(Csv("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(Csv("a\r\nb"), "\"a\r\nb\"");
}

TEST(CsvTest, WhatASpreadsheetWouldRunIsNeutralised) {
  EXPECT_EQ(Csv("=1+1"), "'=1+1");
  EXPECT_EQ(Csv("+44 1733"), "'+44 1733");
  EXPECT_EQ(Csv("-1"), "'-1");
  EXPECT_EQ(Csv("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(Csv("\t=1"), "'\t=1");
  EXPECT_EQ(Csv("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(Csv("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

TEST(CsvTest, SignsWithinTextAreLeft) { EXPECT_EQ(Csv("a=b"), "a=b"); }

TEST(CsvTest, ARowEndsWithCarriageReturnAndLineFeed) {
  std::string out;
  CsvRow row(out);
  row.Plain("1").Text("=x").Text("").End();
  row.Plain("2").Text("y").Text("z").End();
  EXPECT_EQ(out, "1,'=x,\r\n2,y,z\r\n");
}

}  // namespace
}  // namespace daybook::http
