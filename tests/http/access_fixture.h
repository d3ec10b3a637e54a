// A server that asks who comes, and tokens for it.

#ifndef DAYBOOK_TESTS_HTTP_ACCESS_FIXTURE_H_
#define DAYBOOK_TESTS_HTTP_ACCESS_FIXTURE_H_

#include <string>

#include "access/grant_event.h"
#include "access/token.h"
#include "http/server_fixture.h"

namespace daybook::http {

class AccessTest : public ServerTest {
 protected:
  void SetUp() override {
    asks_who_ = true;
    Start();
  }

  /// Grants it, and gives the header that says so.
  Headers Grant(access::GrantFields grant) {
    const auto token = access::MakeToken();
    const auto digest = access::ReadToken(*token);
    grant.prefix = digest->prefix;
    grant.hash = digest->hash;
    const auto draft = access::GrantEvent(grant);
    EXPECT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *draft);
    EXPECT_TRUE(access_->Refresh().has_value());
    return {{"Authorization", "Bearer " + *token}};
  }

  Headers As(const std::string& role) { return Grant({.principal = role, .role = role}); }

  /// Appends an event of a type, with data, perhaps classified.
  Position Tell(const std::string& id, const std::string& type, const std::string& subject,
                const std::string& data, const std::string& classification = "") {
    EventFields fields{.id = id, .source = "/test", .type = type, .subject = subject, .data = data};
    if (!classification.empty()) fields.extensions["dataclassification"] = classification;
    const auto draft = MakeDraft(fields);
    EXPECT_TRUE(draft.has_value());
    return testing::AppendOne(*book_, *draft).position;
  }

  void WaitUntilFollowed() {
    testing::WaitUntilIndexed(*book_);
    EXPECT_TRUE(programme_->position().WaitFor(book_->size(), std::chrono::seconds(30)));
  }
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_ACCESS_FIXTURE_H_
