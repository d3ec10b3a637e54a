// Who is let in, and what that lets them do.

#include <gtest/gtest.h>

#include "http/access_fixture.h"

namespace daybook::http {
namespace {

std::string TypedEvent(const std::string& id, const std::string& type, const std::string& subject,
                       const std::string& more = "") {
  return R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":")" + type +
         R"(","subject":")" + subject + "\"" + more + R"(,"data":{}})";
}

TEST_F(AccessTest, WithoutACredentialOnlyWhatIsOpenIsAnswered) {
  for (const char* path :
       {"/", "/health/live", "/v1/rules", "/v1/schemas", "/v1/log/key", "/v1/log/checkpoint"}) {
    EXPECT_EQ(Get(path).status, 200) << path;
  }
  const Response refused = Get("/v1/views/status");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.Header("www-authenticate"), R"(Bearer realm="daybook")");
  EXPECT_EQ(refused.Json().at("type"), "urn:daybook:problem:unauthenticated");
  EXPECT_EQ(Get("/v1/nowhere").status, 404);
}

TEST_F(AccessTest, ABadCredentialIsRefusedWithoutTellingWhatIsKnown) {
  const std::string token = As("director").at("Authorization").substr(7);
  const std::string other = token.substr(0, 17) + std::string(64, '0');
  const std::string forged = other + DigestHex(Sha256(other)).substr(0, 8);
  const auto with = [&](const std::string& credential) {
    return Get("/v1/views/status", {{"Authorization", credential}});
  };
  const Response known = with("Bearer " + forged);
  EXPECT_EQ(known.status, 401);
  EXPECT_EQ(known.body, with("Bearer " + *access::MakeToken()).body);
  EXPECT_EQ(known.Header("www-authenticate"), R"(Bearer realm="daybook", error="invalid_token")");
  EXPECT_NE(with("Bearer " + token + "0").body.find("This is no token"), std::string::npos);
  EXPECT_EQ(with("Basic YTpi").status, 401);
  EXPECT_EQ(with("bearer " + token).status, 200);
}

TEST_F(AccessTest, WhatIsMissingIsNamedBeforeABodyIsRead) {
  Headers headers = As("inspector");
  headers["Content-Length"] = "1000000";
  const Response refused = Client(port_).Request("POST", "/v1/events", headers);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.Json().at("detail"), "The role inspector may not append events.");
}

TEST_F(AccessTest, WhoAppendsIsStampedFromTheCredential) {
  const Headers chair = As("board-chair");
  const std::string held = R"({"specversion":"1.0","id":"1","source":"/test",)"
                           R"("type":"meeting.held","subject":"meeting/1",)"
                           R"("data":{"kind":"improvement-board"}})";
  const Response appended = PostEvent(held, chair);
  ASSERT_EQ(appended.status, 201) << appended.body;
  const Response entry = Get("/v1/events/1", As("director"));
  EXPECT_EQ(entry.Json().at("authtype"), "token");
  EXPECT_EQ(entry.Json().at("authid"), "board-chair");
}

TEST_F(AccessTest, WhatMayNotBeAppendedIsPointedAt) {
  const Response type =
      PostEvent(TypedEvent("1", "finding.closed", "finding/x"), As("programme-manager"));
  EXPECT_EQ(type.status, 403);
  EXPECT_EQ(type.Json().at("errors")[0].at("pointer"), "/type");
  EXPECT_EQ(type.Json().at("errors")[0].at("detail"),
            "the role programme-manager may not append finding.closed about finding/x");
  const Response other =
      PostEvent(TypedEvent("1", "meeting.held", "meeting/1", R"(,"onbehalfof":"person/b")"),
                As("board-chair"));
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(other.Json().at("errors")[0].at("pointer"), "/onbehalfof");
  const Response history = PostEvent(TypedEvent("1", "meeting.held", "meeting/1"), [&] {
    Headers headers = As("board-chair");
    headers["Daybook-Import"] = "1";
    return headers;
  }());
  EXPECT_EQ(history.status, 403);
  EXPECT_NE(history.body.find("Daybook-Import"), std::string::npos);
}

TEST_F(AccessTest, WhoActsForOthersSaysForWhomAndBothAreKept) {
  const Headers clerk =
      Grant({.principal = "clerk", .role = "programme-manager", .acts_for_others = true});
  const Response appended =
      PostEvent(R"({"specversion":"1.0","id":"1","source":"/test","type":"area.registered",)"
                R"("subject":"area/x","onbehalfof":"ofsted","data":{"name":"X","kind":"service"}})",
                clerk);
  ASSERT_EQ(appended.status, 201) << appended.body;
  const auto entry = Get("/v1/events/1", clerk).Json();
  EXPECT_EQ(entry.at("authid"), "clerk");
  EXPECT_EQ(entry.at("onbehalfof"), "ofsted");
}

TEST_F(AccessTest, WhatIsGrantedAndRevokedHoldsFromTheAnswerOn) {
  const Headers administrator = As("administrator");
  const std::string token = *access::MakeToken();
  const auto digest = access::ReadToken(token);
  const auto granted = access::GrantEvent(
      {.principal = "ada", .role = "analyst", .prefix = digest->prefix, .hash = digest->hash});
  const Headers ada{{"Authorization", "Bearer " + token}};
  EXPECT_EQ(Get("/v1/events", ada).status, 401);
  EXPECT_EQ(PostEvent("{" + granted->body, As("director")).status, 403);
  EXPECT_EQ(PostEvent("{" + granted->body, administrator).status, 201);
  EXPECT_EQ(Get("/v1/events", ada).status, 200);

  Client streaming(port_);
  std::string head = "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
  streaming.Send(head + token + "\r\n\r\n");
  EXPECT_NE(streaming.ReadUntil("caught-up").find("200 OK"), std::string::npos);
  const std::string revoked =
      R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
      R"("subject":"book/control","reason":"Left.","data":{"principal":"ada"}})";
  EXPECT_EQ(PostEvent(revoked, administrator).status, 201);
  EXPECT_EQ(Get("/v1/events", ada).status, 401);
  Append("after");
  const std::string rest = streaming.ReadUntil("\r\n0\r\n\r\n");
  EXPECT_TRUE(rest.ends_with("\r\n0\r\n\r\n")) << "it goes on: " << rest;
  EXPECT_EQ(rest.find("\"after\""), std::string::npos);
}

TEST_F(AccessTest, AnExportEndsWithWhatLetItsReaderIn) {
  const Headers administrator = As("administrator");
  const Headers ada = Grant({.principal = "ada", .role = "analyst"});
  const std::string data = R"({"note":")" + std::string(60'000, 'x') + "\"}";
  for (int i = 0; i < 300; ++i)
    Append(std::to_string(i), "case/1", data);  // more than is under way
  WaitUntilFollowed();
  Client reading(port_, 4096);
  reading.Send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\nAuthorization: " +
               ada.at("Authorization") + "\r\n\r\n");
  EXPECT_NE(reading.ReadUntil("\r\n\r\n").find("200 OK"), std::string::npos);
  EXPECT_EQ(PostEvent(R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
                      R"("subject":"book/control","reason":"Left.","data":{"principal":"ada"}})",
                      administrator)
                .status,
            201);
  const std::string rest = reading.ReadAll();
  EXPECT_LT(rest.size(), 300U * 60'000U);
  EXPECT_FALSE(rest.ends_with("0\r\n\r\n")) << "as if it were whole";
}

TEST_F(AccessTest, AFileIsNotStoredOnceWhatLetItsSenderInHasEnded) {
  const Headers administrator = As("administrator");
  const Headers ada = Grant({.principal = "ada", .role = "quality-lead"});
  const std::string file(1'000'000, 'x');
  const std::string digest = DigestHex(Sha256(file));
  Client sending(port_);
  sending.Send("PUT /v1/evidence/sha256/" + digest +
               " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nAuthorization: " +
               ada.at("Authorization") + "\r\n\r\n" + file.substr(0, 10'000));
  EXPECT_EQ(PostEvent(R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
                      R"("subject":"book/control","reason":"Left.","data":{"principal":"ada"}})",
                      administrator)
                .status,
            201);
  sending.Send(file.substr(10'000));
  EXPECT_EQ(sending.Read().status, 401);
  EXPECT_EQ(Get("/v1/evidence/sha256/" + digest, administrator).status, 404);
}

TEST_F(AccessTest, ARefusalSaysNothingOfEventsToWhoDoesNotReadThemAll) {
  const Headers manager = As("programme-manager");
  const Headers practitioner = As("practitioner");
  Tell("p", "action.proposed", "action/x", R"({"title":"T","findings":["finding/f"]})");
  WaitUntilFollowed();
  const auto complete = [&](const Headers& who, const std::string& id) {
    return PostEvent(R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":)" +
                         R"("action.completed","subject":"action/x","data":{}})",
                     who);
  };
  EXPECT_NE(complete(manager, "1").body.find("It is proposed."), std::string::npos);
  const Response refused = complete(practitioner, "2");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("action-completed-when-under-way"), std::string::npos);
  EXPECT_EQ(refused.body.find("proposed"), std::string::npos) << refused.body;

  const Response taken = complete(practitioner, "p");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(taken.body.find("position"), std::string::npos) << taken.body;
}

TEST_F(AccessTest, AGrantNamesOneCredential) {
  const Headers administrator = As("administrator");
  const auto grant = [&](const std::string& more) {
    return PostEvent(R"({"specversion":"1.0","id":"1","source":"/test","type":"access.granted",)"
                     R"("subject":"book/control","data":{"principal":"a","role":"analyst")" +
                         more + "}}",
                     administrator)
        .status;
  };
  const std::string hash = R"(,"tokenHash":")" + std::string(64, 'a') + "\"";
  const std::string prefix = R"(,"tokenPrefix":"aaaaaaaa")";
  const std::string certificate = R"(,"certificate":")" + std::string(64, 'b') + "\"";
  EXPECT_EQ(grant(""), 422);
  EXPECT_EQ(grant(hash), 422);
  EXPECT_EQ(grant(certificate + prefix), 422);
  EXPECT_EQ(grant(hash + prefix + certificate), 422);
  EXPECT_EQ(grant(hash + prefix + R"(,"subjects":["*/x"])"), 422);
  EXPECT_EQ(grant(hash + prefix + R"(,"subjects":["action/*"])"), 201);
}

TEST_F(AccessTest, WhoIsKeptToSomeSubjectsReadsAndAppendsOnlyOfThem) {
  Tell("mine", "action.proposed", "action/mine",
       R"({"title":"mark-mine","findings":["finding/f"]})");
  Tell("other", "action.proposed", "action/other",
       R"({"title":"mark-other","findings":["action/mine"]})");
  WaitUntilFollowed();
  const Headers lead =
      Grant({.principal = "lead", .role = "quality-lead", .subjects = {"action/mine"}});
  const auto reads = [&](const std::string& target) { return Get(target, lead).body; };
  for (const char* target : {"/v1/events", "/v1/subjects/action/mine",
                             "/v1/subjects/action/mine/events", "/v1/subjects/action/mine/trail",
                             "/v1/views/trail?subject=action/mine", "/v1/events/mine"}) {
    EXPECT_NE(reads(target).find("mark-mine"), std::string::npos) << target;
    EXPECT_EQ(reads(target).find("mark-other"), std::string::npos) << target;
  }
  for (const char* target : {"/v1/events/other", "/v1/events/1", "/v1/receipts/1",
                             "/v1/subjects/action/other", "/v1/subjects/action/other/events",
                             "/v1/subjects/action/other/trail", "/v1/subjects/finding/f/trail"}) {
    EXPECT_EQ(Get(target, lead).status, 404) << target;
  }
  for (const char* target :
       {"/v1/views/status", "/v1/views/changes?from_at=2025-01-01", "/v1/reports/scrutiny",
        "/v1/stream?view=status", "/v1/log/tile/entries/000.p/1"}) {
    EXPECT_EQ(Get(target, lead).status, 403) << target;
  }
  const auto post = [&](const std::string& subject, const Headers& more) {
    Headers headers = lead;
    headers.insert(more.begin(), more.end());
    return PostEvent(TypedEvent("new", "action.impact-assessed", subject), headers).status;
  };
  EXPECT_EQ(post("action/other", {}), 403);
  EXPECT_EQ(post("action/mine", {{"Daybook-Expect", "action/other=0"}}), 403);
  EXPECT_EQ(post("action/mine", {{"Daybook-Expect", "action/mine=7"}}), 422);  // it has no data
}

TEST_F(AccessTest, AFileIsReadByWhoMayReadWhatItIs) {
  const std::string digest = DigestHex(Sha256("rota"));
  const std::string path = "/v1/evidence/sha256/" + digest;
  Headers practitioner = As("practitioner");
  EXPECT_EQ(Client(port_).Request("PUT", path, practitioner, "rota").status, 201);
  EXPECT_EQ(Client(port_).Request("PUT", path, practitioner, "rota").status, 201);
  EXPECT_EQ(Client(port_).Request("PUT", path, As("quality-lead"), "rota").status, 200);
  const std::string added = R"({"sha256":")" + digest + R"(","mediaType":"text/plain"})";
  Tell("internal", "evidence.added", "evidence/internal", added);
  Tell("board", "evidence.added", "evidence/board", added, "board");
  WaitUntilFollowed();
  EXPECT_EQ(Get(path, practitioner).status, 403);
  EXPECT_EQ(Get(path + "?subject=evidence/board", practitioner).body, "rota");
  const Response hidden = Get(path + "?subject=evidence/internal", practitioner);
  const Response none = Get(path + "?subject=evidence/nothing0", practitioner);
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(hidden.body.size(), none.body.size());
  EXPECT_EQ(Get(path, As("quality-lead")).body, "rota");
  EXPECT_EQ(Get(path, As("analyst")).status, 403);
}

TEST_F(AccessTest, ASlashThatWasEncodedLeadsPastNoGuard) {
  Tell("1", "case.noted", "case/1", R"({"secret":"x"})");
  WaitUntilFollowed();
  const Headers inspector = As("inspector");
  for (const char* target : {"/v1/log/tile/entries%2F000.p/1", "/v1/log/tile/entries%2f000.p%2F1",
                             "/v1/log/tile/%65ntries%2F000.p/1"}) {
    for (const Headers& headers : {Headers(), inspector}) {
      const Response response = Get(target, headers);
      EXPECT_NE(response.status, 200) << target;
      EXPECT_EQ(response.body.find("secret"), std::string::npos) << target;
    }
  }
  EXPECT_EQ(Get("/v1/log/tile/entries/000.p/1").status, 401);
}

TEST_F(AccessTest, NothingIsToldOfTheRevisionOfWhatIsNotAppendedTo) {
  Tell("1", "finding.raised", "finding/secret",
       R"({"title":"T","kind":"mixed","visit":"visit/v"})");
  Headers officer = As("scrutiny-officer");
  officer["Daybook-Expect"] = "meeting/m=none, finding/secret=999";
  const Response refused = PostEvent(
      R"({"specversion":"1.0","id":"h","source":"/t","type":"meeting.held","subject":"meeting/m",)"
      R"("data":{"kind":"other"}})",
      officer);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body.find("revision"), std::string::npos) << refused.body;
}

}  // namespace
}  // namespace daybook::http
