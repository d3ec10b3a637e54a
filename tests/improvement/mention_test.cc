#include "improvement/mention.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "improvement/entries.h"

namespace daybook::improvement {
namespace {

using Names = std::set<std::string>;

Names MentionsIn(const std::string& data) {
  const Entries entries{
      {.type = "meeting.decided", .subject = "meeting/board", .time = "2025-01-01", .data = data}};
  const Facts facts = FactsOf(entries.all);
  return MentionsOf(ReadFact(facts.at(0)));
}

TEST(Mention, IsAMemberThatIsASubjectOrAListWithOne) {
  EXPECT_EQ(MentionsIn(R"({"finding":"finding/a","targets":["action/b","plan/c"],"n":1})"),
            (Names{"finding/a", "action/b", "plan/c"}));
}

TEST(Mention, IsNotASentenceNorASubjectOfAnUnknownKindNorItself) {
  EXPECT_EQ(MentionsIn(R"({"text":"finding/a got worse","s":"and/or","t":"finding/",
                           "u":"meeting/board","v":{"finding":"finding/deep"}})"),
            Names{});
}

TEST(Mention, OfDataThatIsNoObjectIsNone) {
  EXPECT_EQ(MentionsIn(R"(["finding/a"])"), Names{});
  EXPECT_EQ(MentionsIn(R"("finding/a")"), Names{});
}

TEST(Mention, HasABound) {
  nlohmann::json data;
  for (int i = 0; i < 2'000; ++i) data["targets"].push_back("finding/" + std::to_string(i));
  EXPECT_EQ(MentionsIn(data.dump()).size(), kMentionsMax);
}

}  // namespace
}  // namespace daybook::improvement
