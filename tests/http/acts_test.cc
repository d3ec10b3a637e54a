// The forms of acts: who may have them, what they refuse, and that nothing is recorded twice.

#include "http/access_fixture.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kProgress = "/subjects/action/a/acts/action.progressed";

bool Shows(const Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

class ActsTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    manager_ = As("programme-manager");
    Tell("1", "action.proposed", "action/a", R"({"title":"Hire","findings":["finding/a"]})",
         "board");
    Tell("2", "action.agreed", "action/a", R"({"owner":"person/ada","due":"2040-01-01"})", "board");
    WaitUntilFollowed();
  }

  static std::string FieldIn(const std::string& page, const std::string& name) {
    const auto at = page.find("name=\"" + name + "\"");
    if (at == std::string::npos) return "";
    const std::string before = "value=\"";
    const auto begin = page.find(before, at) + before.size();
    return page.substr(begin, page.find('"', begin) - begin);
  }

  // What the form of a page sends, with further fields.
  static std::string Filled(const Response& page, const std::string& more) {
    return "id=" + FieldIn(page.body, "id") + "&revision=" + FieldIn(page.body, "revision") +
           "&time=" + FieldIn(page.body, "time") + "&" + more;
  }

  // A form has an address of its own.
  Response Form(const std::string& target, const Headers& who) {
    const Response there = Get(target, who);
    return there.status == 303 ? Get(there.Header("location"), who) : there;
  }

  Response Send(const std::string& target, const std::string& fields) {
    return Post(target, kForm, fields, manager_);
  }

  nlohmann::json Last() { return nlohmann::json::parse(*book_->Read(book_->size() - 1)); }

  Headers manager_;
};

TEST_F(ActsTest, WhatIsFilledInIsAnEventByWhoeverSentIt) {
  const Response page = Form(kProgress, manager_);
  ASSERT_EQ(page.status, 200) << page.body;
  const Response sent = Send(kProgress, Filled(page, "text=Two+of+three+%3C&confidence=high"));
  EXPECT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(sent.Header("location"), "/subjects/action/a");
  const nlohmann::json event = Last();
  EXPECT_EQ(event.at("type"), "action.progressed");
  EXPECT_EQ(event.at("authid"), "programme-manager");
  EXPECT_EQ(event.at("data"),
            nlohmann::json::parse(R"({"text":"Two of three <","confidence":"high"})"));
  EXPECT_EQ(event.at("timeprecision"), "day");
  EXPECT_TRUE(Shows(Get("/subjects/action/a", manager_), "Two of three &lt;"));
}

TEST_F(ActsTest, AFormThatIsSentTwiceIsRecordedOnce) {
  const std::string fields = Filled(Form(kProgress, manager_), "text=Done");
  EXPECT_EQ(Send(kProgress, fields).status, 303);
  const Position size = book_->size();
  EXPECT_EQ(Send(kProgress, fields).status, 303);
  EXPECT_EQ(book_->size(), size);
}

TEST_F(ActsTest, AFormThatAStepBackShowsAgainIsRecordedOnceEvenAfterOthersWrote) {
  const std::string form = Get(kProgress, manager_).Header("location");
  EXPECT_EQ(Send(kProgress, Filled(Get(form, manager_), "text=Done")).status, 303);
  Tell("3", "action.started", "action/a", "{}");
  const Position size = book_->size();
  EXPECT_EQ(Send(kProgress, Filled(Get(form, manager_), "text=Done")).status, 303);
  EXPECT_EQ(book_->size(), size);
}

TEST_F(ActsTest, AnIdThatNoFormWasGivenIsRefused) {
  for (const char* id : {"?id=1", "?id=ABCDEFABCDEFABCDEFABCDEFABCDEFAB", "?id=e&id=f"}) {
    EXPECT_EQ(Get(std::string(kProgress) + id, manager_).status, 400) << id;
  }
}

TEST_F(ActsTest, AnActThatARuleForbidsTwiceIsAnsweredAsBeforeWhenItIsSentAgain) {
  const std::string start = "/subjects/action/a/acts/action.started";
  const std::string fields = Filled(Form(start, manager_), "");
  EXPECT_EQ(Send(start, fields).status, 303);
  EXPECT_EQ(Send(start, fields).status, 303);
}

TEST_F(ActsTest, OtherContentInAFormThatWasSentIsRefusedUntilItIsSentAsAFurtherEvent) {
  const Response page = Form(kProgress, manager_);
  EXPECT_EQ(Send(kProgress, Filled(page, "text=One")).status, 303);
  const Position size = book_->size();
  const Response refused = Send(kProgress, Filled(page, "text=Another"));
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(Shows(refused, "is recorded already, and this is not the same"));
  EXPECT_TRUE(Shows(refused, ">Another</textarea>"));
  EXPECT_EQ(book_->size(), size);
  EXPECT_NE(FieldIn(refused.body, "id"), FieldIn(page.body, "id"));
  EXPECT_EQ(Send(kProgress, Filled(refused, "text=Another")).status, 303);
  EXPECT_EQ(book_->size(), size + 1);
}

TEST_F(ActsTest, WhatSomebodyChangedMeanwhileIsSaidBeforeItIsRecorded) {
  const std::string fields = Filled(Form(kProgress, manager_), "text=Mine");
  Tell("3", "action.started", "action/a", "{}");
  const Position size = book_->size();
  const Response overtaken = Send(kProgress, fields);
  EXPECT_EQ(overtaken.status, 409);
  EXPECT_TRUE(Shows(overtaken, "Somebody changed this meanwhile"));
  EXPECT_TRUE(Shows(overtaken, ">Mine</textarea>"));
  EXPECT_EQ(book_->size(), size);
  EXPECT_EQ(FieldIn(overtaken.body, "revision"), "2");
  EXPECT_EQ(Send(kProgress, Filled(overtaken, "text=Mine")).status, 303);
}

TEST_F(ActsTest, WhatIsMissingIsSaidAtItsField) {
  const Response refused = Send(kProgress, Filled(Form(kProgress, manager_), "text="));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Shows(refused, "<a href=\"#act-text\">What has been done is needed.</a>"));
  EXPECT_TRUE(Shows(refused, "id=\"act-text-error\""));
}

TEST_F(ActsTest, ARuleThatIsBrokenIsSaid) {
  const std::string complete = "/subjects/action/a/acts/action.completed";
  const Response refused = Send(complete, Filled(Form(complete, manager_), "evidence="));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Shows(refused, "Only an action that work has begun on is completed"));
}

TEST_F(ActsTest, AnEventIsCorrectedByItsPosition) {
  const std::string correct = "/subjects/action/a/acts/event.corrected";
  const std::string position = std::to_string(book_->size() - 1);
  const Response page = Form(correct, manager_);
  EXPECT_EQ(Send(correct, Filled(page, "event=999&pointer=/due&from=a&to=b&basis=c")).status, 422);
  const Response sent = Send(
      correct, Filled(page, "event=" + position +
                                "&pointer=/due&from=2040-01-01&to=2040-02-01&basis=The+minutes"));
  EXPECT_EQ(sent.status, 303) << sent.body;
  EXPECT_EQ(Last().at("data").at("event").at("id"), "2");
  EXPECT_EQ(Last().at("data").at("to"), "2040-02-01");
}

TEST_F(ActsTest, AFormIsForThoseAloneWhoMayAct) {
  const std::string assess = "/subjects/action/a/acts/action.impact-assessed";
  EXPECT_EQ(Get(assess, manager_).status, 403);
  EXPECT_EQ(Send(assess, "id=x&level=evidenced").status, 403);
  EXPECT_FALSE(Shows(Get("/subjects/action/a", manager_), "/acts/action.impact-assessed"));
  EXPECT_TRUE(Shows(Get("/subjects/action/a", manager_), "/acts/action.progressed"));
  EXPECT_EQ(Form(assess, As("quality-lead")).status, 200);
  EXPECT_EQ(Get(kProgress, As("inspector")).status, 403);
  EXPECT_FALSE(Shows(Get("/subjects/action/a", As("inspector")), "/acts/"));
  EXPECT_FALSE(Shows(Get("/subjects/action/a?at=2030-01-01", manager_), "/acts/"));
}

TEST_F(ActsTest, WhatIsNotToBeSeenHasNoForm) {
  Tell("4", "action.proposed", "action/kept", R"({"title":"Kept","findings":["finding/a"]})");
  WaitUntilFollowed();
  const Headers practitioner = As("practitioner");
  EXPECT_EQ(Get("/subjects/action/kept/acts/action.started", practitioner).status, 404);
  const Response seen = Form("/subjects/action/a/acts/action.started", practitioner);
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(FieldIn(seen.body, "revision"), "") << "how many events there are is not for everybody";
  EXPECT_EQ(Get("/subjects/action/none/acts/action.started", practitioner).status, 404);
}

TEST_F(ActsTest, APageWithAFormIsNotPacked) {
  Headers headers = manager_;
  headers["Accept-Encoding"] = "gzip";
  EXPECT_EQ(Form(kProgress, headers).Header("content-encoding"), "");
  EXPECT_EQ(Get("/subjects/action/a", headers).Header("content-encoding"), "gzip");
}

TEST_F(ActsTest, AFormOfSomebodyWhoSignedInSaysThatItIsTheirs) {
  const std::string token = manager_.at("Authorization").substr(7);
  const Response in =
      Post("/sign-in", kForm, "token=" + PercentEncode(token), {{"Sec-Fetch-Site", "same-origin"}});
  ASSERT_EQ(in.status, 303) << in.body;
  const std::string set = in.Header("set-cookie");
  const Headers cookie = {{"Cookie", set.substr(0, set.find(';'))},
                          {"Sec-Fetch-Site", "same-origin"}};
  const Response page = Form(kProgress, cookie);
  ASSERT_EQ(page.status, 200) << page.body;
  const std::string fields = Filled(page, "text=Done");
  EXPECT_EQ(Post(kProgress, kForm, fields, cookie).status, 403);
  const std::string csrf = "&csrf=" + FieldIn(page.body, "csrf");
  EXPECT_EQ(Post(kProgress, kForm, fields + csrf, cookie).status, 303);
  EXPECT_TRUE(Shows(page, "Signed in as programme-manager"));
}

}  // namespace
}  // namespace daybook::http
