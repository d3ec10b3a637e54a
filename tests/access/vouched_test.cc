#include "access/vouched.h"

#include <gtest/gtest.h>

namespace daybook::access {
namespace {

TEST(VouchedTest, ARuleGivesAGroupARoleAndPerhapsANarrowerAudience) {
  const auto plain = ParseRoleRule("Children's services=director");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->group, "Children's services");
  EXPECT_EQ(plain->role->name, "director");
  EXPECT_FALSE(plain->audience.has_value());
  const auto narrow = ParseRoleRule("cn=press,dc=x:y=inspector:public");
  ASSERT_TRUE(narrow.has_value());
  EXPECT_EQ(narrow->group, "cn=press,dc=x:y");
  EXPECT_EQ(narrow->audience, improvement::Audience::kPublic);
  for (const char* text :
       {"", "director", "=director", "g=", "g=king", "g=director:", "g=director:all"}) {
    EXPECT_FALSE(ParseRoleRule(text).has_value()) << text;
  }
}

TEST(VouchedTest, TheFirstRuleOfAGroupCounts) {
  const std::vector<RoleRule> rules{*ParseRoleRule("leads=quality-lead:board"),
                                    *ParseRoleRule("staff=practitioner")};
  const Instant until{std::chrono::seconds(9)};
  const Claims both{.subject = "ada", .expires = {}, .groups = {"staff", "leads"}};
  const auto lead = Vouched("https://id.example.org", both, rules, until);
  EXPECT_EQ(lead->name, "https://id.example.org#ada");
  EXPECT_EQ(lead->authtype, "user");
  EXPECT_EQ(lead->role->name, "quality-lead");
  EXPECT_EQ(lead->ceiling, improvement::Audience::kBoard);
  EXPECT_EQ(lead->expires, until);
  EXPECT_TRUE(lead->vouched);
  EXPECT_FALSE(lead->acts_for_others);
}

TEST(VouchedTest, AnAudienceDoesNotWidenARole) {
  const std::vector<RoleRule> rules{*ParseRoleRule("staff=practitioner:internal")};
  const Claims claims{.subject = "ada", .expires = {}, .groups = {"staff"}};
  EXPECT_EQ(Vouched("https://i", claims, rules, {})->ceiling, improvement::Audience::kBoard);
}

TEST(VouchedTest, WithoutARuleThereAreNoRights) {
  const std::vector<RoleRule> rules{*ParseRoleRule("staff=administrator")};
  const Claims claims{.subject = "ada", .expires = {}, .groups = {"administrator", "STAFF"}};
  const auto nobody = Vouched("https://i", claims, rules, {});
  EXPECT_EQ(nobody->role, nullptr);
  EXPECT_FALSE(Require(*nobody, Permission::kRead).has_value());
}

TEST(VouchedTest, AnIssuerIsAUrlWithoutMore) {
  EXPECT_TRUE(IsIssuer("https://login.example.org/tenant/v2.0"));
  EXPECT_TRUE(IsIssuer("http://127.0.0.1:3000"));
  for (const char* text : {"", "id.example.org", "https://x#y", "https://x?y", "https://x y",
                           "ftp://x", "https://\xc3\xa4", "https://x\""}) {
    EXPECT_FALSE(IsIssuer(text)) << text;
  }
  EXPECT_FALSE(IsIssuer("https://" + std::string(255, 'x')));
}

}  // namespace
}  // namespace daybook::access
