#include "web/words.h"

#include <gtest/gtest.h>

#include "web/address.h"

namespace daybook::web {
namespace {

TEST(WordsTest, DaysAreWrittenOutAsFarAsTheyAreKnown) {
  EXPECT_EQ(MomentWords("2025-01-22"), "22 January 2025");
  EXPECT_EQ(MomentWords("2025-01"), "January 2025");
  EXPECT_EQ(MomentWords("2025"), "2025");
  EXPECT_EQ(MomentWords(""), "");
  EXPECT_EQ(MomentWords("in June"), "in June");
  EXPECT_EQ(BriefMoment("2025-01-22"), "22 Jan 2025");
  EXPECT_EQ(BriefMoment("2025-05"), "May 2025");
}

TEST(WordsTest, ATimeNamesTheZoneOfItsClock) {
  EXPECT_EQ(MomentWords("2025-01-22T09:00:00+00:00"), "22 January 2025, 09:00 GMT");
  EXPECT_EQ(BriefMoment("2025-07-22T09:05:59+01:00"), "22 Jul 2025, 09:05 BST");
}

TEST(WordsTest, NamesAndValuesAreWords) {
  EXPECT_EQ(NameWords("newestEvidence"), "Newest evidence");
  EXPECT_EQ(ValueWords("not-yet-evident"), "Not yet evident");
  EXPECT_EQ(CountWords(0), "0");
  EXPECT_EQ(CountWords(999), "999");
  EXPECT_EQ(CountWords(1'234'567), "1,234,567");
}

TEST(AddressTest, ParametersAreReplacedAndLeftOut) {
  const Address address{"/actions", {{"sort", "due"}}};
  EXPECT_EQ(address.Text(), "/actions?sort=due");
  EXPECT_EQ(address.With("sort", "-due").Text(), "/actions?sort=-due");
  EXPECT_EQ(address.With("sort", "").Text(), "/actions");
  EXPECT_EQ(address.With("text", "a&b=\"c\" é").Text(),
            "/actions?sort=due&text=a%26b%3D%22c%22%20%C3%A9");
  EXPECT_EQ(SubjectAddress("action/a b?c").Text(), "/subjects/action/a%20b%3Fc");
}

}  // namespace
}  // namespace daybook::web
