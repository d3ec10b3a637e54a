#include "keyring/rewrap.h"

#include "keyring/kept.h"

namespace daybook::keyring {
namespace {

namespace fs = std::filesystem;

class RewrapTest : public KeptTest {
 protected:
  void SetUp() override {
    KeptTest::SetUp();
    for (const char* person : {"person/ada", "person/bob", "person/cy"}) {
      ids_.push_back(MakeKey(person));
    }
    keyring_.reset();
  }

  RewrapRequest Request() {
    return {.directory = directory_ / "keyring",
            .old_master = directory_ / "master-key",
            .new_master = directory_ / "new-master-key"};
  }

  // The same keys, under this master key.
  void ExpectKeysUnder(const fs::path& master) {
    KeyringOptions options = Options();
    options.master_key = master;
    auto opened = Keyring::Open(*book_, options);
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    keyring_ = *std::move(opened);
    EXPECT_EQ(TroubleSaid(), "");
    EXPECT_EQ((std::vector<std::string>{IdOf("person/ada"), IdOf("person/bob"), IdOf("person/cy")}),
              ids_);
    keyring_.reset();
  }

  std::vector<std::string> ids_;
};

TEST_F(RewrapTest, EveryKeyIsUnderTheNewMasterKeyAndNoneUnderTheOldOne) {
  std::vector<std::size_t> told;
  RewrapRequest request = Request();
  request.on_key = [&](std::size_t done, std::size_t of) {
    told.push_back(done);
    EXPECT_EQ(of, 3U);
  };
  const auto rewrapped = Rewrap(request);
  ASSERT_TRUE(rewrapped.has_value()) << rewrapped.error().detail;
  EXPECT_EQ(*rewrapped, 3U);
  EXPECT_EQ(told, (std::vector<std::size_t>{1, 2, 3}));
  ExpectKeysUnder(directory_ / "new-master-key");
  EXPECT_FALSE(fs::exists(PathOf("person/ada", 1)));
  Reopen();
  EXPECT_NE(TroubleSaid(), "");
}

TEST_F(RewrapTest, InterruptedBeforeItIsInForceTheOldOneServesAndAskingAgainGoesOn) {
  RewrapRequest request = Request();
  struct Interrupted {};
  request.on_key = [](std::size_t done, std::size_t) {
    if (done == 2) throw Interrupted();
  };
  EXPECT_THROW(static_cast<void>(Rewrap(request)), Interrupted);
  std::vector<std::string> kept;
  for (const auto& file : fs::directory_iterator(KeyDirectory(directory_ / "keyring", 2))) {
    kept.push_back(file.path());
  }
  ASSERT_EQ(kept.size(), 2U);
  const std::string done = ReadText(kept.front());
  ASSERT_TRUE(Rewrap(Request()).has_value());
  EXPECT_EQ(ReadText(kept.front()), done);
  ExpectKeysUnder(directory_ / "new-master-key");
}

TEST_F(RewrapTest, ADaemonThatIsStartedInBetweenClearsWhatThereWasOfIt) {
  RewrapRequest request = Request();
  struct Interrupted {};
  request.on_key = [](std::size_t, std::size_t) { throw Interrupted(); };
  EXPECT_THROW(static_cast<void>(Rewrap(request)), Interrupted);
  ExpectKeysUnder(directory_ / "master-key");
  EXPECT_FALSE(fs::exists(KeyDirectory(directory_ / "keyring", 2)));
}

TEST_F(RewrapTest, InterruptedAfterItIsInForceAskingAgainClearsTheOldGeneration) {
  fs::copy(directory_ / "keyring/keys-1", directory_ / "old");
  ASSERT_TRUE(Rewrap(Request()).has_value());
  fs::rename(directory_ / "old", directory_ / "keyring/keys-1");
  EXPECT_EQ(*Rewrap(Request()), 3U);
  EXPECT_FALSE(fs::exists(directory_ / "keyring/keys-1"));
  ExpectKeysUnder(directory_ / "new-master-key");
}

TEST_F(RewrapTest, WhatCannotBeDoneIsSaidAndChangesNothing) {
  RewrapRequest request = Request();
  request.old_master = directory_ / "other";
  ASSERT_TRUE(MakeMasterKey(request.old_master).has_value());
  EXPECT_EQ(Rewrap(request).error().code, ErrorCode::kUnprocessable);
  request = Request();
  request.directory = directory_ / "nowhere";
  EXPECT_EQ(Rewrap(request).error().code, ErrorCode::kNotFound);
  Reopen();
  EXPECT_EQ(Rewrap(Request()).error().code, ErrorCode::kBusy);
  keyring_.reset();
  ExpectKeysUnder(directory_ / "master-key");
}

}  // namespace
}  // namespace daybook::keyring
