#include "evidence/evidence_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>
#include <vector>

#include "support/temporary_directory.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;

class EvidenceStoreTest : public ::testing::Test {
 protected:
  void Open(EvidenceOptions options = {.disk_reserve_bytes = 0}) {
    auto store = EvidenceStore::Open(directory_ / "evidence", options);
    ASSERT_TRUE(store.has_value()) << store.error().detail;
    store_ = *std::move(store);
  }
  void SetUp() override { Open(); }

  static std::string DigestOf(std::string_view text) { return DigestHex(Sha256(text)); }

  Result<bool> Put(const std::string& digest, std::string_view text) {
    auto upload = store_->Begin(digest, text.size());
    if (!upload) return std::unexpected(upload.error());
    if (auto written = (*upload)->Write(text); !written) return std::unexpected(written.error());
    return (*upload)->Finish();
  }

  std::string Get(const std::string& digest) {
    const auto file = store_->Read(digest);
    EXPECT_TRUE(file.has_value()) << file.error().detail;
    return file ? file->Read(0, 1024 * 1024).value_or("unreadable") : "";
  }

  /// Files under the store, wherever.
  std::size_t CountFiles() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / "evidence")) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<EvidenceStore> store_;
};

TEST_F(EvidenceStoreTest, AFileIsFoundByItsDigest) {
  const std::string digest = DigestOf("a rota");
  EXPECT_EQ(Put(digest, "a rota"), true);
  EXPECT_EQ(Get(digest), "a rota");
  EXPECT_TRUE(fs::exists(directory_ / "evidence" / digest.substr(0, 2) / digest));
  Open();
  EXPECT_EQ(Get(digest), "a rota") << "after a restart, too";
}

TEST_F(EvidenceStoreTest, TheSameAgainIsNoNewFile) {
  const std::string digest = DigestOf("a rota");
  EXPECT_EQ(Put(digest, "a rota"), true);
  EXPECT_EQ(Put(digest, "a rota"), false);
  EXPECT_EQ(CountFiles(), 1U);
}

TEST_F(EvidenceStoreTest, AnotherDigestIsRefusedAndNothingIsKept) {
  const auto put = Put(DigestOf("a rota"), "a forged rota");
  ASSERT_FALSE(put.has_value());
  EXPECT_EQ(put.error().code, ErrorCode::kUnprocessable);
  EXPECT_NE(put.error().detail.find(DigestOf("a forged rota")), std::string::npos);
  EXPECT_EQ(CountFiles(), 0U);
  EXPECT_EQ(store_->Read(DigestOf("a rota")).error().code, ErrorCode::kNotFound);
}

TEST_F(EvidenceStoreTest, ABrokenUploadLeavesNothing) {
  {
    auto upload = store_->Begin(DigestOf("whole"));
    ASSERT_TRUE(upload.has_value());
    ASSERT_TRUE((*upload)->Write("who").has_value());
    EXPECT_EQ(CountFiles(), 1U);
  }
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceStoreTest, WhatAKilledProcessLeftIsRemovedAtTheStart) {
  std::ofstream(directory_ / "evidence" / "incoming" / "7-abc") << "half";
  Open();
  EXPECT_EQ(CountFiles(), 0U);
}

TEST_F(EvidenceStoreTest, OnlyADigestNamesAFile) {
  const std::string digest = DigestOf("x");
  std::string upper = digest;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  for (const std::string& name :
       {std::string(), std::string("../../signing-key"), digest.substr(1), digest + "0", upper,
        std::string(64, 'g'), digest.substr(0, 61) + "/.."}) {
    EXPECT_EQ(store_->Begin(name).error().code, ErrorCode::kMalformed) << name;
    EXPECT_EQ(store_->Read(name).error().code, ErrorCode::kMalformed) << name;
  }
}

TEST_F(EvidenceStoreTest, ATooLargeFileIsRefusedWhetherAnnouncedOrNot) {
  Open({.file_bytes_max = 10, .disk_reserve_bytes = 0});
  EXPECT_EQ(Put(DigestOf("0123456789"), "0123456789"), true);
  EXPECT_EQ(store_->Begin(DigestOf("x"), 11).error().code, ErrorCode::kTooLarge);
  auto upload = store_->Begin(DigestOf("x"));
  ASSERT_TRUE((*upload)->Write("0123456789").has_value());
  EXPECT_EQ((*upload)->Write("a").error().code, ErrorCode::kTooLarge);
}

TEST_F(EvidenceStoreTest, TheDisksReserveIsKept) {
  Open({.disk_reserve_bytes = UINT64_MAX});
  EXPECT_EQ(store_->Begin(DigestOf("x")).error().code, ErrorCode::kNoSpace);
  const auto available = fs::space(directory_.path()).available;
  Open({.file_bytes_max = UINT64_MAX, .disk_reserve_bytes = 0});
  EXPECT_EQ(store_->Begin(DigestOf("x"), available * 2).error().code, ErrorCode::kNoSpace);
}

TEST_F(EvidenceStoreTest, UploadsOfOneDigestAtATimeDoNotDisturbEachOther) {
  const std::string text(300'000, 'x');
  std::vector<std::jthread> threads;
  std::atomic<int> stored = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 5; ++n) stored += Put(DigestOf(text), text).has_value() ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(stored, 20);
  EXPECT_EQ(Get(DigestOf(text)), text);
  EXPECT_EQ(CountFiles(), 1U);
}

TEST_F(EvidenceStoreTest, UploadingAgainMendsADamagedFile) {
  const std::string digest = DigestOf("a rota");
  ASSERT_TRUE(Put(digest, "a rota").has_value());
  const fs::path path = directory_ / "evidence" / digest.substr(0, 2) / digest;
  fs::remove(path);
  std::ofstream(path) << "a r0ta";
  ASSERT_TRUE(Put(digest, "a rota").has_value());
  EXPECT_EQ(Get(digest), "a rota");
}

TEST_F(EvidenceStoreTest, AFileIsReadInParts) {
  const std::string digest = DigestOf("0123456789");
  ASSERT_TRUE(Put(digest, "0123456789").has_value());
  const auto file = store_->Read(digest);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->size(), 10U);
  EXPECT_EQ(file->Read(3, 4), "3456");
  EXPECT_EQ(file->Read(8, 100), "89");
  EXPECT_EQ(file->Read(10, 100), "");
}

TEST(Sha256Stream, InPiecesIsAsInOne) {
  Sha256Stream stream;
  stream.Add("40");
  stream.Add("");
  stream.Add("414243");
  EXPECT_EQ(stream.Finish(), Sha256("40414243"));
  // FIPS 180-4's own example.
  EXPECT_EQ(DigestHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace daybook
