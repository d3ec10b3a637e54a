#include "log/witness.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "log/witness_state.h"
#include "support/small_log.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using testing::SmallLog;
using tree::Verdict;

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() { Open(); }

  Result<std::unique_ptr<Witness>> TryOpen(const std::string& name = "") {
    return Witness::Open(
        directory_ / "witness",
        {.logs = {SmallLog::Signer().verifier()}, .name = name, .clock = [this] { return now_; }});
  }

  void Open() {
    witness_.reset();
    auto witness = TryOpen();
    ASSERT_TRUE(witness.has_value()) << witness.error().detail;
    witness_ = *std::move(witness);
  }

  Verdict Ask(const SmallLog& log, std::uint64_t old_size) {
    const auto answer = witness_->AddCheckpoint(log.RequestFrom(old_size));
    EXPECT_TRUE(answer.has_value()) << answer.error().detail;
    body_ = answer->body;
    return answer->verdict;
  }

  bool IsCosigned(const SmallLog& log) {
    const auto found = tree::FindCosignature(body_, log.head().Text(), witness_->verifier());
    return found.has_value();
  }

  // The one file of state there is.
  std::filesystem::path StateFile() {
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "witness")) {
      if (entry.path().filename().string().size() == 64) return entry.path();
    }
    return {};
  }

  testing::TemporaryDirectory directory_;
  std::uint64_t now_ = 1'700'000'000;
  std::unique_ptr<Witness> witness_;
  std::string body_;
};

TEST_F(WitnessTest, CosignsALogAsItGrows) {
  EXPECT_EQ(Ask(SmallLog(3), 0), Verdict::kCosign);
  EXPECT_TRUE(IsCosigned(SmallLog(3)));
  EXPECT_EQ(Ask(SmallLog(9), 3), Verdict::kCosign);
  EXPECT_TRUE(IsCosigned(SmallLog(9)));
}

TEST_F(WitnessTest, CosignsTheSameHeadAgainWithTheTimeOfToday) {
  EXPECT_EQ(Ask(SmallLog(3), 0), Verdict::kCosign);
  const std::string first = body_;
  EXPECT_EQ(Ask(SmallLog(3), 3), Verdict::kCosign);
  EXPECT_EQ(body_, first);
  ++now_;
  EXPECT_EQ(Ask(SmallLog(3), 3), Verdict::kCosign);
  EXPECT_NE(body_, first);
  EXPECT_TRUE(IsCosigned(SmallLog(3)));
}

TEST_F(WitnessTest, OfTwoForksOneIsRefused) {
  EXPECT_EQ(Ask(SmallLog(3), 0), Verdict::kCosign);
  EXPECT_EQ(Ask(SmallLog(5), 3), Verdict::kCosign);
  EXPECT_EQ(Ask(SmallLog(5, 4), 3), Verdict::kOtherSize);
  EXPECT_EQ(body_, "5\n");
  EXPECT_EQ(Ask(SmallLog(5, 4), 5), Verdict::kInconsistent);
  EXPECT_EQ(Ask(SmallLog(9, 4), 5), Verdict::kInconsistent);
  EXPECT_EQ(Ask(SmallLog(9), 5), Verdict::kCosign) << "the other one goes on";
}

TEST_F(WitnessTest, SaysTheSizeItHasWhenNothingIsCosignedYet) {
  EXPECT_EQ(Ask(SmallLog(9), 5), Verdict::kOtherSize);
  EXPECT_EQ(body_, "0\n");
}

TEST_F(WitnessTest, AnswersEveryRefusalWithASentence) {
  for (const auto& [body, verdict] : std::vector<std::pair<std::string, Verdict>>{
           {"nonsense", Verdict::kMalformed},
           {tree::CosignRequestText(0, {},
                                    SmallLog(3).Signed(testing::SignerOf("example.com/log", 9))),
            Verdict::kNotSigned},
           {tree::CosignRequestText(0, std::vector{tree::EmptyRoot()}, SmallLog(3).Signed()),
            Verdict::kInconsistent}}) {
    const auto answer = witness_->AddCheckpoint(body);
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->verdict, verdict);
    EXPECT_TRUE(answer->body.ends_with(".\n")) << answer->body;
  }
}

TEST_F(WitnessTest, RemembersWhenItIsOpenedAgain) {
  EXPECT_EQ(Ask(SmallLog(5), 0), Verdict::kCosign);
  const auto key = witness_->verifier();
  Open();
  EXPECT_EQ(witness_->verifier(), key);
  EXPECT_EQ(Ask(SmallLog(5, 4), 0), Verdict::kOtherSize);
  EXPECT_EQ(Ask(SmallLog(5, 4), 5), Verdict::kInconsistent);
  EXPECT_EQ(Ask(SmallLog(6), 5), Verdict::kCosign);
}

TEST_F(WitnessTest, DoesNotSignWhatItCannotKeep) {
  EXPECT_EQ(Ask(SmallLog(3), 0), Verdict::kCosign);
  // A directory where the new state would be made: root, too, cannot write a file there.
  const std::string draft = StateFile().string() + ".new";
  std::filesystem::create_directories(draft);
  const auto answer = witness_->AddCheckpoint(SmallLog(9).RequestFrom(3));
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::kIo);
  std::filesystem::remove(draft);
  EXPECT_EQ(Ask(SmallLog(9), 3), Verdict::kCosign) << "the same request, when there is room";
}

TEST_F(WitnessTest, ItsKeyIsItsOwnersAlone) {
  struct stat status{};
  ASSERT_EQ(::stat((directory_ / "witness/signing-key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(witness_->verifier().type, tree::KeyType::kCosignature);
  EXPECT_TRUE(witness_->verifier().name.starts_with("localhost/witness-"));
}

TEST_F(WitnessTest, HasOneProcessAtATime) {
  const auto second = TryOpen();
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
}

class WitnessStateTest : public WitnessTest {
 protected:
  WitnessStateTest() {
    Ask(SmallLog(5), 0);
    witness_.reset();
    std::ifstream file(StateFile());
    text_.assign(std::istreambuf_iterator<char>(file), {});
  }

  // How opening fails with this as its state.
  Error OpenWith(const std::string& text) {
    std::ofstream(StateFile()) << text;
    const auto opened = TryOpen();
    EXPECT_FALSE(opened.has_value());
    return opened ? Error() : opened.error();
  }

  std::string text_;
};

TEST_F(WitnessStateTest, IsTheFormatThatItsHeaderSays) {
  EXPECT_TRUE(text_.starts_with("daybook-witness-state/1\n"));
  EXPECT_TRUE(text_.ends_with("\n" + SmallLog(5).Signed())) << "the checkpoint as it came";
}

TEST_F(WitnessStateTest, OfAnUnknownFormatIsRefused) {
  std::string newer = text_;
  newer[newer.find('1')] = '2';
  EXPECT_EQ(OpenWith(newer).code, ErrorCode::kUnsupported);
  EXPECT_EQ(OpenWith("").code, ErrorCode::kUnsupported);
}

TEST_F(WitnessStateTest, ThatIsDamagedIsRefused) {
  std::string smaller = text_;
  smaller[smaller.find("\n5\n") + 1] = '4';
  EXPECT_EQ(OpenWith(smaller).code, ErrorCode::kCorrupt);
  EXPECT_EQ(OpenWith(text_.substr(0, text_.size() - 1)).code, ErrorCode::kCorrupt);
  EXPECT_EQ(OpenWith("daybook-witness-state/1\n").code, ErrorCode::kCorrupt);
}

TEST_F(WitnessStateTest, OfAnotherLogIsRefused) {
  const std::string other = "example.com/other";
  ASSERT_TRUE(WriteCosigned(directory_ / "witness", other, SmallLog(5).Signed()));
  EXPECT_EQ(ReadCosigned(directory_ / "witness", other).error().code, ErrorCode::kCorrupt);
}

TEST_F(WitnessStateTest, WithoutItsKeyIsRefused) {
  std::filesystem::remove(directory_ / "witness/signing-key");
  const auto opened = TryOpen();
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

TEST_F(WitnessStateTest, KeepsItsName) {
  EXPECT_EQ(TryOpen("example.com/renamed").error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace daybook
