// Corrections of personal data over HTTP: as sealed as what they correct.

#include "http/personal_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

// The event need not be about a person.
TEST_F(PersonalDataTest, ACorrectionOfASealedValueIsSealedWhereverItStands) {
  Start();
  ASSERT_EQ(
      PostEvent(EventOf("1", "case.noted", "case/1", R"({"who":)" + Wrapped("Zeb") + "}")).status,
      201);
  const auto correct = [&](const std::string& id, const std::string& pointer,
                           const std::string& to) {
    return PostEvent(EventOf(id, "event.corrected", "case/1",
                             R"({"event":"1","pointer":")" + pointer + R"(","from":"Zeb","to":)" +
                                 to + R"(,"basis":"A slip"})"));
  };
  const std::string name = '"' + std::string(kName) + '"';
  ASSERT_EQ(correct("c", "/who", name).status, 201);
  ASSERT_EQ(correct("whole", "", R"({"who":)" + name + "}").status, 201);
  EXPECT_TRUE(FilesNaming(kName).empty());
  const json entry = json::parse(*book_->Read(1));
  EXPECT_EQ(entry.at("data").at("from").at("@sealed").at("person"), "person/z");
  EXPECT_EQ(entry.at("data").at("to").at("@sealed").at("person"), "person/z");
  EXPECT_TRUE(Names("/v1/events?subject=case/1"));
  EXPECT_EQ(correct("c", "/who", name).status, 200) << "the same again";
}

TEST_F(PersonalDataTest, ACorrectionInTheSameCommitIsSealedToo) {
  Start();
  const std::string noted = EventOf("1", "case.noted", "case/1", R"({"who":)" + Wrapped() + "}");
  const std::string corrected =
      EventOf("2", "event.corrected", "case/1",
              R"({"event":{"id":"1","source":"/test"},"pointer":"/who","from":")" +
                  std::string(kName) + R"(","to":"Another","basis":"A slip"})");
  const Response posted =
      Post("/v1/events", "application/x-ndjson", noted + "\n" + corrected + "\n");
  ASSERT_EQ(posted.status, 201) << posted.body;
  EXPECT_TRUE(FilesNaming(kName).empty());
}

TEST_F(PersonalDataTest, ValuesOfSeveralPersonsAreNotCorrectedAtOnce) {
  Start();
  ASSERT_EQ(PostEvent(EventOf("1", "case.noted", "case/1",
                              R"({"a":)" + Wrapped() +
                                  R"(,"b":{"@sealed":{"person":"person/y","value":"Yves"}}})"))
                .status,
            201);
  const Response refused =
      PostEvent(EventOf("c", "event.corrected", "case/1",
                        R"({"event":"1","pointer":"","from":{},"to":{},"basis":"n"})"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").at(0).at("pointer"), "/data/pointer");
}

}  // namespace
}  // namespace daybook::http
