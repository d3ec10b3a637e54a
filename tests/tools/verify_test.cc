#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "support/books.h"
#include "support/temporary_directory.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"
#include "tree/checkpoint.h"

namespace daybook::tools {
namespace {

// A book of kEvents, and a daemon that serves what proves it, except for what a test replaces.
class VerifyTest : public ::testing::Test {
 protected:
  static constexpr int kEvents = 300;  // a full group of leaves, and a part of one

  VerifyTest() {
    book_ = testing::OpenBook(directory_ / "book");
    Append(0, kEvents);
    Write("key", book_->verifier_key() + "\n");
  }

  void Append(int from, int to) {
    std::vector<Draft> drafts;
    for (int i = from; i < to; ++i) drafts.push_back(testing::MakeEvent("e" + std::to_string(i)));
    ASSERT_TRUE(book_->Append({.drafts = drafts}));
  }

  std::string path(const std::string& name) const { return directory_ / name; }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }

  std::string Read(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // What the daemon answers at a target.
  Result<std::string> Serve(const std::string& target) {
    if (const auto found = replaced_.find(target); found != replaced_.end()) return found->second;
    const auto after = [&](std::string_view prefix) { return target.substr(prefix.size()); };
    if (target == "/v1/log/key") return book_->verifier_key() + "\n";
    if (target == "/v1/log/checkpoint") return book_->checkpoint();
    if (target.starts_with("/v1/log/tile/")) return book_->ReadTile(after("/v1/log/tile/"));
    if (target.starts_with("/v1/receipts/")) {
      return book_->Receipt(std::stoull(after("/v1/receipts/")));
    }
    return Fail(ErrorCode::kNotFound, target);
  }

  // Runs the command line against the daemon.
  Ran Run(std::vector<std::string> arguments) {
    FakeDaemon daemon([this](const FakeRequest& request) {
      const std::size_t begin = request.line.find(' ') + 1;
      const auto body = Serve(request.line.substr(begin, request.line.rfind(' ') - begin));
      return body ? Reply(200, *body) : Reply(404, "{}");
    });
    arguments.insert(arguments.end(), {"--url", daemon.url()});
    return RunDaybook(arguments);
  }

  // The export of the whole book, as a daemon gives it.
  std::vector<std::string> ExportLines() {
    std::vector<std::string> lines;
    for (Position i = 0; i < book_->size(); ++i) lines.push_back(*book_->Read(i));
    return lines;
  }

  std::string Exported(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    const nlohmann::json summary = {{"summary",
                                     {{"count", std::to_string(lines.size())},
                                      {"position", std::to_string(book_->size())},
                                      {"checkpoint", book_->checkpoint()}}}};
    return text + summary.dump() + "\n";
  }

  // Fails with exit code 1, and says this.
  static void ExpectFailed(const Ran& ran, const std::string& sentence) {
    EXPECT_EQ(ran.exit, Exit::kFailed);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(sentence), std::string::npos) << ran.err;
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_;
  std::map<std::string, std::string> replaced_;
};

TEST_F(VerifyTest, AReceiptIsSavedAndVerifiesOffline) {
  const Ran saved = Run({"receipt", "42", "--output", path("receipt"), "--key", path("key")});
  EXPECT_EQ(saved.exit, Exit::kOk) << saved.err;
  EXPECT_EQ(Read("receipt"), *book_->Receipt(42));
  const Ran ran = RunDaybook({"verify", path("receipt"), "--key", book_->verifier_key()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("The event at position 42 is one of the 300 in ")) << ran.out;
}

TEST_F(VerifyTest, AReceiptThatProvesNothingIsNotSaved) {
  replaced_["/v1/receipts/7"] = *book_->Receipt(8);
  ExpectFailed(Run({"receipt", "7", "-o", path("receipt")}), "receipt of another event");
  std::string forged = *book_->Receipt(7);
  const std::size_t index = forged.find("\nindex 7\n");
  replaced_["/v1/receipts/7"] = forged.replace(index, 9, "\nindex 6\n");
  ExpectFailed(Run({"receipt", "7", "-o", path("receipt")}), "not saved");
  EXPECT_FALSE(std::filesystem::exists(path("receipt")));
}

TEST_F(VerifyTest, EveryChangeToAReceiptIsNoticed) {
  const std::string receipt = *book_->Receipt(42);
  // The last line is a signature, of which each base64 digit but the padding counts.
  for (std::size_t at = 0; at + 4 < receipt.size(); at += 7) {
    std::string changed = receipt;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (changed == receipt) continue;
    Write("receipt", changed);
    const Ran ran = RunDaybook({"verify", path("receipt"), "--key", path("key")});
    EXPECT_EQ(ran.exit, Exit::kFailed) << "byte " << at;
  }
}

TEST_F(VerifyTest, AWholeExportVerifiesOffline) {
  Write("export", Exported(ExportLines()));
  const Ran ran = RunDaybook({"verify", path("export"), "--key", path("key")});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("All 300 events of localhost/daybook-")) << ran.out;
  const Ran piped = RunDaybook({"verify", "-", "--key", path("key")}, Exported(ExportLines()));
  EXPECT_EQ(piped.exit, Exit::kOk) << piped.err;
}

TEST_F(VerifyTest, AChangedExportDoesNotVerify) {
  const auto verify = [&](const std::string& text) {
    return RunDaybook({"verify", "-", "--key", path("key")}, text);
  };
  auto lines = ExportLines();
  lines[17].replace(lines[17].find("case.noted"), 4, "cast");
  ExpectFailed(verify(Exported(lines)), "do not hash to the root");
  lines = ExportLines();
  std::swap(lines[17], lines[18]);
  ExpectFailed(verify(Exported(lines)), "not in the order of their positions from 17 on");
  lines = ExportLines();
  lines.erase(lines.begin() + 17);
  ExpectFailed(verify(Exported(lines)), "it has 299 of the 300 events");
  lines = ExportLines();
  lines[17] = "no entry";
  ExpectFailed(verify(Exported(lines)), "Line 18 is no entry");
  const std::string whole = Exported(ExportLines());
  ExpectFailed(verify(whole.substr(0, whole.size() - 1)), "cut off within a line");
  ExpectFailed(verify(whole.substr(0, whole.find("{\"summary"))), "cut off");
  ExpectFailed(verify(whole.substr(whole.find('\n') + 1)), "counts 300 events, but it has 299");
  ExpectFailed(verify(""), "cut off");
}

TEST_F(VerifyTest, SomebodyElsesSignatureDoesNotCount) {
  const auto other = testing::OpenBook(directory_ / "other");
  const std::string key = other->verifier_key();
  Write("receipt", *book_->Receipt(0));
  Write("export", Exported(ExportLines()));
  ExpectFailed(RunDaybook({"verify", path("receipt"), "--key", key}), "no signature");
  ExpectFailed(RunDaybook({"verify", path("export"), "--key", key}), "no signature");
  ExpectFailed(Run({"verify", "--key", key}), "no signature");
  book_.reset();
  ExpectFailed(RunDaybook({"verify", "--data", path("book"), "--key", key}), "no signature");
}

TEST_F(VerifyTest, APolicyMayAskForMoreThanTheLog) {
  const std::string log = "log " + book_->verifier_key() + "\n";
  const tree::VerifierKey witness{.name = "witness.example",
                                  .type = tree::KeyType::kCosignature,
                                  .key = tree::PrivateKey::Generate().public_key()};
  Write("receipt", *book_->Receipt(0));
  Write("policy", log + "quorum none\n");
  EXPECT_EQ(RunDaybook({"verify", path("receipt"), "--policy", path("policy")}).exit, Exit::kOk);
  Write("policy", log + "witness W " + witness.Text() + "\nquorum W\n");
  ExpectFailed(RunDaybook({"verify", path("receipt"), "--policy", path("policy")}),
               "The quorum 'W' of the policy is not reached");
  Write("policy", "trust me\n");
  EXPECT_EQ(RunDaybook({"verify", path("receipt"), "--policy", path("policy")}).exit, Exit::kUsage);
}

TEST_F(VerifyTest, AFileNeedsAKey) {
  Write("receipt", *book_->Receipt(0));
  EXPECT_EQ(RunDaybook({"verify", path("receipt")}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"verify", path("nothing"), "--key", path("key")}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"verify", path("receipt"), "--data", path("book")}).exit, Exit::kUsage);
  Write("head", book_->checkpoint());
  EXPECT_EQ(
      RunDaybook({"verify", path("receipt"), "--key", path("key"), "--since", path("head")}).exit,
      Exit::kUsage)
      << "a receipt says nothing of the rest";
}

TEST_F(VerifyTest, ADaemonIsVerifiedByAllThatItServes) {
  const Ran ran = Run({"verify"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("All 300 events of ")) << ran.out;
  EXPECT_NE(ran.err.find("The key is the one the daemon gives"), std::string::npos);
}

TEST_F(VerifyTest, AnEmptyBookIsVerifiedToo) {
  book_ = testing::OpenBook(directory_ / "empty");
  const Ran ran = Run({"verify"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  const Ran exported = RunDaybook({"verify", "-", "--key", book_->verifier_key()}, Exported({}));
  EXPECT_EQ(exported.exit, Exit::kOk) << exported.err;
}

TEST_F(VerifyTest, WhatADaemonServesWrongIsNamed) {
  const auto flipped = [&](const std::string& tile, std::size_t at) {
    std::string bytes = *book_->ReadTile(tile);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    replaced_ = {{"/v1/log/tile/" + tile, bytes}};
  };
  flipped("0/001.p/44", 5 * 32);
  ExpectFailed(Run({"verify"}), "First wrong position: 261");
  flipped("1/000.p/1", 0);
  ExpectFailed(Run({"verify"}), "First wrong position: 0");
  flipped("entries/000", 100);
  ExpectFailed(Run({"verify"}), "First wrong position: 0");
  replaced_ = {{"/v1/log/tile/entries/000", "x"}};
  ExpectFailed(Run({"verify"}), "is not one of 256 entries");
}

TEST_F(VerifyTest, ARewrittenHistoryIsNoticedByTheCheckpointThatWasKept) {
  EXPECT_EQ(Run({"verify", "--save", path("head")}).exit, Exit::kOk);
  EXPECT_EQ(Read("head"), book_->checkpoint());
  Append(kEvents, kEvents + 5);
  const std::vector<std::string> since = {"--since", path("head"), "--key", path("key")};
  const auto with_since = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), since.begin(), since.end());
    return arguments;
  };
  EXPECT_EQ(Run(with_since({"verify"})).exit, Exit::kOk);
  Write("export", Exported(ExportLines()));
  EXPECT_EQ(RunDaybook(with_since({"verify", path("export")})).exit, Exit::kOk);
  book_.reset();
  EXPECT_EQ(RunDaybook(with_since({"verify", "--data", path("book")})).exit, Exit::kOk);

  // Another history, signed with the same key.
  std::filesystem::create_directory(path("fork"));
  std::filesystem::copy(path("book") + "/signing-key", path("fork") + "/signing-key");
  book_ = testing::OpenBook(directory_ / "fork");
  Append(1, kEvents + 7);
  ExpectFailed(Run(with_since({"verify"})), "history was changed");
  Write("export", Exported(ExportLines()));
  ExpectFailed(RunDaybook(with_since({"verify", path("export")})), "history was changed");
  book_.reset();
  ExpectFailed(RunDaybook(with_since({"verify", "--data", path("fork")})), "history was changed");
}

TEST_F(VerifyTest, ADirectoryIsVerifiedAndItsFaultsAreNamed) {
  testing::WaitUntilIndexed(*book_);
  book_.reset();
  const Ran ran = RunDaybook({"verify", "--data", path("book"), "--save", path("head")});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("All 300 events in ")) << ran.out;
  EXPECT_TRUE(Read("head").starts_with("localhost/daybook-"));
  // An older journal in its place.
  std::filesystem::create_directory(path("older"));
  std::filesystem::copy(path("book") + "/signing-key", path("older") + "/signing-key");
  book_ = testing::OpenBook(directory_ / "older");
  Append(0, 20);
  book_.reset();
  std::filesystem::copy(path("book") + "/published", path("older") + "/published",
                        std::filesystem::copy_options::overwrite_existing);
  const Ran cut = RunDaybook({"verify", "--data", path("older")});
  ExpectFailed(cut, "300 events were acknowledged (`published`), the book has 20");
  EXPECT_NE(cut.err.find("First wrong position: 20"), std::string::npos) << cut.err;
  EXPECT_EQ(RunDaybook({"verify", "--data", path("none"), "--key", path("key")}).exit,
            Exit::kUsage);
}

}  // namespace
}  // namespace daybook::tools
