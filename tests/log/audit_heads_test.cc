// The audit holds a book to every head that was signed, and notices damage to its files.

#include "log/audit_fixture.h"

namespace daybook {
namespace {

TEST_F(AuditTest, AHeadSignedWithAnotherKeyIsNotBelieved) {
  const tree::NoteSigner forger("localhost/forged", tree::PrivateKey::Generate());
  const tree::Checkpoint head{.origin = "localhost/forged", .size = kEvents, .root = {}};
  const tree::Note note{.text = head.Text(), .signatures = {forger.Sign(head.Text())}};
  Tampered(journal()).Put("meta", "checkpoint", note.Text());
  const std::string said = Sentences(Audit());
  EXPECT_NE(said.find("The book's head is not to be believed"), std::string::npos) << said;
}

TEST_F(AuditTest, AHeadOfOtherEntriesIsFoundWhoeverSignedIt) {
  // The book's own key, over a root that is not that of its entries.
  std::ifstream file(copy() / "signing-key");
  const std::string key{std::istreambuf_iterator<char>(file), {}};
  const auto signer = tree::NoteSigner::Parse(key);
  ASSERT_TRUE(signer);
  tree::Checkpoint head{.origin = signer->verifier().name, .size = kEvents, .root = {}};
  const tree::Note note{.text = head.Text(), .signatures = {signer->Sign(head.Text())}};
  Tampered(journal()).Put("meta", "checkpoint", note.Text());
  const std::string said = Sentences(Audit());
  EXPECT_NE(said.find("The 700 entries do not hash to the root that was signed"), std::string::npos)
      << said;
}

TEST_F(AuditTest, AMissingHeadIsNamed) {
  Tampered(journal()).Delete("meta", "checkpoint");
  EXPECT_NE(Sentences(Audit()).find("signed head is missing"), std::string::npos);
}

TEST_F(AuditTest, AForkUnderTheSameKeyIsFoundByACheckpointThatWasKept) {
  // Another book from position 0 on, signed by the key of this one.
  fs::create_directory(*directory_ / "fork");
  fs::copy(copy() / "signing-key", *directory_ / "fork" / "signing-key");
  FillWith(*OpenBook(*directory_ / "fork"), 0, 400, "other");
  fs::remove_all(copy());
  fs::rename(*directory_ / "fork", copy());
  EXPECT_TRUE(Audit().findings.empty()) << "in itself it is whole";
  const std::string said = Sentences(Audit(early_));
  EXPECT_NE(said.find("The first 300 events are not those of the checkpoint that was kept"),
            std::string::npos)
      << said;
}

TEST_F(AuditTest, ABookThatIsShorterThanACheckpointThatWasKeptIsFound) {
  tree::Checkpoint later = early_;
  later.size = 900;
  const AuditReport report = Audit(later);
  EXPECT_EQ(report.findings.first(), Position{kEvents});
  EXPECT_NE(Sentences(report).find("has 900 events, the book has 700"), std::string::npos);
}

TEST_F(AuditTest, PublishedIsHeldAgainstTheBook) {
  fs::copy(copy() / "published", *directory_ / "latest");
  std::string zeros(512, '\0');
  std::ofstream(copy() / "published", std::ios::binary) << "nonsense" << zeros;
  EXPECT_NE(Sentences(Audit()).find("What `published` holds is not to be believed"),
            std::string::npos);
  fs::remove(copy() / "published");
  EXPECT_EQ(Audit().remarks.size(), 1U);
  // An old copy of the journal beside a newer `published`.
  fs::remove_all(copy());
  fs::create_directory(copy());
  fs::copy(*directory_ / "book" / "signing-key", copy() / "signing-key");
  FillWith(*OpenBook(copy()), 0, 300);
  fs::copy(*directory_ / "latest", copy() / "published", fs::copy_options::overwrite_existing);
  ExpectFound(300, "700 events were acknowledged (`published`), the book has 300");
}

TEST_F(AuditTest, DamageToATableIsFound) {
  {
    Tampered store(journal());
  }  // entries go from the write-ahead log to tables
  fs::path table;
  for (const auto& file : fs::directory_iterator(journal())) {
    if (file.path().extension() != ".sst") continue;
    if (table.empty() || file.file_size() > fs::file_size(table)) table = file.path();
  }
  ASSERT_FALSE(table.empty());
  const auto size = fs::file_size(table);
  // Not in its last part, which has properties that nobody reads.
  for (std::uintmax_t at = size / 10; at < size * 4 / 5; at += size / 5) {
    std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 4));
    file.flush();
    const auto opened = OpenForAudit(copy());
    if (opened) {
      EXPECT_FALSE(Audit().findings.empty()) << "byte " << at << " of " << size;
    } else {
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << opened.error().detail;
    }
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
  }
  EXPECT_TRUE(Audit().findings.empty());
}

TEST_F(AuditTest, WithoutABookThereIsNothingToAudit) {
  EXPECT_EQ(OpenForAudit(*directory_ / "nowhere").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(*directory_ / "nowhere"));
}

}  // namespace
}  // namespace daybook
