#include "http/accept.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

TEST(AcceptTest, WithoutAHeaderTheFirstOfferIsTaken) {
  EXPECT_EQ(NegotiateFormat(""), Format::kJson);
  EXPECT_EQ(NegotiateFormat("  "), Format::kJson);
}

TEST(AcceptTest, AnyTypeAcceptsTheFirstOffer) {
  EXPECT_EQ(NegotiateFormat("*/*"), Format::kJson);
  EXPECT_EQ(NegotiateFormat("application/*"), Format::kJson);
  EXPECT_EQ(NegotiateFormat("text/*"), Format::kCsv);
}

TEST(AcceptTest, TheHigherWeightWins) {
  EXPECT_EQ(NegotiateFormat("application/json;q=0.5, text/csv"), Format::kCsv);
  EXPECT_EQ(NegotiateFormat("application/json;q=0.5, text/csv;q=0.4"), Format::kJson);
  EXPECT_EQ(NegotiateFormat("*/*;q=0.1, application/x-ndjson;q=0.2"), Format::kNdjson);
}

TEST(AcceptTest, TheCloserRangeDecidesTheWeight) {
  EXPECT_EQ(NegotiateFormat("application/json;q=0, */*"), Format::kNdjson);
}

TEST(AcceptTest, ParametersAndCaseDoNotMatter) {
  EXPECT_EQ(NegotiateFormat("Text/CSV; charset=utf-8; Q=0.9"), Format::kCsv);
}

TEST(AcceptTest, NothingFitsWhenNothingAskedForIsThere) {
  EXPECT_EQ(NegotiateFormat("image/png"), std::nullopt);
  EXPECT_EQ(NegotiateFormat("application/json;q=0"), std::nullopt);
}

TEST(AcceptTest, EtagsAreComparedWeaklyAndByMember) {
  EXPECT_TRUE(EtagMatches("\"7\"", "\"7\""));
  EXPECT_TRUE(EtagMatches("\"1\", W/\"7\"", "\"7\""));
  EXPECT_TRUE(EtagMatches("*", "\"7\""));
  EXPECT_FALSE(EtagMatches("\"77\"", "\"7\""));
  EXPECT_FALSE(EtagMatches("", "\"7\""));
}

}  // namespace
}  // namespace daybook::http
