#include <fstream>

#include "event/sha256.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

namespace fs = std::filesystem;

class EvidenceTest : public ServerTest {
 protected:
  void SetUp() override {
    options_.chunk_bytes = 64 * 1024;
    options_.evidence_bytes_max = 1024 * 1024;
    Start();
  }
  void TearDown() override { EXPECT_TRUE(StillAnswers()); }

  static std::string DigestOf(std::string_view text) { return DigestHex(Sha256(text)); }
  static std::string PathOf(const std::string& digest) { return "/v1/evidence/sha256/" + digest; }

  Response Put(const std::string& digest, const std::string& body) {
    return Client(port_).Request("PUT", PathOf(digest), {}, body);
  }
  Response Fetch(const std::string& digest, const Headers& headers = {}) {
    return Get(PathOf(digest), headers);
  }

  static std::string PutHead(const std::string& digest, const std::string& headers) {
    return "PUT " + PathOf(digest) + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  std::size_t CountFiles() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / "evidence")) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  // Bytes that differ from each other, more of them than one piece has.
  static std::string Large(std::size_t size = 300'000) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i) + ' ';
    return text;
  }

  void AddItem(const std::string& id, const std::string& digest, const std::string& media_type) {
    const auto draft = MakeDraft({.id = id,
                                  .source = "/test",
                                  .type = "evidence.added",
                                  .subject = "evidence/" + id,
                                  .data = R"({"sha256":")" + digest + R"(","title":"t",)" +
                                          R"("mediaType":")" + media_type + "\"}"});
    testing::AppendOne(*book_, *draft);
  }
};

TEST_F(EvidenceTest, WhatIsPutIsGotByItsDigest) {
  const std::string file = Large();
  const Response put = Put(DigestOf(file), file);
  EXPECT_EQ(put.status, 201) << put.body;
  EXPECT_EQ(put.Header("location"), PathOf(DigestOf(file)));
  EXPECT_EQ(put.Json().at("bytes"), file.size());
  const Response got = Fetch(DigestOf(file));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, file);
  EXPECT_EQ(got.Header("content-length"), std::to_string(file.size()));
  EXPECT_EQ(Put(DigestOf(file), file).status, 200) << "the same again";
}

TEST_F(EvidenceTest, AFileInChunksIsPut) {
  const std::string file = Large();
  Client client(port_);
  client.Send(PutHead(DigestOf(file), "Transfer-Encoding: chunked\r\n"));
  for (std::size_t at = 0; at < file.size(); at += 50'000) {
    const std::string piece = file.substr(at, 50'000);
    std::ostringstream size;
    size << std::hex << piece.size();
    client.Send(size.str() + "\r\n" + piece + "\r\n");
  }
  client.Send("0\r\n\r\n");
  EXPECT_EQ(client.Read().status, 201);
  EXPECT_EQ(client.Get(PathOf(DigestOf(file))).body, file) << "on the same connection";
}

TEST_F(EvidenceTest, AnEmptyFileIsAFile) {
  EXPECT_EQ(Put(DigestOf(""), "").status, 201);
  const Response got = Fetch(DigestOf(""));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.Header("content-length"), "0");
}

TEST_F(EvidenceTest, ItIsHandedOutSoThatNoBrowserRunsIt) {
  Put(DigestOf("<script>"), "<script>");
  const Response got = Fetch(DigestOf("<script>"));
  EXPECT_EQ(got.Header("content-type"), "application/octet-stream");
  EXPECT_TRUE(got.Header("content-disposition").starts_with("attachment; filename=\""));
  EXPECT_EQ(got.Header("x-content-type-options"), "nosniff");
  EXPECT_EQ(got.Header("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_NE(got.Header("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(got.Header("etag"), "\"" + DigestOf("<script>") + "\"");
}

TEST_F(EvidenceTest, AnItemSaysItsMediaTypeIfThatIsHarmless) {
  const std::string digest = DigestOf("x");
  Put(digest, "x");
  AddItem("report", digest, "application/pdf");
  AddItem("page", digest, "text/html");
  const Response pdf = Get(PathOf(digest) + "?subject=evidence/report");
  EXPECT_EQ(pdf.Header("content-type"), "application/pdf");
  EXPECT_EQ(pdf.Header("content-disposition"), "attachment; filename=\"" + digest + ".pdf\"");
  EXPECT_EQ(Get(PathOf(digest) + "?subject=evidence/page").Header("content-type"),
            "application/octet-stream");
  EXPECT_EQ(Get(PathOf(digest) + "?subject=evidence/other").status, 404);
}

TEST_F(EvidenceTest, HeadAndConditionsAndRangesAreAnswered) {
  const std::string file = Large();
  const std::string digest = DigestOf(file);
  Put(digest, file);
  const Response head = Client(port_).Request("HEAD", PathOf(digest), {});
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("content-length"), std::to_string(file.size()));
  EXPECT_EQ(Fetch(digest, {{"If-None-Match", "\"" + digest + "\""}}).status, 304);

  const Response part = Fetch(digest, {{"Range", "bytes=100000-199999"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, file.substr(100'000, 100'000));
  EXPECT_EQ(part.Header("content-range"), "bytes 100000-199999/" + std::to_string(file.size()));
  EXPECT_EQ(Fetch(digest, {{"Range", "bytes=-5"}}).body, file.substr(file.size() - 5));
  EXPECT_EQ(Fetch(digest, {{"Range", "bytes=9999999-"}}).status, 416);
  EXPECT_EQ(Fetch(digest, {{"Range", "bytes=0-1"}, {"If-Range", "\"other\""}}).status, 200);
}

TEST_F(EvidenceTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(Fetch(DigestOf("nothing")).status, 404);
  EXPECT_EQ(Client(port_).Request("HEAD", PathOf(DigestOf("nothing")), {}).status, 404);
}

TEST_F(EvidenceTest, AWrongDigestIsRefusedAndNothingIsKept) {
  const Response put = Put(DigestOf("one"), "another");
  EXPECT_EQ(put.status, 422);
  EXPECT_NE(put.Json().value("detail", "").find(DigestOf("another")), std::string::npos);
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceTest, NoNameButADigestIsTaken) {
  std::string upper = DigestOf("x");
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  for (const std::string& name :
       {upper, std::string(64, 'g'), std::string("..%2F..%2Fsigning-key"), std::string("abc")}) {
    EXPECT_EQ(Put(name, "x").status, 400) << name;
    EXPECT_EQ(Fetch(name).status, 400) << name;
  }
  EXPECT_EQ(Put("../../../signing-key", "x").status, 404);
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceTest, ATooLargeFileIsRefusedAnnouncedOrNot) {
  Client announced(port_);
  announced.Send(PutHead(DigestOf("x"), "Content-Length: 1048577\r\n"));
  EXPECT_EQ(announced.Read().status, 413);
  Client chunked(port_);
  chunked.Send(PutHead(DigestOf("x"), "Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "40000\r\n" + std::string(0x40000, ' ') + "\r\n";
  bool taken = true;
  for (int i = 0; i < 8 && taken; ++i) taken = chunked.Send(chunk);
  EXPECT_EQ(chunked.Read().status, 413);
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceTest, AnUploadCutShortLeavesNothing) {
  Client client(port_);
  client.Send(PutHead(DigestOf("x"), "Content-Length: 500000\r\n") + Large(200'000));
  client.CloseSending();
  EXPECT_EQ(client.Read().status, 400);
  EXPECT_EQ(WaitForServed(1).front().status, 400U);
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceTest, AWriterWhoWaitsToBeToldIsTold) {
  Client client(port_);
  client.Send(PutHead(DigestOf("body"), "Content-Length: 4\r\nExpect: 100-continue\r\n"));
  EXPECT_EQ(client.Read().status, 100);
  client.Send("body");
  EXPECT_EQ(client.Read().status, 201);
}

TEST_F(EvidenceTest, ADamagedFileIsNeverSentWhole) {
  const std::string file = Large();
  for (const std::string& text : {file, std::string("small")}) {
    const std::string digest = DigestOf(text);
    Put(digest, text);
    const fs::path path = directory_ / "evidence" / digest.substr(0, 2) / digest;
    fs::remove(path);
    std::ofstream(path) << text.substr(0, text.size() - 1) << '!';
  }
  EXPECT_FALSE(Fetch(DigestOf(file)).whole);
  EXPECT_EQ(Fetch(DigestOf("small")).status, 500);
  EXPECT_EQ(Put(DigestOf(file), file).status, 200);
  EXPECT_EQ(Fetch(DigestOf(file)).body, file) << "mended by putting it again";
}

class SlowEvidenceTest : public EvidenceTest {
 protected:
  void SetUp() override {
    options_.body_timeout = std::chrono::milliseconds(200);
    Start();
  }
};

TEST_F(SlowEvidenceTest, AWriterWhoSendsNothingIsTimedOut) {
  Client client(port_);
  client.Send(PutHead(DigestOf("x"), "Content-Length: 10\r\n") + "half");
  EXPECT_EQ(client.Read().status, 408);
  EXPECT_EQ(CountFiles(), 0U);
}

class FullDiskEvidenceTest : public EvidenceTest {
 protected:
  void SetUp() override {
    evidence_options_.disk_reserve_bytes = UINT64_MAX;
    Start();
  }
};

TEST_F(FullDiskEvidenceTest, TheReserveIsKept) {
  EXPECT_EQ(Put(DigestOf("x"), "x").status, 507);
  EXPECT_EQ(CountFiles(), 0U);
}

}  // namespace
}  // namespace daybook::http
