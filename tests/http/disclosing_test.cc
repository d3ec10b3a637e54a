#include "http/disclosing.h"

#include "http/access_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

constexpr const char* kName = "Zebedee Quillfeather";

class DisclosingTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    admin_ = As("administrator");
    director_ = As("director");
    analyst_ = As("analyst");
    Post(R"("type":"person.registered","subject":"person/z","data":{"name":")" +
         std::string(kName) + R"(","role":"Head of Zithers"})");
    Post(R"("type":"action.proposed","subject":"action/x","data":{"title":"T",)"
         R"("findings":["finding/f"]})");
    Post(R"("type":"action.agreed","subject":"action/x","data":{"owner":"person/z",)"
         R"("due":"2027-01-01"})");
    WaitUntilFollowed();
    before_ = book_->size();
  }

  void Post(const std::string& rest) {
    const std::string event = R"({"specversion":"1.0","source":"/test","id":"e)" +
                              std::to_string(next_++) + R"(",)" + rest + "}";
    ASSERT_EQ(PostEvent(event, admin_).status, 201);
  }

  void AskForPurposes(const std::string& list) {
    Post(R"("type":"policy.changed","subject":"book/control","data":{"purposeAskedFor":)" + list +
         "}");
    WaitUntilFollowed();
    before_ = book_->size();
  }

  Position Told() const { return book_->size() - before_; }

  json Last() const { return json::parse(*book_->Read(book_->size() - 1)); }

  Response As(const Headers& who, const std::string& target, Headers more = {}) {
    more.insert(who.begin(), who.end());
    return Get(target, more);
  }
  using AccessTest::As;

  Headers admin_, director_, analyst_;
  Position before_ = 0;
  int next_ = 0;
};

TEST_F(DisclosingTest, WhoIsShownPersonalDataIsInTheBookBeforeTheAnswerIs) {
  const Response answer = As(director_, "/v1/views/workload", {{"Daybook-Purpose", "A%20visit"}});
  ASSERT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(kName), std::string::npos);
  ASSERT_EQ(Told(), 1U);
  const json event = Last();
  EXPECT_EQ(event.at("type"), "data.disclosed");
  EXPECT_EQ(event.at("subject"), "book/disclosures");
  EXPECT_EQ(event.at("authid"), "director");
  EXPECT_EQ(event.at("authtype"), "token");
  EXPECT_EQ(event.at("data"), json::parse(R"({"asked":"/v1/views/workload","form":"reading",
      "purpose":"A visit","persons":[{"person":"person/z","values":1}]})"));
  EXPECT_EQ(book_->Read(book_->size() - 1)->find(kName), std::string::npos);
}

TEST_F(DisclosingTest, EveryWayToReadAPersonalValueIsTold) {
  for (const std::string target :
       {"/v1/subjects/person/z", "/v1/subjects/person/z/trail", "/v1/views/trail?subject=person/z",
        "/v1/events?subject=person/z", "/v1/subjects/person/z/events"}) {
    before_ = book_->size();
    ASSERT_EQ(As(director_, target).status, 200) << target;
    EXPECT_EQ(Told(), 1U) << target;
    EXPECT_EQ(Last().at("data").at("persons").at(0).at("person"), "person/z") << target;
  }
}

TEST_F(DisclosingTest, NothingIsToldOfOneWhoIsShownNothing) {
  EXPECT_EQ(As(analyst_, "/v1/views/workload").status, 200);
  EXPECT_EQ(As(director_, "/v1/views/workload?personal=sealed").status, 200);
  EXPECT_EQ(As(director_, "/v1/views/status").status, 200);
  EXPECT_EQ(As(director_, "/v1/subjects/action/x").status, 200);
  EXPECT_EQ(Told(), 0U);
}

TEST_F(DisclosingTest, LookingAtTheSameAgainIsToldOnce) {
  As(director_, "/v1/views/workload");
  As(director_, "/v1/views/workload");
  EXPECT_EQ(Told(), 1U);
  As(director_, "/v1/views/workload?purpose=Another");
  EXPECT_EQ(Told(), 2U);
  As(director_, "/v1/subjects/person/z");
  EXPECT_EQ(Told(), 3U);
  As(admin_, "/v1/subjects/person/z");
  EXPECT_EQ(Told(), 4U);
}

TEST_F(DisclosingTest, WherePolicyAsksForAPurposeThereHasToBeOne) {
  AskForPurposes(R"(["reading"])");
  const Response refused = As(director_, "/v1/views/workload");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body.find(kName), std::string::npos);
  EXPECT_NE(refused.body.find("Daybook-Purpose"), std::string::npos);
  EXPECT_EQ(Told(), 0U);
  EXPECT_EQ(As(director_, "/v1/views/workload?purpose=A+visit").status, 200);
  EXPECT_EQ(Last().at("data").at("purpose"), "A visit");
  EXPECT_EQ(As(director_, "/v1/views/workload?personal=sealed").status, 200);
  AskForPurposes("[]");
  EXPECT_EQ(As(director_, "/v1/views/workload").status, 200);
}

TEST_F(DisclosingTest, APurposeThatIsNoLineOfTextIsRefused) {
  EXPECT_EQ(As(director_, "/v1/views/workload", {{"Daybook-Purpose", "%0A"}}).status, 400);
  EXPECT_EQ(As(director_, "/v1/views/workload", {{"Daybook-Purpose", "%zz"}}).status, 400);
  EXPECT_EQ(As(director_, "/v1/views/workload", {{"Daybook-Purpose", "%FF"}}).status, 400);
  const std::string longest(limits::kPurposeBytes, 'x');
  EXPECT_EQ(As(director_, "/v1/views/workload", {{"Daybook-Purpose", longest + "x"}}).status, 413);
  EXPECT_EQ(Told(), 0U);
  const Response fits = As(director_, "/v1/views/workload", {{"Daybook-Purpose", longest}});
  EXPECT_EQ(fits.status, 200) << fits.body;
}

TEST_F(DisclosingTest, AnExportIsToldWhenItBeginsAndHowManyEventsItHadWhenItEnds) {
  Headers headers{{"Accept", "application/x-ndjson"}, {"Daybook-Purpose", "Audit"}};
  ASSERT_EQ(As(analyst_, "/v1/events", headers).status, 200);
  // The second comes when the answer has gone.
  EXPECT_TRUE(book_->indexer().position().WaitFor(before_ + 2, std::chrono::seconds(30)));
  ASSERT_EQ(Told(), 2U);
  const json begun = json::parse(*book_->Read(before_));
  const json ended = Last();
  EXPECT_EQ(begun.at("authid"), "analyst");
  EXPECT_EQ(begun.at("data"),
            json::parse(R"({"asked":"/v1/events","form":"export","purpose":"Audit"})"));
  EXPECT_EQ(ended.at("data").at("ends"), begun.at("id"));
  EXPECT_EQ(ended.at("data").at("rows"), before_);
}

TEST_F(DisclosingTest, WherePolicyAsksWhatExportsAreForNothingIsSentWithout) {
  AskForPurposes(R"(["export"])");
  const Response refused = As(analyst_, "/v1/events", {{"Accept", "text/csv"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(Told(), 0U);
  EXPECT_EQ(As(director_, "/v1/views/workload").status, 200) << "which is no export";
}

TEST_F(DisclosingTest, TheViewSaysWhoLooked) {
  As(director_, "/v1/views/workload", {{"Daybook-Purpose", "A%20visit"}});
  WaitUntilFollowed();
  const Response view = As(analyst_, "/v1/views/disclosures?subject=person/z");
  ASSERT_EQ(view.status, 200) << view.body;
  const json rows = view.Json().at("rows");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("who"), "director");
  EXPECT_EQ(rows[0].at("purpose"), "A visit");
  EXPECT_EQ(As(analyst_, "/v1/views/disclosures?subject=person/other").Json().at("rows").size(),
            0U);
  EXPECT_EQ(As(analyst_, "/v1/views/disclosures?subject=nonsense").status, 400);
}

TEST_F(DisclosingTest, WhatIsToldFitsTheSchemaOfItsType) {
  As(director_, "/v1/views/workload", {{"Daybook-Purpose", "A%20visit"}});
  json event = Last();
  for (const char* stamped :
       {"position", "revision", "sequence", "sequencetype", "recordedtime", "authtype", "authid"}) {
    event.erase(stamped);
  }
  event["id"] = "again";
  const Response posted = PostEvent(event.dump(), admin_);
  EXPECT_EQ(posted.status, 201) << posted.body;
}

TEST(ToldDisclosuresTest, IsKnownForAsLongAsTheWindowAndNoMoreThanThereIsRoomFor) {
  using namespace std::chrono_literals;
  const auto name = [](char c) { return Sha256(std::string(1, c)); };
  const auto start = ToldDisclosures::Clock::now();
  ToldDisclosures told(1min, 2);
  EXPECT_FALSE(told.Has(name('a'), start));
  told.Add(name('a'), start);
  EXPECT_TRUE(told.Has(name('a'), start + 59s));
  EXPECT_FALSE(told.Has(name('a'), start + 60s));
  told.Add(name('b'), start + 30s);
  told.Add(name('c'), start + 60s);
  EXPECT_TRUE(told.Has(name('b'), start + 60s)) << "what had ended made room";
  told.Add(name('d'), start + 61s);
  EXPECT_FALSE(told.Has(name('b'), start + 61s)) << "it is told once more";
  EXPECT_TRUE(told.Has(name('d'), start + 61s));
}

}  // namespace
}  // namespace daybook::http
