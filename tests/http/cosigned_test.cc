// What the server says of the witnesses, and serves of what they cosigned.

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <mutex>

#include "http/server_fixture.h"
#include "support/small_log.h"
#include "tree/receipt.h"
#include "tree/witness.h"

namespace daybook::http {
namespace {

using nlohmann::json;

// Two witnesses, of whom one is enough; each cosigns while it is up.
class CosignedTest : public ServerTest {
 protected:
  CosignedTest() {
    CosigningOptions options;
    for (const char* name : {"near", "far"}) {
      options.policy.witnesses.push_back(
          {.name = name, .key = SignerOf(name).verifier(), .url = "http://unused"});
    }
    options.policy.quorum = "near";
    options.interval = milliseconds(1);
    options.retry = options.retry_max = milliseconds(1);
    options.carry = [this](const tree::Policy::Witness& witness, const std::string& body,
                           const std::stop_token&) { return Cosign(witness, body); };
    cosigning_options_ = std::move(options);
    Start();
  }

  ~CosignedTest() override {
    server_.reset();
    cosigning_.reset();  // its threads ask here
  }

  static tree::NoteSigner SignerOf(const std::string& name) {
    return testing::SignerOf(name, 4, tree::KeyType::kCosignature);
  }

  Result<WitnessAnswer> Cosign(const tree::Policy::Witness& witness, const std::string& body) {
    if (witness.name == "far" || !up_) return Fail(ErrorCode::kIo, "It is down.");
    const auto request = tree::CosignRequest::Parse(body);
    if (!request) return Fail(ErrorCode::kMalformed, "It is no request.");
    return WitnessAnswer{200, SignatureLine(SignerOf("near").Cosign(request->note.text, 7))};
  }

  tree::Policy Trust() {
    tree::Policy policy = cosigning_options_->policy;
    policy.logs.push_back({.key = *tree::VerifierKey::Parse(book_->verifier_key()), .url = ""});
    return policy;
  }

  void WaitForCosigned(std::uint64_t size) {
    for (int i = 0; i < 30'000 && cosigning_->state().size != size; ++i) {
      std::this_thread::sleep_for(milliseconds(1));
    }
    ASSERT_EQ(cosigning_->state().size, size);
  }

  std::atomic<bool> up_ = true;
};

TEST_F(CosignedTest, ThereIsNoneBeforeTheQuorumHasCosigned) {
  const Response none = Get("/v1/log/checkpoint/cosigned");
  EXPECT_EQ(none.status, 404);
  EXPECT_NE(none.body.find("/health/ready"), std::string::npos) << none.body;
  up_ = false;
  Append("1");
  EXPECT_EQ(Get("/v1/receipts/0?checkpoint=cosigned").status, 404);
  EXPECT_EQ(Get("/v1/receipts/0").status, 200);
}

TEST_F(CosignedTest, TheCosignedCheckpointIsBelievedUnderThePolicy) {
  Append("1");
  WaitForCosigned(1);
  const Response response = Get("/v1/log/checkpoint/cosigned");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(response.Header("cache-control"), "no-store");
  EXPECT_TRUE(Trust().Open(response.body));
  EXPECT_EQ(Get("/v1/log/checkpoint").body, response.body);

  up_ = false;
  Append("2");
  EXPECT_EQ(Get("/v1/log/checkpoint").body, book_->checkpoint());
  EXPECT_EQ(Get("/v1/log/checkpoint/cosigned").body, response.body) << "the newest there is";
}

TEST_F(CosignedTest, AReceiptMayStandOnTheCosignedCheckpoint) {
  Append("1");
  WaitForCosigned(1);
  up_ = false;
  Append("2");
  const Response response = Get("/v1/receipts/0?checkpoint=cosigned");
  ASSERT_EQ(response.status, 200) << response.body;
  const auto receipt = tree::Receipt::Parse(response.body);
  ASSERT_TRUE(receipt);
  EXPECT_TRUE(Trust().Open(receipt->checkpoint));
  EXPECT_TRUE(receipt->Verify(Trust().keys()));
  EXPECT_EQ(Get("/v1/receipts/1?checkpoint=cosigned").status, 404) << "not in it yet";
  EXPECT_EQ(Get("/v1/receipts/1?checkpoint=newest").status, 200);
  EXPECT_EQ(Get("/v1/receipts/1?checkpoint=other").status, 400);
}

TEST_F(CosignedTest, HealthSaysHowEachWitnessDoes) {
  Append("1");
  WaitForCosigned(1);
  const Response response = Get("/health/ready");
  EXPECT_EQ(response.status, 200);
  const json quorum = response.Json().at("quorum");
  EXPECT_EQ(quorum.at("reached"), true);
  EXPECT_EQ(quorum.at("size"), "1");
  EXPECT_EQ(quorum.at("lag"), "0");
  EXPECT_EQ(quorum.at("witnesses").at(0).at("name"), "near");
  EXPECT_EQ(quorum.at("witnesses").at(0).at("size"), "1");
  EXPECT_TRUE(quorum.at("witnesses").at(0).contains("confirmed"));
  EXPECT_EQ(quorum.at("witnesses").at(1).at("size"), "0");
}

TEST_F(CosignedTest, PagesSayWhenAWitnessLastCosigned) {
  up_ = false;
  Append("1");
  EXPECT_NE(Get("/integrity").body.find("None has cosigned since this server started on "),
            std::string::npos);
  up_ = true;
  WaitForCosigned(1);
  for (const char* page : {"/overview", "/integrity"}) {
    EXPECT_NE(Get(page).body.find("A witness last cosigned on "), std::string::npos) << page;
  }
}

TEST_F(CosignedTest, MetricsOfWitnessesPassPrometheusOwnCheck) {
  Append("1");
  WaitForCosigned(1);
  const std::string text = Get("/metrics").body;
  for (const char* line : {"daybook_quorum_cosigned_events 1", "daybook_quorum_reached 1",
                           "daybook_witness_cosigned_events{witness=\"near\"} 1",
                           "daybook_witness_failures_total{witness=\"near\"} 0"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in\n" << text;
  }
  std::ofstream(directory_ / "metrics") << text;
  const std::string check =
      "promtool check metrics < " + (directory_ / "metrics").string() + " > /dev/null 2>&1";
  const int status = std::system(check.c_str());
  if (WEXITSTATUS(status) == 127) GTEST_SKIP() << "promtool is not installed";
  EXPECT_EQ(WEXITSTATUS(status), 0) << text;
}

TEST_F(RunningServerTest, ABookWithoutWitnessesHasNoCosignedCheckpoint) {
  EXPECT_EQ(Get("/v1/log/checkpoint/cosigned").status, 404);
  EXPECT_FALSE(Get("/health/ready").Json().contains("quorum"));
}

}  // namespace
}  // namespace daybook::http
