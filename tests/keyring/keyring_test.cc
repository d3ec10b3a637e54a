#include "keyring/keyring.h"

#include "keyring/kept.h"

namespace daybook::keyring {
namespace {

namespace fs = std::filesystem;

class KeyringTest : public KeptTest {};

TEST_F(KeyringTest, NothingIsMadeBeforeTheFirstKey) {
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
  EXPECT_FALSE(fs::exists(directory_ / "keyring"));
  EXPECT_FALSE(fs::exists(directory_ / "master-key"));
}

TEST_F(KeyringTest, AKeyIsMadeOnceAndIsThereAfterTheNextStart) {
  const std::string id = MakeKey("person/ada");
  EXPECT_EQ(MakeKey("person/ada"), id);
  EXPECT_NE(MakeKey("person/bob"), id);
  Reopen();
  EXPECT_EQ(IdOf("person/ada"), id);
  EXPECT_EQ(MakeKey("person/ada"), id);
}

TEST_F(KeyringTest, OnlyTheOwnerMayReadWhatIsMadeAndTheOperatorIsToldToBackItUp) {
  MakeKey("person/ada");
  const auto open_to = [](const fs::path& path) {
    return fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all);
  };
  for (const fs::path& path : {directory_ / "keyring", directory_ / "master-key",
                               directory_ / "keyring/keyring", PathOf("person/ada")}) {
    EXPECT_EQ(open_to(path), fs::perms::none) << path;
  }
  ASSERT_EQ(said_.size(), 1U);
  EXPECT_NE(said_.front().find("Back both up"), std::string::npos);
}

TEST_F(KeyringTest, TwoCannotHaveOneOpen) {
  MakeKey("person/ada");
  const auto second = Keyring::Open(*book_, Options());
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
}

TEST_F(KeyringTest, ADestroyedKeyIsGoneFromMemoryAndDisk) {
  MakeKey("person/ada");
  Append("person.erased", "person/ada");
  ASSERT_TRUE(keyring_->Destroy("person/ada").has_value());
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
  EXPECT_FALSE(fs::exists(PathOf("person/ada")));
  EXPECT_TRUE(keyring_->Destroy("person/ada").has_value());
  EXPECT_TRUE(keyring_->Destroy("person/nobody").has_value());
}

TEST_F(KeyringTest, WhoeverIsErasedGetsNoOtherKey) {
  Append("person.erased", "person/ada");
  const auto key = keyring_->FindOrMake("person/ada");
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().code, ErrorCode::kConflict);
}

TEST_F(KeyringTest, AKeyThatTheProcessDiedBeforeDestroyingIsDestroyedAtTheNextStart) {
  MakeKey("person/ada");
  MakeKey("person/bob");
  Append("person.erased", "person/ada");
  Reopen();
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
  EXPECT_FALSE(fs::exists(PathOf("person/ada")));
  EXPECT_NE(keyring_->Find("person/bob"), nullptr);
}

TEST_F(KeyringTest, EvenWithoutTheMasterKey) {
  MakeKey("person/ada");
  Append("person.erased", "person/ada");
  fs::remove(directory_ / "master-key");
  Reopen();
  EXPECT_TRUE(keyring_->trouble().has_value());
  EXPECT_FALSE(fs::exists(PathOf("person/ada")));
}

TEST_F(KeyringTest, OneThatIsMissingIsMissedAndNoneIsMadeInItsPlace) {
  const std::string id = MakeKey("person/ada");
  fs::rename(directory_ / "keyring", directory_ / "away");
  Reopen();
  EXPECT_NE(TroubleSaid().find("is missing: put back"), std::string::npos);
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
  EXPECT_EQ(keyring_->FindOrMake("person/ada").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(keyring_->Destroy("person/ada").error().code, ErrorCode::kUnavailable);
  fs::rename(directory_ / "away", directory_ / "keyring");
  Reopen();
  EXPECT_EQ(IdOf("person/ada"), id);
}

TEST_F(KeyringTest, AnotherMasterKeyOpensNothingAndHarmsNothing) {
  const std::string id = MakeKey("person/ada");
  const std::string text = ReadText(directory_ / "master-key");
  fs::remove(directory_ / "master-key");
  ASSERT_TRUE(MakeMasterKey(directory_ / "master-key").has_value());
  Reopen();
  EXPECT_NE(TroubleSaid().find("is not the master key"), std::string::npos);
  EXPECT_EQ(keyring_->Find("person/ada"), nullptr);
  EXPECT_EQ(keyring_->FindOrMake("person/bob").error().code, ErrorCode::kUnavailable);
  WriteText(directory_ / "master-key", text);
  Reopen();
  EXPECT_EQ(IdOf("person/ada"), id);
}

TEST_F(KeyringTest, AMasterKeyThatOthersMayReadOrThatIsNoneIsRefused) {
  MakeKey("person/ada");
  fs::permissions(directory_ / "master-key", fs::perms::group_read, fs::perm_options::add);
  Reopen();
  EXPECT_NE(TroubleSaid().find("chmod 600"), std::string::npos);
  fs::permissions(directory_ / "master-key", fs::perms::group_read, fs::perm_options::remove);
  WriteText(directory_ / "master-key", "secret\n");
  Reopen();
  EXPECT_NE(TroubleSaid().find("is no master key"), std::string::npos);
}

TEST_F(KeyringTest, TheKeyringOfAnotherBookIsRefused) {
  MakeKey("person/ada");
  keyring_.reset();
  book_ = testing::OpenBook(directory_ / "other");
  Reopen();
  EXPECT_NE(TroubleSaid().find("is not that of this book"), std::string::npos);
}

TEST_F(KeyringTest, ADamagedKeyIsSaidAndNotReplaced) {
  MakeKey("person/ada");
  std::string text = ReadText(PathOf("person/ada"));
  text[text.size() - 10] = text[text.size() - 10] == 'A' ? 'B' : 'A';
  WriteText(PathOf("person/ada"), text);
  Reopen();
  EXPECT_EQ(TroubleSaid(), "");
  EXPECT_NE(said_.back().find("is damaged"), std::string::npos);
  EXPECT_EQ(keyring_->FindOrMake("person/ada").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(ReadText(PathOf("person/ada")), text);
}

TEST_F(KeyringTest, AKeyOfOnePersonIsNotTakenForAnothers) {
  MakeKey("person/ada");
  std::string text = ReadText(PathOf("person/ada"));
  text.replace(text.find("person/ada"), 10, "person/eve");
  WriteText(PathOf("person/eve"), text);
  Reopen();
  EXPECT_EQ(keyring_->Find("person/eve"), nullptr);
}

}  // namespace
}  // namespace daybook::keyring
