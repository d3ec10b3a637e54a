// Nobody sees, by whatever route, what is not released to them.

#include "http/released.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "http/access_fixture.h"
#include "improvement/views.h"

namespace daybook::http {
namespace {

using improvement::Audience;

// An event of the book, with a word that stands nowhere else.
struct Told {
  Position position = 0;
  std::string id;
  std::string subject;
  std::string mark;
  Audience released = Audience::kInternal;
};

class ReleasedTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    readers_ = {{Audience::kBoard, As("inspector")},
                {Audience::kCommittee, As("scrutiny-officer")},
                {Audience::kPublic,
                 Grant({.principal = "everybody", .role = "inspector", .audience = "public"})}};
    for (std::size_t i = 0; i < 24; ++i) AddNext(i);
    // The first internal one is released to the board afterwards.
    Tell("release", "event.released", told_[0].subject,
         R"({"level":"board","basis":"Agreed.","events":[")" + told_[0].id + R"("]})", "board");
    told_[0].released = Audience::kBoard;
    WaitUntilFollowed();
  }

  // Findings, actions and meetings by turns, each classified in every way.
  void AddNext(std::size_t i) {
    const auto audience = static_cast<Audience>(i % 4);
    Told told{.id = "e" + std::to_string(i),
              .mark = "mark" + std::to_string(100 + i),
              .released = audience};
    const std::string number = std::to_string(i / 3);
    const std::string names[] = {"finding/" + number, "action/" + number, "evidence/" + number};
    const std::string types[] = {"finding.raised", "action.proposed", "evidence.added"};
    const std::string data[] = {
        R"({"kind":"area-for-improvement","area":"area/a","visit":"visit/1","title":")",
        R"({"findings":["finding/)" + number + R"("],"title":")",
        R"({"mediaType":"text/plain","title":")"};
    told.subject = names[i % 3];
    const std::string classification = i % 4 == 0 ? "" : std::string(NameOf(audience));
    told.position =
        Tell(told.id, types[i % 3], told.subject, data[i % 3] + told.mark + "\"}", classification);
    told_.push_back(std::move(told));
  }

  std::vector<std::string> Lists() const {
    std::vector<std::string> targets = {"/v1/events",
                                        "/v1/events?order=-occurred&limit=1000",
                                        "/v1/events?text=mark",
                                        "/v1/events?kind=finding",
                                        "/v1/views/changes?from_at=2000-01-01",
                                        "/v1/views/changes?from_known=2000-01-01",
                                        "/v1/reports/scrutiny",
                                        "/v1/reports/scrutiny?links=receipts"};
    for (const improvement::ViewKind& view : improvement::Views()) {
      targets.push_back("/v1/views/" + std::string(view.name));
    }
    for (const Told& told : told_) {
      const std::string subject = "/v1/subjects/" + told.subject;
      targets.insert(targets.end(),
                     {subject, subject + "/events", subject + "/trail",
                      "/v1/views/trail?subject=" + told.subject, "/v1/events?text=" + told.mark});
    }
    for (const char* named : {"area/a", "visit/1", "book/control"}) {
      targets.push_back(std::string("/v1/views/trail?subject=") + named);
    }
    return targets;
  }

  void ExpectNothingHidden(Audience reader, const std::string& text, const std::string& where) {
    for (const Told& told : told_) {
      if (told.released >= reader) continue;
      EXPECT_EQ(text.find(told.mark), std::string::npos)
          << where << " shows " << NameOf(reader) << " what is " << NameOf(told.released);
    }
  }

  std::vector<std::pair<Audience, Headers>> readers_;
  std::vector<Told> told_;
};

TEST_F(ReleasedTest, NoListInAnyFormHasWhatIsHidden) {
  for (const auto& [reader, headers] : readers_) {
    for (const std::string& target : Lists()) {
      for (const char* form :
           {"application/json", "application/x-ndjson", "text/csv", "text/html", "text/markdown"}) {
        Headers asked = headers;
        asked["Accept"] = form;
        const Response response = Get(target, asked);
        EXPECT_TRUE(response.status == 200 || response.status == 404 || response.status == 406)
            << target << ' ' << response.body;
        // What was asked for is told again in a refusal.
        if (response.status == 200) ExpectNothingHidden(reader, response.body, target);
      }
    }
  }
}

TEST_F(ReleasedTest, WhatIsReleasedIsThere) {
  for (const auto& [reader, headers] : readers_) {
    const std::string all = Get("/v1/events?limit=1000", headers).body;
    for (const Told& told : told_) {
      EXPECT_EQ(all.find(told.mark) != std::string::npos, told.released >= reader) << told.id;
    }
  }
}

TEST_F(ReleasedTest, OneThatIsHiddenIsAnsweredAsOneThatIsNotThere) {
  for (const auto& [reader, headers] : readers_) {
    for (const Told& told : told_) {
      const std::string at = std::to_string(told.position);
      const int status = told.released >= reader ? 200 : 404;
      for (const std::string& name : {at, told.id, told.id + "?source=/test"}) {
        EXPECT_EQ(Get("/v1/events/" + name, headers).status, status) << name;
        EXPECT_EQ(Get("/v1/receipts/" + name, headers).status, status) << name;
      }
      if (status == 200) continue;
      const auto detail = [&](const std::string& name) {
        return Get("/v1/events/" + name, headers).Json().at("detail").get<std::string>();
      };
      EXPECT_EQ(detail(at), "There is no event at position " + at + ".");
      EXPECT_EQ(detail("999"), "There is no event at position 999.");
      EXPECT_EQ(detail(told.id), "There is no event with the id `" + told.id + "`.");
      EXPECT_EQ(detail("none"), "There is no event with the id `none`.");
    }
  }
}

TEST_F(ReleasedTest, AStreamPassesOverWhatIsHidden) {
  for (const auto& [reader, headers] : readers_) {
    for (const char* target : {"/v1/stream?from=0", "/v1/stream?view=plan"}) {
      Client client(port_);
      client.Send(std::string("GET ") + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " +
                  headers.at("Authorization") + "\r\n\r\n");
      const bool events = std::string_view(target).ends_with("=0");
      const std::string text =
          client.ReadUntil(events ? "caught-up" : "\"rows\"") + client.ReadUntil("\n\n");
      EXPECT_NE(text.find("200 OK"), std::string::npos) << text;
      ExpectNothingHidden(reader, text, target);
    }
  }
}

TEST_F(ReleasedTest, ALastPageDoesNotTellThatSomethingHiddenComesAfterIt) {
  Tell("first", "finding.raised", "finding/paged", R"({"title":"common word"})", "public");
  Tell("second", "finding.declined", "finding/paged", R"({"text":"common word"})");
  WaitUntilFollowed();
  const Headers& reader = readers_.back().second;
  for (const char* target : {"/v1/events?text=common+word&limit=1",
                             "/v1/events?text=common+word&limit=1&order=-occurred",
                             "/v1/subjects/finding/paged/events?limit=1"}) {
    const Response page = Get(target, reader);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(page.Json().at("events").size(), 1U) << target;
    EXPECT_FALSE(page.Json().contains("next")) << target << page.body;
    EXPECT_EQ(page.Header("link"), "") << target;
  }
}

TEST_F(ReleasedTest, PagesOfWhatIsReleasedMissNothingAndRepeatNothing) {
  for (const auto& [reader, headers] : readers_) {
    std::size_t expected = 0;
    for (const Told& told : told_) expected += told.released >= reader ? 1 : 0;
    for (const char* order : {"recorded", "-recorded", "occurred"}) {
      std::set<std::string> ids;
      std::string next;
      do {
        const Response page = Get(std::string("/v1/events?text=mark&limit=3&order=") + order +
                                      (next.empty() ? "" : "&after=" + next),
                                  headers);
        ASSERT_EQ(page.status, 200) << page.body;
        const nlohmann::json answer = page.Json();
        for (const auto& event : answer.at("events")) {
          EXPECT_TRUE(ids.insert(event.at("id")).second);
        }
        next = answer.value("next", "");
      } while (!next.empty());
      EXPECT_EQ(ids.size(), expected) << order;
    }
  }
}

TEST_F(ReleasedTest, NobodyAsksForMoreThanTheyMayRead) {
  const Headers& board = readers_.front().second;
  const Response refused = Get("/v1/views/status?audience=internal", board);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.Json().at("detail"),
            "You may read what is released to the audience `board`, not `internal`.");
  EXPECT_EQ(Get("/v1/views/status", board).Json().at("audience"), "board");
  EXPECT_EQ(Get("/v1/views/status?audience=public", board).Json().at("audience"), "public");
  EXPECT_EQ(Get("/v1/log/tile/entries/000.p/1", board).status, 403);
  EXPECT_EQ(Get("/v1/log/tile/entries/000.p/1", As("internal-auditor")).status, 200);
}

}  // namespace
}  // namespace daybook::http
