#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "event/sha256.h"
#include "support/temporary_directory.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

const std::string kRota = "a rota, in a file";

std::string DigestOf(const std::string& text) { return DigestHex(Sha256(text)); }

// Has `there` from the beginning, takes everything else.
FakeReply Store(const FakeRequest& request, const std::string& there = "") {
  if (request.line.starts_with("HEAD")) {
    return Reply(request.line.find(DigestOf(there)) != std::string::npos ? 200 : 404, "");
  }
  if (request.line.starts_with("PUT")) return Reply(201, "{}");
  return Reply(201, R"({"events":[{"position":"1"},{"position":"2"}]})");
}

class EvidenceCommand : public ::testing::Test {
 protected:
  EvidenceCommand() { std::ofstream(file_) << kRota; }

  std::string Written() const {
    std::ifstream in(output_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  testing::TemporaryDirectory directory_;
  std::string file_ = directory_ / "rota.xlsx";
  std::string output_ = directory_ / "fetched";
};

TEST_F(EvidenceCommand, StoresTheFileAndRecordsItInOneCommit) {
  FakeDaemon daemon([](const FakeRequest& request) { return Store(request); });
  const Ran ran =
      RunDaybook({"evidence", "add", file_, "--id", "rota", "--title", "The rota", "--as-at",
                  "2025-03-01", "--target", "finding/edt", "--url", daemon.url()});
  ASSERT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, DigestOf(kRota) + "  evidence/rota\n");
  const auto requests = daemon.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[1].line, "PUT /v1/evidence/sha256/" + DigestOf(kRota) + " HTTP/1.1");
  EXPECT_EQ(requests[1].body, kRota);
  const auto commit = nlohmann::json::parse(requests[2].body);
  ASSERT_EQ(commit.size(), 2U);
  EXPECT_EQ(commit[0]["type"], "evidence.added");
  EXPECT_EQ(commit[0]["subject"], "evidence/rota");
  EXPECT_EQ(commit[0]["data"]["sha256"], DigestOf(kRota));
  EXPECT_EQ(commit[0]["data"]["bytes"], kRota.size());
  EXPECT_EQ(commit[0]["data"]["asAt"], "2025-03-01");
  EXPECT_EQ(commit[0]["data"]["mediaType"],
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(commit[1]["type"], "evidence.linked");
  EXPECT_EQ(commit[1]["data"]["target"], "finding/edt");
}

TEST_F(EvidenceCommand, AFileThatIsThereIsNotSentAgainAndHasTheSameIds) {
  FakeDaemon daemon([](const FakeRequest& request) { return Store(request, kRota); });
  EXPECT_EQ(RunDaybook({"evidence", "add", file_, "--url", daemon.url()}).exit, Exit::kOk);
  EXPECT_EQ(RunDaybook({"evidence", "add", file_, "--url", daemon.url()}).exit, Exit::kOk);
  const auto requests = daemon.requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_EQ(requests[1].body, requests[3].body);
}

TEST_F(EvidenceCommand, WhatIsNoSubjectOrNoFileIsNotSent) {
  FakeDaemon daemon([](const FakeRequest& request) { return Store(request); });
  EXPECT_EQ(RunDaybook({"evidence", "add", "/no/such", "--url", daemon.url()}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"evidence", "add", file_, "--target", "edt", "--url", daemon.url()}).exit,
            Exit::kUsage);
  EXPECT_EQ(RunDaybook({"evidence", "add", file_, "--id", "a/b", "--url", daemon.url()}).exit,
            Exit::kUsage);
  EXPECT_EQ(RunDaybook({"evidence", "get", "rota", "-o", output_, "--url", daemon.url()}).exit,
            Exit::kUsage);
  EXPECT_TRUE(daemon.requests().empty());
}

TEST_F(EvidenceCommand, ARefusedFileIsNotRecorded) {
  FakeDaemon daemon([](const FakeRequest& request) {
    if (request.line.starts_with("PUT")) return Reply(507, R"({"title":"The disk is full"})");
    return Store(request);
  });
  const Ran ran = RunDaybook({"evidence", "add", file_, "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("The disk is full"), std::string::npos) << ran.err;
  EXPECT_EQ(daemon.requests().size(), 2U);
}

TEST_F(EvidenceCommand, FetchesWhatAnItemWasLastAddedWith) {
  FakeDaemon daemon([](const FakeRequest& request) {
    if (request.line.starts_with("GET /v1/evidence/")) return Reply(200, kRota);
    return Reply(200, R"({"type":"evidence.added","data":{"sha256":")" + DigestOf("old") +
                          "\"}}\n" + R"({"type":"evidence.added","data":{"sha256":")" +
                          DigestOf(kRota) + "\"}}\n" + R"({"summary":{"count":"2"}})" + "\n");
  });
  const Ran ran =
      RunDaybook({"evidence", "get", "evidence/rota", "-o", output_, "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(Written(), kRota);
  EXPECT_EQ(daemon.requests().back().line,
            "GET /v1/evidence/sha256/" + DigestOf(kRota) + "?subject=evidence%2Frota HTTP/1.1");
}

TEST_F(EvidenceCommand, AnotherFileThanTheDigestSaysIsNotKept) {
  FakeDaemon daemon([](const FakeRequest&) { return Reply(200, "forged"); });
  const Ran ran =
      RunDaybook({"evidence", "get", DigestOf(kRota), "-o", output_, "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find(DigestOf("forged")), std::string::npos) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(output_));
  EXPECT_FALSE(std::filesystem::exists(output_ + ".part"));
}

}  // namespace
}  // namespace daybook::tools
