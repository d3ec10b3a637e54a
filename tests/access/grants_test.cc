#include "access/grants.h"

#include <gtest/gtest.h>

#include "access/grant_event.h"
#include "access/registry.h"
#include "event/instant.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::access {
namespace {

using improvement::Audience;

// A book whose control stream grants and revokes.
class RegistryTest : public ::testing::Test {
 protected:
  RegistryTest() : book_(testing::OpenBook(directory_ / "book", testing::SmallBook())) {
    auto registry = Registry::Open(*book_);
    EXPECT_TRUE(registry.has_value());
    registry_ = *std::move(registry);
  }

  // Grants, and gives the token.
  std::string Grant(GrantFields grant, bool imported = false) {
    const auto token = MakeToken();
    const auto digest = ReadToken(*token);
    grant.prefix = digest->prefix;
    grant.hash = digest->hash;
    const auto draft = GrantEvent(grant);
    EXPECT_TRUE(draft.has_value());
    Append({.drafts = {*draft}, .imported = imported});
    return *token;
  }

  void Append(const std::string& type, const std::string& data) {
    const auto draft = MakeDraft({.id = std::to_string(book_->size()),
                                  .source = "/test",
                                  .type = type,
                                  .subject = "book/control",
                                  .data = data});
    ASSERT_TRUE(draft.has_value()) << draft.error().detail;
    Append({.drafts = {*draft}});
  }

  void Append(Commit commit) {
    ASSERT_TRUE(book_->Append(std::move(commit)).has_value());
    ASSERT_TRUE(registry_->Refresh().has_value());
  }

  PrincipalPtr By(const std::string& token, const char* now = "2026-06-01T12:00:00Z") {
    return registry_->ByToken(token, *ParseInstant(now)).value_or(nullptr);
  }

  static std::string PrefixOf(const std::string& token) { return token.substr(8, 8); }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_;
  std::unique_ptr<Registry> registry_;
};

TEST_F(RegistryTest, WhoeverIsGrantedAccessIsLetInAsWhatTheyAre) {
  EXPECT_FALSE(registry_->IsUsed());
  const std::string token = Grant({.principal = "ada", .role = "practitioner"});
  const PrincipalPtr ada = By(token);
  ASSERT_NE(ada, nullptr);
  EXPECT_EQ(ada->name, "ada");
  EXPECT_EQ(ada->role, FindRole("practitioner"));
  EXPECT_EQ(ada->ceiling, Audience::kBoard);
  EXPECT_FALSE(ada->acts_for_others);
  EXPECT_EQ(ada->author().type, "token");
  EXPECT_EQ(ada->author().id, "ada");
  EXPECT_TRUE(registry_->IsUsed());
  EXPECT_EQ(By(*MakeToken()), nullptr);
}

TEST_F(RegistryTest, WhatIsWrongWithATokenDoesNotTellWhetherItsPrefixIsKnown) {
  const std::string token = Grant({.principal = "ada", .role = "analyst"});
  const std::string other = "daybook_" + PrefixOf(token) + "_" + std::string(64, '0');
  const std::string forged = other + DigestHex(Sha256(other)).substr(0, 8);
  const Instant now = *ParseInstant("2026-06-01T12:00:00Z");
  EXPECT_EQ(registry_->ByToken(forged, now).error(), registry_->ByToken(*MakeToken(), now).error());
  Append("access.revoked", R"({"principal":"ada"})");
  EXPECT_EQ(registry_->ByToken(token, now).error(), registry_->ByToken(*MakeToken(), now).error());
}

TEST_F(RegistryTest, AGrantOnlyNarrows) {
  const auto ceiling = [&](const char* role, const char* audience) {
    const PrincipalPtr who = By(Grant({.principal = "a", .role = role, .audience = audience}));
    return who->ceiling;
  };
  EXPECT_EQ(ceiling("practitioner", "public"), Audience::kPublic);
  EXPECT_EQ(ceiling("practitioner", "internal"), Audience::kBoard);
  EXPECT_EQ(ceiling("director", "committee"), Audience::kCommittee);
}

TEST_F(RegistryTest, AScopeHoldsForReadingAndForAppending) {
  const PrincipalPtr who =
      By(Grant({.principal = "a", .role = "quality-lead", .subjects = {"action/*", "finding/x"}}));
  EXPECT_TRUE(who->Covers("action/any"));
  EXPECT_TRUE(who->Covers("finding/x"));
  EXPECT_FALSE(who->Covers("finding/y"));
  EXPECT_FALSE(who->SeesEverything());
  EXPECT_TRUE(Require(*who, Permission::kRead).has_value());
  EXPECT_EQ(Require(*who, Permission::kReadViews).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(Require(*who, Permission::kReadBundles).error().code, ErrorCode::kForbidden);
  // An operator's own scope is not widened by a grant.
  const PrincipalPtr runs =
      By(Grant({.principal = "o", .role = "operator", .subjects = {"action/*"}}));
  EXPECT_FALSE(runs->Covers("action/any"));
  EXPECT_FALSE(runs->Covers("book/control"));
}

TEST_F(RegistryTest, WhoeverReadsLessThanEverythingReadsNoPersonalData) {
  const auto may = [](const PrincipalPtr& who) {
    return Require(*who, Permission::kReadPersonal).has_value();
  };
  EXPECT_TRUE(may(By(Grant({.principal = "d", .role = "director"}))));
  EXPECT_FALSE(may(By(Grant({.principal = "d", .role = "director", .audience = "board"}))));
  EXPECT_FALSE(may(By(Grant({.principal = "a", .role = "analyst"}))));
  EXPECT_FALSE(may(By(Grant({.principal = "i", .role = "internal-auditor"}))));
}

TEST_F(RegistryTest, ATokenEndsWhenItExpires) {
  const std::string token =
      Grant({.principal = "a", .role = "director", .expires = "2026-07-01T00:00:00Z"});
  const PrincipalPtr who = By(token, "2026-06-30T23:59:59Z");
  ASSERT_NE(who, nullptr);
  EXPECT_EQ(By(token, "2026-07-01T00:00:00Z"), nullptr);
  EXPECT_TRUE(registry_->Holds(who, *ParseInstant("2026-06-30T23:59:59Z")));
  EXPECT_FALSE(registry_->Holds(who, *ParseInstant("2026-07-01T00:00:00Z")));
}

TEST_F(RegistryTest, WhoIsVouchedForIsBarredByARevocationOfTheirNameUntilTheyAreGrantedSomething) {
  const std::string name = "https://id.example.org#ada";
  Principal principal{.name = name};
  principal.vouched = true;
  const auto ada = std::make_shared<const Principal>(principal);
  const Instant now{std::chrono::seconds(1)};
  EXPECT_TRUE(registry_->Holds(ada, now));
  Append("access.revoked", R"({"principal":"https://id.example.org#bob"})");
  EXPECT_TRUE(registry_->Holds(ada, now));
  Append("access.revoked", R"({"principal":"https://id.example.org#ada"})");
  EXPECT_TRUE(registry_->IsBarred(name));
  EXPECT_FALSE(registry_->Holds(ada, now));
  Grant({.principal = name, .role = "inspector"});
  EXPECT_TRUE(registry_->Holds(ada, now));
  Append("access.revoked",
         R"({"principal":"https://id.example.org#ada","tokenPrefix":"aaaaaaaa"})");
  EXPECT_TRUE(registry_->Holds(ada, now)) << "one token is not all of it";
}

TEST_F(RegistryTest, OneTokenIsRevokedOrAll) {
  const std::string first = Grant({.principal = "ada", .role = "director"});
  const std::string second = Grant({.principal = "ada", .role = "analyst"});
  const std::string third = Grant({.principal = "ben", .role = "analyst"});
  const PrincipalPtr was = By(first);
  Append("access.revoked", RevocationData("ada", PrefixOf(first)));
  EXPECT_EQ(By(first), nullptr);
  EXPECT_FALSE(registry_->Holds(was, *ParseInstant("2026-06-01T12:00:00Z")));
  EXPECT_NE(By(second), nullptr);
  Append("access.revoked", RevocationData("ben", PrefixOf(second)));  // not his
  EXPECT_NE(By(second), nullptr);
  Append("access.revoked", RevocationData("ada", ""));
  EXPECT_EQ(By(second), nullptr);
  EXPECT_NE(By(third), nullptr);
}

TEST_F(RegistryTest, ACertificateLetsInWhoeverItWasGrantedTo) {
  const std::string fingerprint(64, 'c');
  const Instant now = *ParseInstant("2026-06-01T12:00:00Z");
  EXPECT_FALSE(registry_->ByCertificate(fingerprint, now).has_value());
  Append("access.granted",
         R"({"principal":"case-system","role":"system","certificate":")" + fingerprint + "\"}");
  const auto system = registry_->ByCertificate(fingerprint, now);
  ASSERT_TRUE(system.has_value()) << system.error().detail;
  EXPECT_EQ((*system)->author().type, "certificate");
  EXPECT_FALSE(registry_->ByCertificate("", now).has_value());
  Append("access.revoked", R"({"principal":"case-system","certificate":")" + fingerprint + "\"}");
  EXPECT_FALSE(registry_->ByCertificate(fingerprint, now).has_value());
}

TEST_F(RegistryTest, AnUnknownRoleHasNoRights) {
  const PrincipalPtr who = By(Grant({.principal = "a", .role = "emperor"}));
  ASSERT_NE(who, nullptr);
  EXPECT_EQ(Require(*who, Permission::kRead).error().code, ErrorCode::kForbidden);
  EXPECT_FALSE(who->Covers("action/x"));
  EXPECT_EQ(who->ceiling, Audience::kPublic);
  EXPECT_FALSE(CheckCommit(*who, {.drafts = {testing::MakeEvent("1", "case/1", "{}")}}));
}

TEST_F(RegistryTest, WhatIsToldAfterwardsOrCannotBeReadGrantsNothing) {
  EXPECT_EQ(By(Grant({.principal = "a", .role = "director"}, true)), nullptr);
  const std::string token = *MakeToken();
  const std::string credential = R"("principal":"a","role":"director","tokenPrefix":")" +
                                 PrefixOf(token) + R"(","tokenHash":")" +
                                 DigestHex(ReadToken(token)->hash) + "\"";
  for (const char* more :
       {R"(,"audience":"everybody")", R"(,"subjects":"action/*")", R"(,"subjects":[1])",
        R"(,"expires":"soon")", R"(,"certificate":"cc")"}) {
    Append("access.granted", "{" + credential + more + "}");
    EXPECT_EQ(By(token), nullptr) << more;
  }
  Append("access.granted", "{" + credential + R"(,"subjects":[]})");
  ASSERT_NE(By(token), nullptr);
  EXPECT_FALSE(By(token)->Covers("action/x"));
}

TEST_F(RegistryTest, ItIsTheSameAgainOnceTheBookIsOpenedAgain) {
  const std::string token = Grant({.principal = "ada", .role = "director"});
  const auto again = Registry::Open(*book_);
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE((*again)->ByToken(token, *ParseInstant("2026-06-01T12:00:00Z")).has_value());
}

Draft Event(const std::string& type, const std::string& subject,
            std::map<std::string, std::string> extensions = {}) {
  return *MakeDraft({.id = "1",
                     .source = "/test",
                     .type = type,
                     .subject = subject,
                     .extensions = std::move(extensions),
                     .data = "{}"});
}

TEST_F(RegistryTest, EveryThingThatMayNotBeAppendedIsPointedAt) {
  const PrincipalPtr who =
      By(Grant({.principal = "a", .role = "practitioner", .subjects = {"action/mine"}}));
  const Commit commit{
      .drafts = {Event("action.started", "action/mine"), Event("finding.closed", "finding/x"),
                 Event("action.started", "action/mine", {{"onbehalfof", "person/b"}}),
                 Event("action.started", "action/mine",
                       {{"ruleoverride", "action-started-when-agreed"}, {"reason", "So."}})},
      .expectations = {{.subject = "action/other", .revision = 3}}};
  const auto may = CheckCommit(*who, commit);
  ASSERT_FALSE(may.has_value());
  EXPECT_EQ(may.error().code, ErrorCode::kForbidden);
  std::vector<std::string> pointers;
  pointers.reserve(may.error().faults.size());
  for (const Fault& fault : may.error().faults) pointers.push_back(fault.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/1/type", "/1/subject", "/2/onbehalfof",
                                                "/3/ruleoverride", ""}));
  EXPECT_TRUE(CheckCommit(*who, {.drafts = {Event("action.started", "action/mine")}}));
  EXPECT_FALSE(
      CheckCommit(*who, {.drafts = {Event("action.started", "action/mine")}, .imported = true}));
}

TEST_F(RegistryTest, WhatStandsInTheDataIsNotTakenForAnAttribute) {
  const PrincipalPtr who = By(Grant({.principal = "a", .role = "practitioner"}));
  const auto draft = MakeDraft({.id = "1",
                                .source = "/test",
                                .type = "action.started",
                                .subject = "action/x",
                                .data = R"({"a":1,"onbehalfof":"b","type":"finding.closed"})"});
  EXPECT_TRUE(CheckCommit(*who, {.drafts = {*draft}}));
}

TEST_F(RegistryTest, WithoutAnybodyAskingWhoItIsEverythingIsAllowed) {
  EXPECT_TRUE(CheckCommit(*Everybody(), {.drafts = {Event("access.granted", "book/control")}}));
  EXPECT_TRUE(Require(*Everybody(), Permission::kReadPersonal));
  EXPECT_EQ(Everybody()->author().type, "unauthenticated");
  EXPECT_FALSE(Require(*Nobody(), Permission::kRead));
  EXPECT_TRUE(Require(*Nobody(), Permission::kOpen));
}

}  // namespace
}  // namespace daybook::access
