#include <gtest/gtest.h>

#include "http/server_fixture.h"
#include "tree/receipt.h"
#include "tree/tile.h"

namespace daybook::http {
namespace {

class ProofsTest : public ServerTest {
 protected:
  ProofsTest() { Start(); }

  std::vector<tree::VerifierKey> Key() {
    std::string text = Get("/v1/log/key").body;
    text.pop_back();
    return {*tree::VerifierKey::Parse(text)};
  }
};

TEST_F(ProofsTest, TheCheckpointIsSignedAndNeverCached) {
  Append("1");
  const Response response = Get("/v1/log/checkpoint");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(response.Header("cache-control"), "no-store");
  const auto head = tree::OpenCheckpoint(response.body, Key());
  ASSERT_TRUE(head) << head.error().detail;
  EXPECT_EQ(head->size, 1U);
}

TEST_F(ProofsTest, AnAppendIsAnsweredWithASignedHeadThatCoversIt) {
  const Response response = PostEvent(EventJson("1"));
  EXPECT_EQ(response.status, 201);
  EXPECT_NE(response.body.find(R"("checkpoint":"localhost/daybook-)"), std::string::npos);
  EXPECT_NE(response.body.find(R"(\u000a1\u000a)"), std::string::npos) << "a head of size 1";
}

TEST_F(ProofsTest, AReceiptIsFoundByPositionAndByIdAndVerifies) {
  Append("1");
  Append("2");
  for (const char* path : {"/v1/receipts/1", "/v1/receipts/2?source=/test"}) {
    const Response response = Get(path);
    ASSERT_EQ(response.status, 200) << path;
    const auto receipt = tree::Receipt::Parse(response.body);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->entry, *book_->Read(1));
    EXPECT_TRUE(receipt->Verify(Key()));
  }
  EXPECT_EQ(Get("/v1/receipts/2").status, 404) << "a number is a position";
  EXPECT_EQ(Get("/v1/receipts/none").status, 404);
}

TEST_F(ProofsTest, TilesAreBytesThatNeverChange) {
  Append("1");
  const Response bundle = Get("/v1/log/tile/entries/000.p/1");
  EXPECT_EQ(bundle.status, 200);
  EXPECT_EQ(bundle.Header("content-type"), "application/octet-stream");
  EXPECT_NE(bundle.Header("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(tree::ParseBundle(bundle.body)->front(), *book_->Read(0));
  EXPECT_EQ(Get("/v1/log/tile/0/000.p/1").body.size(), 32U);
  for (const char* none : {"/v1/log/tile/0/000", "/v1/log/tile/0/000.p/2", "/v1/log/tile/x",
                           "/v1/log/tile/0/../0/000.p/1"}) {
    EXPECT_EQ(Get(none).status, 404) << none;
  }
}

TEST_F(ProofsTest, ConsistencyIsProvenBetweenSizesThatThereAre) {
  for (const char* id : {"1", "2", "3"}) Append(id);
  const Response response = Get("/v1/log/consistency?old=1&size=3");
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.body.starts_with(R"({"old":"1","size":"3","hashes":[")"));
  EXPECT_EQ(Get("/v1/log/consistency?old=4").status, 404);
  EXPECT_EQ(Get("/v1/log/consistency").status, 400);
}

}  // namespace
}  // namespace daybook::http
