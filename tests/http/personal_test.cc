// Personal data over HTTP: sealed in what is stored, opened for readers, erased with its key.

#include "event/sealed.h"
#include "http/personal_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

TEST_F(PersonalDataTest, WhatIsStoredIsSealedAndWhoeverMayReadsItOpened) {
  Start();
  Register();
  Own();
  const json entry = json::parse(*book_->Read(0));
  EXPECT_EQ(entry.at("data").at("name").at("@sealed").at("person"), "person/z");
  EXPECT_EQ(entry.at("data").at("role").at("@sealed").size(), 4U);
  for (const std::string& target : opened_) EXPECT_TRUE(Names(target)) << target;
  EXPECT_TRUE(Names("/v1/views/workload", "text/csv"));
  EXPECT_EQ(Get(opened_.front()).Header("cache-control"), "no-store");
  EXPECT_EQ(Get("/v1/subjects/person/z").Json().at("name"), kName);
}

TEST_F(PersonalDataTest, WhateverIsExactCarriesTheSealedBytes) {
  Start();
  Register();
  const std::string entry = *book_->Read(0);
  EXPECT_EQ(Body("/v1/events/0"), entry);
  EXPECT_TRUE(Body("/v1/events", "application/x-ndjson").starts_with(entry));
  EXPECT_FALSE(Names("/v1/events", "text/csv"));
  EXPECT_FALSE(Names("/v1/subjects/person/z/events", "application/x-ndjson"));
  EXPECT_FALSE(Names("/v1/receipts/0", "*/*"));
  EXPECT_NE(Body("/v1/log/tile/entries/000.p/1", "*/*").find(entry), std::string::npos);
  EXPECT_TRUE(FilesNaming(kName).empty());
}

TEST_F(PersonalDataTest, WhoeverMayNotReadItIsShownThatItIsSealed) {
  asks_who_ = true;
  Start();
  writer_ = As("administrator");
  Register();
  Own();
  reader_ = As("director");
  for (const std::string& target : opened_) EXPECT_TRUE(Names(target)) << target;
  reader_ = As("analyst");
  for (const std::string& target : opened_) EXPECT_FALSE(Names(target)) << target;
  EXPECT_EQ(Get("/v1/subjects/person/z", reader_).Json().at("name"), "[sealed]");
  EXPECT_EQ(Get("/v1/views/workload", reader_).Json().at("rows").at(0).at("name"), "[sealed]");
  EXPECT_NE(Body("/v1/events").find(kSealedBegin), std::string::npos);
}

TEST_F(PersonalDataTest, WhoeverPassesItOnAsksForItSealed) {
  Start();
  Register();
  Own();
  for (const std::string& target : opened_) {
    const char* more = target.find('?') == std::string::npos ? "?" : "&";
    EXPECT_FALSE(Names(target + more + "personal=sealed")) << target;
  }
  EXPECT_EQ(Get("/v1/views/workload?personal=x").status, 400);
}

TEST_F(PersonalDataTest, AReportNamesThemOrSaysThatItIsSealed) {
  Start();
  Register();
  ASSERT_EQ(PostEvent(EventOf("w", "report.written", "report/r",
                              R"({"title":"Progress","author":"person/z"})"))
                .status,
            201);
  WaitUntilFollowed();
  EXPECT_TRUE(Names("/v1/reports/scrutiny", "text/html"));
  EXPECT_TRUE(Names("/v1/reports/scrutiny", "text/markdown"));
  const std::string sealed = Body("/v1/reports/scrutiny?personal=sealed", "text/html");
  EXPECT_EQ(sealed.find(kName), std::string::npos);
  EXPECT_NE(sealed.find("[sealed], [sealed]"), std::string::npos);
}

TEST_F(PersonalDataTest, TheSameEventAgainIsARepetitionAndOtherContentIsNot) {
  Start();
  Register();
  EXPECT_EQ(PostEvent(Registered()).status, 200);
  EXPECT_EQ(PostEvent(Registered("Somebody Else")).status, 409);
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(PersonalDataTest, AClientSealsWhatItCallsPersonalInAnyEvent) {
  Start();
  ASSERT_EQ(PostEvent(EventOf("1", "case.noted", "case/1", R"({"who":)" + Wrapped() + "}")).status,
            201);
  ASSERT_EQ(PostEvent(EventOf("2", "finding.raised", "finding/f",
                              R"({"kind":"area-for-improvement","title":)" + Wrapped() +
                                  R"(,"visit":"visit/v","verbatim":"v","area":"area/a"})"))
                .status,
            201);
  EXPECT_TRUE(FilesNaming(kName).empty());
  EXPECT_TRUE(Names("/v1/events?subject=case/1"));
  EXPECT_TRUE(Names("/v1/subjects/finding/f"));
  EXPECT_TRUE(Names("/v1/views/readiness", "text/csv"));
}

TEST_F(PersonalDataTest, ACiphertextThatIsReadyMadeIsRefused) {
  Start();
  Register();
  const std::string sealed = json::parse(*book_->Read(0)).at("data").at("name").dump();
  const std::string event = EventOf("2", "case.noted", "case/1", R"({"who":)" + sealed + "}");
  const Response refused = PostEvent(event);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").at(0).at("pointer"), "/data/who");
  EXPECT_EQ(
      Post("/v1/events", "application/x-ndjson", event).Json().at("errors").at(0).at("pointer"),
      "/0/data/who");
}

TEST_F(PersonalDataTest, WhatARegisteredSchemaCallsPersonalHasToBeSentSealed) {
  Start();
  ASSERT_EQ(PostEvent(EventOf("s", "schema.registered", "book/control",
                              R"({"type":"case.opened","version":1,"schema":{"properties":)"
                              R"({"child":{"type":"string","x-personal":true}}}})"))
                .status,
            201);
  const Response plain = PostEvent(EventOf("1", "case.opened", "case/1", R"({"child":"Ada"})"));
  EXPECT_EQ(plain.status, 422);
  EXPECT_EQ(plain.Json().at("errors").at(0).at("pointer"), "/data/child");
  EXPECT_EQ(
      PostEvent(EventOf("1", "case.opened", "case/1", R"({"child":)" + Wrapped() + "}")).status,
      201);
}

TEST_F(PersonalDataTest, ACorrectionOfItIsSealedAndShownInItsPlace) {
  Start();
  ASSERT_EQ(PostEvent(Registered("Zebede")).status, 201);
  const Response corrected =
      PostEvent(EventOf("c", "event.corrected", "person/z",
                        R"({"event":"reg","pointer":"/name","from":"Zebede","to":")" +
                            std::string(kName) + R"(","basis":"as they write it"})"));
  ASSERT_EQ(corrected.status, 201) << corrected.body;
  EXPECT_EQ(Get("/v1/subjects/person/z").Json().at("name"), kName);
  EXPECT_TRUE(FilesNaming(kName).empty());
}

TEST_F(PersonalDataTest, OnceErasedNothingHasItAndNothingOpensIt) {
  Start();
  Register();
  Own();
  ASSERT_EQ(Get("/v1/subjects/person/z").Json().at("name"), kName);
  ASSERT_EQ(Erase().status, 201);
  for (const std::string& target : opened_) {
    EXPECT_FALSE(Names(target)) << target;
    EXPECT_EQ(Get(target, {{"Accept", "text/csv"}}).body.find(kName), std::string::npos) << target;
  }
  EXPECT_EQ(Get("/v1/subjects/person/z").Json().at("name"), "");
  // As it was: nobody can see that any more either.
  const std::string known = json::parse(*book_->Read(0)).at("recordedtime");
  const Response before = Get("/v1/subjects/person/z?known=" + known);
  EXPECT_EQ(before.Json().at("name"), "[sealed]");
  EXPECT_TRUE(FilesNaming(kName).empty());
  EXPECT_EQ(keyring_->Find("person/z"), nullptr);
}

TEST_F(PersonalDataTest, OfWhoeverIsErasedNothingIsTakenInAndNoRepetitionIsTold) {
  Start();
  Register();
  ASSERT_EQ(Erase().status, 201);
  EXPECT_EQ(Erase().status, 200);
  const Response again = PostEvent(Registered());
  EXPECT_EQ(again.status, 409);
  EXPECT_NE(again.body.find("has no key any more"), std::string::npos);
  const Response more =
      PostEvent(EventOf("2", "case.noted", "case/1", R"({"who":)" + Wrapped() + "}"));
  EXPECT_EQ(more.status, 409);
  EXPECT_NE(more.body.find("is erased"), std::string::npos);
}

TEST_F(PersonalDataTest, NobodyIsErasedWhileAHoldStandsWhateverIsOverridden) {
  Start();
  Register();
  ASSERT_EQ(PostEvent(EventOf("h", "person.hold-placed", "person/z",
                              R"({"hold":"claim-1","basis":"a claim"})"))
                .status,
            201);
  const Response refused = Erase();
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").at(0).at("rule"), "person-erased-without-hold");
  EXPECT_NE(refused.body.find("claim-1"), std::string::npos);
  std::string overriding = EventOf("e", "person.erased", "person/z", "{}");
  overriding.pop_back();
  overriding += R"(,"ruleoverride":"person-erased-without-hold","reason":"asked to"})";
  EXPECT_EQ(PostEvent(overriding).status, 422);
  EXPECT_EQ(Erase("i", {{"Daybook-Import", "1"}}).status, 422);
  EXPECT_EQ(Get("/v1/subjects/person/z").Json().at("name"), kName);
  ASSERT_EQ(
      PostEvent(EventOf("l", "person.hold-lifted", "person/z", R"({"hold":"claim-1"})")).status,
      201);
  EXPECT_EQ(Erase().status, 201);
  EXPECT_EQ(keyring_->Find("person/z"), nullptr);
}

TEST_F(PersonalDataTest, WithoutItsKeyringABookTakesInAndShowsNoPersonalDataAndAllElse) {
  std::ofstream(directory_ / "keyring-id") << "0123\n";
  Start();
  const Response refused = PostEvent(Registered());
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("The keyring of this book is missing"), std::string::npos);
  EXPECT_EQ(Erase().status, 503);
  EXPECT_EQ(PostEvent(EventJson("1")).status, 201);
  EXPECT_NE(Body("/health/ready").find("is missing"), std::string::npos);
  EXPECT_EQ(book_->size(), 1U);
}

TEST_F(PersonalDataTest, AHoldIsNotCorrectedAwayNorSealed) {
  Start();
  Register();
  const std::string hold = R"({"hold":"c","basis":"A claim"})";
  ASSERT_EQ(PostEvent(EventOf("hold", "person.hold-placed", "person/z", hold)).status, 201);
  EXPECT_EQ(PostEvent(EventOf("sealed", "person.hold-placed", "person/z",
                              R"({"@sealed":{"person":"person/z","value":)" + hold + "}}"))
                .status,
            422);
  const Response corrected =
      PostEvent(EventOf("corrected", "event.corrected", "person/z",
                        R"({"event":"hold","pointer":"","from":null,"to":{},"basis":"x"})"),
                {{"Daybook-Import", "1"}});
  EXPECT_EQ(corrected.status, 201) << corrected.body;
  EXPECT_EQ(Erase().status, 422);
  EXPECT_TRUE(Names("/v1/subjects/person/z"));
}

TEST_F(PersonalDataTest, WhatIsMarkedAsOnesIsNotSealedAsAnothers) {
  Start();
  EXPECT_EQ(
      PostEvent(EventOf("reg", "person.registered", "person/a", R"({"name":)" + Wrapped() + "}"))
          .status,
      422);
}

}  // namespace
}  // namespace daybook::http
