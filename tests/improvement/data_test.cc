#include "improvement/data.h"

#include <gtest/gtest.h>

namespace daybook::improvement {
namespace {

TEST(Data, GivesBackWhatWasPacked) {
  for (const std::string json :
       {R"({"a":"b","list":["x","","y"],"none":[],"mixed":["x",1],"n":1.5,"o":{"p":[null]}})",
        R"({})", R"({"quoted":"\""})", R"([1,2])", R"("text")", "null", "7"}) {
    const std::string packed = PackJson(json);
    EXPECT_EQ(Data(packed).Json(), json);
  }
  EXPECT_EQ(Data(PackJson("not JSON")).Json(), "");
}

TEST(Data, ReadsAMemberAsWhatItIsAndAsNothingElse) {
  const std::string packed =
      PackJson(R"({"text":"t","texts":["a","b"],"number":7,"less":-1.5,"yes":true})");
  const Data data(packed);
  EXPECT_EQ(data.Text("text"), "t");
  EXPECT_EQ(data.Text("number"), "");
  EXPECT_EQ(data.Texts("text"), std::vector<std::string>{"t"});
  EXPECT_EQ(data.Texts("texts"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(data.Texts("number").empty());
  EXPECT_EQ(data.Number("number"), 7U);
  EXPECT_EQ(data.Number("less"), std::nullopt);
  EXPECT_EQ(data.Real("less"), -1.5);
  EXPECT_EQ(data.Real("text"), std::nullopt);
  EXPECT_TRUE(data.Flag("yes"));
  EXPECT_FALSE(data.Flag("number"));
  EXPECT_EQ(data.Json("texts"), R"(["a","b"])");
  EXPECT_EQ(data.Json("missing"), "");
}

TEST(Data, CutShortIsReadAsIfItEndedThere) {
  const std::string packed = PackJson(R"({"a":"first","b":["x","y"],"c":3})");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const std::string cut = packed.substr(0, size);
    const Data data(cut);
    data.Texts("b");
    data.Number("c");
    EXPECT_LE(data.Text("a").size(), 5U);
  }
}

}  // namespace
}  // namespace daybook::improvement
