// Tokens on the command line, against a daemon that answers what the test says.

#include "access/token.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "event/entry.h"
#include "support/temporary_directory.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

using nlohmann::json;

constexpr const char* kAppended =
    R"({"events":[{"id":"1","position":"0","revision":"0","recordedtime":""}],"checkpoint":""})";

class TokenCommand : public ::testing::Test {
 protected:
  TokenCommand()
      : daemon_([this](const FakeRequest& request) {
          if (request.line.starts_with("POST ")) return Reply(201, kAppended);
          return Reply(200, control_ + "{\"summary\":{}}\n");
        }) {}

  Ran Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "token");
    arguments.insert(arguments.end(), {"--url", daemon_.url()});
    return RunDaybook(arguments);
  }

  json Posted() const { return json::parse(daemon_.requests().back().body); }

  // What the daemon would have stored of a posted event.
  void Keep(const json& event) {
    const auto draft = ParseEvent(event.dump());
    ASSERT_TRUE(draft.has_value());
    control_ += EncodeEntry({.position = 7, .recorded = {}, .authtype = "token", .authid = {}},
                            draft->body) +
                "\n";
  }

  std::string File(const std::string& name) const { return directory_ / name; }

  static std::string TextOf(const std::string& path) {
    std::ifstream file(path);
    std::string text;
    std::getline(file, text);
    return text;
  }

  testing::TemporaryDirectory directory_;
  std::string control_;
  FakeDaemon daemon_;
};

TEST_F(TokenCommand, TheSecretStaysHere) {
  const Ran ran = Run({"create", "--name", "ada", "--role", "practitioner", "--subjects",
                       "action/*", "--expires", "2027-01-01", "--acts-for-others"});
  ASSERT_EQ(ran.exit, Exit::kOk) << ran.err;
  const std::string token = ran.out.substr(0, ran.out.find('\n'));
  const auto digest = access::ReadToken(token);
  ASSERT_TRUE(digest.has_value()) << ran.out;
  const json event = Posted().at(0);
  EXPECT_EQ(event.at("type"), "access.granted");
  EXPECT_EQ(event.at("subject"), "book/control");
  EXPECT_EQ(event.at("data"), json({{"principal", "ada"},
                                    {"role", "practitioner"},
                                    {"tokenHash", DigestHex(digest->hash)},
                                    {"tokenPrefix", digest->prefix},
                                    {"subjects", {"action/*"}},
                                    {"actsForOthers", true},
                                    {"expires", "2027-01-01T00:00:00.000000Z"}}));
  EXPECT_EQ(event.dump().find(token.substr(17)), std::string::npos);
}

TEST_F(TokenCommand, IntoAFileThatOnlyItsOwnerReadsAndThatIsNotReplaced) {
  const std::string file = File("ada.token");
  const Ran ran = Run({"create", "--name", "ada", "--role", "analyst", "--out", file});
  ASSERT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(access::ReadToken(TextOf(file)).has_value());
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(Run({"create", "--name", "ada", "--role", "analyst", "--out", file}).exit,
            Exit::kUsage);
  EXPECT_EQ(daemon_.requests().size(), 1U);
  EXPECT_EQ(Run({"create", "--name", "ada", "--role", "emperor"}).exit, Exit::kUsage);
  EXPECT_EQ(Run({"create", "--name", "ada", "--role", "analyst", "--expires", "soon"}).exit,
            Exit::kUsage);
}

TEST_F(TokenCommand, WhatIsRevokedIsNotListed) {
  Run({"create", "--name", "ada", "--role", "practitioner", "--audience", "public"});
  Keep(Posted().at(0));
  Run({"create", "--name", "ben", "--role", "operator"});
  Keep(Posted().at(0));
  Run({"revoke", "ben", "--reason", "Has left"});
  const json revoked = Posted().at(0);
  EXPECT_EQ(revoked.at("data"), json({{"principal", "ben"}}));
  EXPECT_EQ(revoked.at("reason"), "Has left");
  Keep(revoked);
  const Ran listed = Run({"list", "--plain"});
  EXPECT_TRUE(listed.out.starts_with("ada\tpractitioner\tpublic\tall\t")) << listed.out;
  EXPECT_EQ(listed.out.find("ben"), std::string::npos);
}

TEST_F(TokenCommand, WhoIsVouchedForIsKeptOutWithoutACredentialOfTheirs) {
  Run({"revoke", "https://id.example.org#ada", "--reason", "Has left"});
  EXPECT_EQ(Posted().at(0).at("data"), json({{"principal", "https://id.example.org#ada"}}));
}

TEST_F(TokenCommand, RotatingGrantsTheSameAndRevokesTheOldInOneCommit) {
  Run({"create", "--name", "ada", "--role", "quality-lead", "--audience", "board", "--subjects",
       "action/*", "--acts-for-others"});
  const json first = Posted().at(0);
  Keep(first);
  const Ran ran = Run({"rotate", "ada"});
  ASSERT_EQ(ran.exit, Exit::kOk) << ran.err;
  const json posted = Posted();
  ASSERT_EQ(posted.size(), 2U);
  json same = posted.at(0).at("data");
  const auto digest = access::ReadToken(ran.out.substr(0, ran.out.find('\n')));
  ASSERT_TRUE(digest.has_value());
  EXPECT_EQ(same.at("tokenHash"), DigestHex(digest->hash));
  for (const char* member : {"role", "audience", "subjects", "actsForOthers"}) {
    EXPECT_EQ(same.at(member), first.at("data").at(member)) << member;
  }
  EXPECT_EQ(posted.at(1).at("data"),
            json({{"principal", "ada"}, {"tokenPrefix", first.at("data").at("tokenPrefix")}}));
  EXPECT_EQ(Run({"rotate", "ben"}).exit, Exit::kRefused);
  Keep(posted.at(0));
  EXPECT_NE(Run({"rotate", "ada"}).err.find("several tokens"), std::string::npos);
}

TEST_F(TokenCommand, TheTokenOfTheFileIsSentWithEveryRequest) {
  const std::string token = *access::MakeToken();
  std::ofstream(File("token")) << token << '\n';
  EXPECT_EQ(Run({"list", "--token-file", File("token")}).exit, Exit::kOk);
  EXPECT_NE(daemon_.requests().back().headers.find("Authorization: Bearer " + token),
            std::string::npos);
}

TEST_F(TokenCommand, ATokenOfAnIdentityProviderIsSent) {
  std::ofstream(File("token")) << "e30.e30.c2ln\n";
  EXPECT_EQ(Run({"list", "--token-file", File("token")}).exit, Exit::kOk);
  EXPECT_NE(daemon_.requests().back().headers.find("Authorization: Bearer e30.e30.c2ln"),
            std::string::npos);
}

TEST_F(TokenCommand, WhatIsNoTokenOrWouldBeReadOnItsWayIsNotSent) {
  std::ofstream(File("token")) << (*access::MakeToken()).substr(1) << '\n';
  const Ran mistyped = Run({"list", "--token-file", File("token")});
  EXPECT_EQ(mistyped.exit, Exit::kUsage);
  EXPECT_NE(mistyped.err.find("no token of Daybook"), std::string::npos) << mistyped.err;
  EXPECT_EQ(Run({"list", "--token-file", File("none")}).exit, Exit::kUsage);
  EXPECT_TRUE(daemon_.requests().empty());
  std::ofstream(File("token")) << *access::MakeToken() << '\n';
  const Ran afar =
      RunDaybook({"status", "--token-file", File("token"), "--url", "http://192.0.2.1:7117"});
  EXPECT_EQ(afar.exit, Exit::kUsage);
  EXPECT_NE(afar.err.find("others could read it"), std::string::npos) << afar.err;
}

}  // namespace
}  // namespace daybook::tools
