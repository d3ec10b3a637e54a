#include "http/header_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace daybook::http {
namespace {

std::vector<std::string> Parts(std::string_view text, char separator) {
  std::vector<std::string> parts;
  ForEachPart(text, separator, [&](std::string_view part) { parts.emplace_back(part); });
  return parts;
}

TEST(HeaderTextTest, PartsAreTrimmedAndEmptyOnesLeftOut) {
  EXPECT_EQ(Parts(" a ,, b,\t", ','), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(Parts("", ',').empty());
}

TEST(HeaderTextTest, ASeparatorInQuotesDoesNotSeparate) {
  EXPECT_EQ(Parts(R"("a,b",c)", ','), (std::vector<std::string>{R"("a,b")", "c"}));
  EXPECT_EQ(Parts(R"("a\",b",c)", ','), (std::vector<std::string>{R"("a\",b")", "c"}));
}

TEST(HeaderTextTest, QuotesAreTakenOffAndEscapesResolved) {
  EXPECT_EQ(Unquote(R"("say \"x\" \\")"), R"(say "x" \)");
  EXPECT_EQ(Unquote("plain"), "plain");
  EXPECT_EQ(Unquote("\""), "\"");
}

TEST(HeaderTextTest, PercentDecodingIsDoneOnce) {
  EXPECT_EQ(PercentDecode("Euro%20%E2%82%AC%2520"), "Euro \u20AC%20");
}

TEST(HeaderTextTest, BrokenPercentEncodingIsRefused) {
  EXPECT_EQ(PercentDecode("a%"), std::nullopt);
  EXPECT_EQ(PercentDecode("a%2"), std::nullopt);
  EXPECT_EQ(PercentDecode("a%zz"), std::nullopt);
}

TEST(HeaderTextTest, EncodingAndDecodingAreInverse) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  EXPECT_EQ(PercentDecode(PercentEncode(bytes)), bytes);
  EXPECT_EQ(PercentEncode("a-b.c_d~e"), "a-b.c_d~e");
}

}  // namespace
}  // namespace daybook::http
