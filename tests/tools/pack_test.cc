#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "event/sha256.h"
#include "http/server_fixture.h"
#include "tools/pack_format.h"
#include "tools/run.h"
#include "tools/zip_reader.h"

namespace daybook::tools {
namespace {

using Members = std::map<std::string, std::string>;

Members Unpack(const std::string& path) {
  Members members;
  auto zip = ZipReader::Open(path);
  EXPECT_TRUE(zip.has_value());
  while (const auto name = *zip->Next()) {
    std::string& text = members[*name];
    for (auto piece = zip->Read(); piece && !piece->empty(); piece = zip->Read()) text += *piece;
  }
  return members;
}

void WriteZip(const std::string& path,
              const std::vector<std::pair<std::string, std::string>>& all) {
  auto zip = ZipWriter::Create(path);
  ASSERT_TRUE(zip.has_value());
  for (const auto& [name, text] : all) ASSERT_TRUE(zip->Add(name, text).has_value());
  ASSERT_TRUE(zip->Close().has_value());
}

// As a pack has them: by name, the manifest last.
void Repack(const std::string& path, const Members& members) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& member : members) {
    if (member.first != kPackManifest) all.emplace_back(member);
  }
  const auto manifest = members.find(std::string(kPackManifest));
  if (manifest != members.end()) all.emplace_back(*manifest);
  WriteZip(path, all);
}

// Makes the manifest agree with the other members, as whoever changes a pack would.
void SignAgain(Members& members) {
  Manifest manifest = *ParseManifest(members.at(std::string(kPackManifest)));
  manifest.members.clear();
  for (const auto& [name, text] : members) {
    if (name == kPackManifest) continue;
    manifest.members.push_back(
        {.name = name, .bytes = text.size(), .sha256 = DigestHex(Sha256(text))});
  }
  members[std::string(kPackManifest)] = RenderManifest(manifest);
}

std::string WithReplaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

const std::string kPackedRota = "the rota of March";
const std::string kWithheld = "minutes that are not released";
const std::string kLostFile = "a file that was lost";
const std::string kFirstReceipt = "receipts/000000000001.tlog-proof";

// A daemon with a visit, two findings and three files of evidence, of which one is lost and one is
// not for the public.
class PackTest : public http::RunningServerTest {
 protected:
  void SetUp() override {
    RunningServerTest::SetUp();
    Tell("visit.ended", "visit/a", R"({"title":"A visit"})", "public");
    Tell("finding.raised", "finding/a:1",
         R"({"kind":"mixed","title":"Told","visit":"visit/a","verbatim":"told to all"})", "public");
    Tell("finding.raised", "finding/b",
         R"({"kind":"mixed","title":"Kept","visit":"visit/a","verbatim":"told to few"})",
         "internal");
    TellOf("rota", kPackedRota, "public");
    TellOf("minutes", kWithheld, "internal");
    TellOf("lost", kLostFile, "public");
    Store(kPackedRota);
    Store(kWithheld);
    std::ofstream(path("key")) << book_->verifier_key() << '\n';
  }

  void Tell(const std::string& type, const std::string& subject, const std::string& data,
            const std::string& audience) {
    const auto draft = MakeDraft({.id = std::to_string(book_->size()),
                                  .source = "/test",
                                  .type = type,
                                  .subject = subject,
                                  .time = "2025-01-22T00:00:00Z",
                                  .precision = Precision::kDay,
                                  .extensions = {{"dataclassification", audience}},
                                  .data = data});
    ASSERT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *draft);
  }

  void TellOf(const std::string& item, const std::string& file, const std::string& audience) {
    Tell("evidence.added", "evidence/" + item,
         R"({"title":")" + item + R"(","mediaType":"text/plain","sha256":")" +
             DigestHex(Sha256(file)) + "\"}",
         audience);
  }

  void Store(const std::string& file) const {
    auto upload = evidence_->Begin(DigestHex(Sha256(file)));
    ASSERT_TRUE(upload.has_value());
    ASSERT_TRUE((*upload)->Write(file).has_value());
    ASSERT_TRUE((*upload)->Finish().has_value());
  }

  std::string path(const std::string& name) const { return directory_ / name; }

  Ran Pack(const std::string& name, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"pack",
                                          "--for",
                                          "reinspection",
                                          "--output",
                                          path(name),
                                          "--url",
                                          "http://127.0.0.1:" + std::to_string(port_)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunDaybook(arguments);
  }

  Ran Verify(const std::string& name) const {
    return RunDaybook({"verify", path(name), "--key", path("key")});
  }

  // What a pack comes to when this was done to it.
  Ran VerifyChanged(const std::function<void(Members&)>& change) const {
    EXPECT_EQ(Pack("whole.zip").exit, Exit::kOk);
    Members members = Unpack(path("whole.zip"));
    change(members);
    Repack(path("changed.zip"), members);
    return Verify("changed.zip");
  }

  // It is found, and this is the member that is named.
  static void ExpectWrong(const Ran& ran, const std::string& member, const std::string& why) {
    EXPECT_EQ(ran.exit, Exit::kFailed);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(member + ": "), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  }
};

TEST_F(PackTest, IsVerifiedOffline) {
  const Ran packed = Pack("p.zip");
  EXPECT_EQ(packed.exit, Exit::kOk) << packed.err;
  EXPECT_NE(packed.err.find("6 of 6 events"), std::string::npos) << packed.err;
  EXPECT_NE(packed.err.find("1 files of evidence are missing"), std::string::npos) << packed.err;
  server_.reset();
  const Ran verified = Verify("p.zip");
  EXPECT_EQ(verified.exit, Exit::kOk) << verified.err;
  EXPECT_TRUE(verified.out.starts_with("All 6 events of localhost/daybook-")) << verified.out;
  EXPECT_NE(verified.err.find("1 files of evidence are not here"), std::string::npos);
}

TEST_F(PackTest, HasEverythingThatIsToBeShown) {
  const std::string receipt = *book_->Receipt(1);  // of the head before the pack is told of
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  const Members members = Unpack(path("p.zip"));
  for (const char* name :
       {"README.txt", "book.vkey", "checkpoint", "events.ndjson", "evidence/list.csv",
        "findings/a%3A1.csv", "findings/b.csv", "report.html", "report.md", "views/plan.csv",
        "views/status.csv", "views/workload.csv", "manifest.json"}) {
    EXPECT_TRUE(members.contains(name)) << name;
  }
  EXPECT_EQ(members.at("evidence/" + DigestHex(Sha256(kPackedRota))), kPackedRota);
  EXPECT_NE(members.at("evidence/list.csv").find(",lost,text/plain,missing"), std::string::npos);
  EXPECT_NE(members.at("report.html").find("href=\"" + kFirstReceipt + "\""), std::string::npos);
  EXPECT_EQ(members.at(kFirstReceipt), receipt);
  EXPECT_NE(members.at("findings/b.csv").find("finding.raised"), std::string::npos);
}

// Each pack is told of in the book, so that the next one has another head, and other proofs.
TEST_F(PackTest, OfTheSameCutShowsTheSame) {
  const std::string known = nlohmann::json::parse(*book_->Read(book_->size() - 1))["recordedtime"];
  ASSERT_EQ(Pack("1.zip", {"--known", known}).exit, Exit::kOk);
  ASSERT_EQ(Pack("2.zip", {"--known", known}).exit, Exit::kOk);
  const Members one = Unpack(path("1.zip"));
  Members two = Unpack(path("2.zip"));
  for (const auto& [name, text] : one) {
    const bool proof = name.starts_with("receipts/") || name == "checkpoint" ||
                       name == "events.ndjson" || name == "manifest.json" || name == "README.txt";
    EXPECT_TRUE(proof || text == two[name]) << name;
  }
}

TEST_F(PackTest, IsToldOfInTheBookBeforeItHasItsName) {
  const Position before = book_->size();
  const Ran packed = Pack("p.zip", {"--audience", "public"});
  ASSERT_EQ(packed.exit, Exit::kOk);
  ASSERT_EQ(book_->size(), before + 1);
  const auto event = nlohmann::json::parse(*book_->Read(before));
  EXPECT_EQ(event.at("type"), "pack.exported");
  EXPECT_EQ(event.at("subject"), "book/disclosures");
  const auto& data = event.at("data");
  EXPECT_TRUE(packed.out.starts_with(data.at("sha256").get<std::string>()));
  EXPECT_EQ(data.at("audience"), "public");
  EXPECT_EQ(data.at("size"), before);
}

TEST_F(PackTest, ForAnAudienceHasWhatIsReleasedToIt) {
  ASSERT_EQ(Pack("p.zip", {"--audience", "public"}).exit, Exit::kOk);
  for (const auto& [name, text] : Unpack(path("p.zip"))) {
    EXPECT_EQ(text.find("told to few"), std::string::npos) << name;
    EXPECT_EQ(text.find("Kept"), std::string::npos) << name;
    EXPECT_EQ(text.find(kWithheld), std::string::npos) << name;
    EXPECT_EQ(text.find(DigestHex(Sha256(kWithheld))), std::string::npos) << name;
    EXPECT_EQ(name.find("000000000002"), std::string::npos);
  }
  const Ran verified = Verify("p.zip");
  EXPECT_EQ(verified.exit, Exit::kOk) << verified.err;
  EXPECT_TRUE(verified.out.starts_with("4 of the 6 events of ")) << verified.out;
  EXPECT_NE(verified.err.find("cannot be shown"), std::string::npos) << verified.err;
}

TEST_F(PackTest, AFlippedByteIsFoundInWhateverMember) {
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  const Members whole = Unpack(path("p.zip"));
  for (const auto& [name, text] : whole) {
    Members changed = whole;
    std::string& member = changed[name];
    member[member.size() / 2] = static_cast<char>(member[member.size() / 2] ^ 1);
    Repack(path("changed.zip"), changed);
    const Ran ran = Verify("changed.zip");
    EXPECT_EQ(ran.exit, Exit::kFailed) << name;
    // A digit of the manifest is told as the member it speaks of.
    EXPECT_TRUE(name == kPackManifest || ran.err.contains(name)) << ran.err;
  }
}

TEST_F(PackTest, AFlippedByteOfTheArchiveIsFound) {
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  std::fstream file(path("p.zip"), std::ios::binary | std::ios::in | std::ios::out);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  const std::size_t at = bytes.find("report.md") + 200;  // within what was compressed
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(bytes[at] ^ 4));
  file.close();
  ExpectWrong(Verify("p.zip"), "report.md", "");
}

TEST_F(PackTest, AMemberThatIsGoneIsNamed) {
  ExpectWrong(VerifyChanged([](Members& all) { all.erase("report.md"); }), "report.md",
              "is not here");
  ExpectWrong(VerifyChanged([](Members& all) {
                all.erase("report.md");
                SignAgain(all);
              }),
              "report.md", "missing");
  ExpectWrong(VerifyChanged([](Members& all) {
                all.erase(kFirstReceipt);
                SignAgain(all);
              }),
              kFirstReceipt, "missing");
  ExpectWrong(VerifyChanged([](Members& all) { all.erase("manifest.json"); }), "manifest.json",
              "missing");
  ExpectWrong(VerifyChanged([](Members& all) { all.erase("checkpoint"); }), "checkpoint",
              "missing");
  ExpectWrong(VerifyChanged([](Members& all) {
                all.erase("evidence/" + DigestHex(Sha256(kPackedRota)));
                SignAgain(all);
              }),
              "manifest.json", "missing");
}

TEST_F(PackTest, AMemberThatWasAddedIsNamed) {
  ExpectWrong(VerifyChanged([](Members& all) { all["views/more.csv"] = "x"; }), "views/more.csv",
              "not in the manifest");
  ExpectWrong(VerifyChanged([](Members& all) {
                all["setup.exe"] = "x";
                SignAgain(all);
              }),
              "setup.exe", "no pack has");
  const std::string file = "evidence/" + DigestHex(Sha256("forged"));
  ExpectWrong(VerifyChanged([&](Members& all) {
                all[file] = "forged";
                SignAgain(all);
              }),
              file, "no event");
  ExpectWrong(VerifyChanged([](Members& all) {
                all["receipts/000000000009.tlog-proof"] = all[kFirstReceipt];
                SignAgain(all);
              }),
              "receipts/000000000009.tlog-proof", "no event");
}

TEST_F(PackTest, AChangedEventIsFoundWhateverTheManifestSays) {
  const auto change = [](Members& all) {
    all["events.ndjson"] = WithReplaced(all["events.ndjson"], "told to all", "told to ALL");
    SignAgain(all);
  };
  ExpectWrong(VerifyChanged(change), "events.ndjson", "do not hash to the root");
  // Of a part of the book, whose root nobody can compute, the receipt tells.
  ASSERT_EQ(Pack("p.zip", {"--audience", "public"}).exit, Exit::kOk);
  Members members = Unpack(path("p.zip"));
  change(members);
  Repack(path("changed.zip"), members);
  ExpectWrong(Verify("changed.zip"), kFirstReceipt, "not the receipt of the event");
}

TEST_F(PackTest, AnotherKeysSignatureDoesNotCount) {
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  const auto other = testing::OpenBook(directory_ / "other");
  const Ran ran = RunDaybook({"verify", path("p.zip"), "--key", other->verifier_key()});
  ExpectWrong(ran, "checkpoint", "no signature");
  EXPECT_EQ(Pack("q.zip", {"--key", other->verifier_key()}).exit, Exit::kFailed);
  EXPECT_FALSE(std::filesystem::exists(path("q.zip")));
}

TEST_F(PackTest, ItsOwnKeyIsBelievedOnlyWhenThatIsAskedFor) {
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  EXPECT_EQ(RunDaybook({"verify", path("p.zip")}).exit, Exit::kUsage);
  const Ran ran = RunDaybook({"verify", path("p.zip"), "--pack-key"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_NE(ran.err.find("not whose it is"), std::string::npos) << ran.err;
  EXPECT_EQ(RunDaybook({"verify", path("p.zip"), "--pack-key", "--key", path("key")}).exit,
            Exit::kUsage);
}

TEST_F(PackTest, AKeptCheckpointShowsThatHistoryWasOnlyAddedTo) {
  std::ofstream(path("head")) << book_->checkpoint();
  Tell("finding.declined", "finding/b", R"({"text":"worse"})", "internal");
  ASSERT_EQ(Pack("p.zip").exit, Exit::kOk);
  const std::vector<std::string> since = {"verify",    path("p.zip"), "--key",
                                          path("key"), "--since",     path("head")};
  EXPECT_EQ(RunDaybook(since).exit, Exit::kOk);
  ASSERT_EQ(Pack("p.zip", {"--audience", "public"}).exit, Exit::kOk);
  EXPECT_EQ(RunDaybook(since).exit, Exit::kUsage) << "a part of a book cannot show it";
}

TEST_F(PackTest, WhatTheDaemonRefusesLeavesNothing) {
  EXPECT_EQ(Pack("p.zip", {"--known", "yesterday"}).exit, Exit::kRefused);
  EXPECT_EQ(RunDaybook({"pack", "--output", path("p.zip")}).exit, Exit::kUsage);
  EXPECT_FALSE(std::filesystem::exists(path("p.zip")));
  EXPECT_FALSE(std::filesystem::exists(path("p.zip.part")));
  EXPECT_FALSE(std::filesystem::exists(path("p.zip.spool")));
}

}  // namespace
}  // namespace daybook::tools
