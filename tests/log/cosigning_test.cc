// A book has its checkpoints cosigned, whatever its witnesses do.

#include "log/cosigning.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <functional>
#include <map>

#include "log/witness.h"
#include "support/books.h"
#include "support/small_log.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;

std::vector<tree::VerifierKey> BookKeyOf(const Book& book) {
  return {*tree::VerifierKey::Parse(book.verifier_key())};
}

// What stands between the book and a witness; a test puts something else in its place.
using Line = std::function<Result<WitnessAnswer>(const std::string& body, const std::stop_token&)>;

class CosigningTest : public ::testing::Test {
 protected:
  CosigningTest() : book_(OpenBook(directory_ / "book")) {
    for (const char* name : {"a", "b"}) {
      OpenWitness(name);
      policy_.witnesses.push_back(
          {.name = name, .key = witnesses_.at(name)->verifier(), .url = "http://unused"});
      lines_[name] = ToWitness(name);
    }
    policy_.groups.push_back({.name = "both", .least = 2, .members = {"a", "b"}});
    policy_.quorum = "both";
  }

  ~CosigningTest() override { cosigning_.reset(); }

  void OpenWitness(const std::string& name) {
    witnesses_[name].reset();
    auto witness = Witness::Open(directory_ / name, {.logs = BookKeyOf(*book_),
                                                     .name = "example.com/" + name,
                                                     .clock = [] { return std::uint64_t{7}; }});
    ASSERT_TRUE(witness.has_value()) << witness.error().detail;
    witnesses_[name] = *std::move(witness);
  }

  Line ToWitness(const std::string& name) {
    return [this, name](const std::string& body, const std::stop_token&) -> Result<WitnessAnswer> {
      const auto answer = witnesses_.at(name)->AddCheckpoint(body);
      if (!answer) return std::unexpected(answer.error());
      return WitnessAnswer{static_cast<unsigned>(answer->verdict), answer->body};
    };
  }

  void SetLine(const std::string& name, Line line) {
    const std::scoped_lock lock(mutex_);
    lines_[name] = std::move(line);
  }

  void Start() {
    cosigning_.reset();
    CosigningOptions options;
    options.policy = policy_;
    options.file = directory_ / "cosigned";
    options.interval = std::chrono::milliseconds(1);
    options.round_timeout = round_timeout_;
    options.retry = std::chrono::milliseconds(1);
    options.retry_max = std::chrono::milliseconds(2);
    options.carry = [this](const tree::Policy::Witness& witness, const std::string& body,
                           const std::stop_token& stop) {
      Line line;
      {
        const std::scoped_lock lock(mutex_);
        line = lines_.at(witness.name);
      }
      return line(body, stop);
    };
    auto cosigning = Cosigning::Start(*book_, std::move(options));
    ASSERT_TRUE(cosigning.has_value()) << cosigning.error().detail;
    cosigning_ = *std::move(cosigning);
  }

  // Looks until it is so; a test fails when it does not come to be.
  static bool Eventually(const std::function<bool()>& is_so) {
    for (int i = 0; i < 30'000 && !is_so(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return is_so();
  }

  bool EventuallyCosigned(std::uint64_t size) {
    return Eventually([&] { return cosigning_->state().size == size; });
  }

  WitnessState StateOf(const std::string& name) {
    for (const WitnessState& witness : cosigning_->state().witnesses) {
      if (witness.name == name) return witness;
    }
    return {};
  }

  bool EventuallyFails(const std::string& name, const std::string& why) {
    return Eventually([&] { return StateOf(name).failure.find(why) != std::string::npos; });
  }

  tree::Policy Trust() {
    tree::Policy policy = policy_;
    policy.logs.push_back({.key = BookKeyOf(*book_).front(), .url = ""});
    return policy;
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_;
  tree::Policy policy_;
  std::chrono::milliseconds round_timeout_{30'000};
  std::map<std::string, std::unique_ptr<Witness>> witnesses_;
  std::mutex mutex_;
  std::map<std::string, Line> lines_;  // guarded by mutex_
  std::unique_ptr<Cosigning> cosigning_;
};

// A witness that cannot be reached.
Result<WitnessAnswer> Down(const std::string&, const std::stop_token&) {
  return Fail(ErrorCode::kIo, "It cannot be asked.");
}

TEST_F(CosigningTest, TheQuorumCosignsEachCheckpointSoonOrALaterOne) {
  Start();
  EXPECT_EQ(cosigning_->Cosigned(), "");
  AppendOne(*book_, MakeEvent("1"));
  ASSERT_TRUE(EventuallyCosigned(1));
  for (int i = 2; i <= 40; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
  ASSERT_TRUE(EventuallyCosigned(40));
  const auto head = Trust().Open(cosigning_->Cosigned());
  ASSERT_TRUE(head) << head.error().detail;
  EXPECT_EQ(head->size, 40U);
  EXPECT_EQ(cosigning_->Newest(), cosigning_->Cosigned()) << "now that it rests";
  EXPECT_TRUE(cosigning_->state().reached);
}

TEST_F(CosigningTest, TheNewestCheckpointIsServedWithTheCosignaturesItHas) {
  SetLine("b", Down);
  Start();
  AppendOne(*book_, MakeEvent("1"));
  ASSERT_TRUE(Eventually([&] { return StateOf("a").size == 1; }));
  EXPECT_EQ(cosigning_->Cosigned(), "") << "one of two is no quorum";
  const auto note = tree::Note::Parse(cosigning_->Newest());
  ASSERT_TRUE(note);
  EXPECT_EQ(note->signatures.size(), 2U) << "the book's and that of a";
  EXPECT_EQ(note->Text().find(book_->checkpoint()), 0U);
}

TEST_F(CosigningTest, AWitnessThatIsDownIsVisibleAndAskedAgain) {
  SetLine("b", Down);
  Start();
  AppendOne(*book_, MakeEvent("1"));
  EXPECT_TRUE(EventuallyFails("b", "cannot be asked"));
  EXPECT_TRUE(Eventually([&] { return !cosigning_->state().reached; }));
  EXPECT_GE(StateOf("b").failures, 1U);
  SetLine("b", ToWitness("b"));
  EXPECT_TRUE(EventuallyCosigned(1)) << "without another event";
  EXPECT_TRUE(cosigning_->state().reached);
  EXPECT_EQ(StateOf("b").failure, "");
}

TEST_F(CosigningTest, AWitnessThatStallsHoldsUpNobodyElse) {
  policy_.quorum = "a";
  SetLine("b", [](const std::string&, const std::stop_token& stop) -> Result<WitnessAnswer> {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, stop, [] { return false; });
    return Fail(ErrorCode::kIo, "cut off");
  });
  Start();
  for (int i = 1; i <= 3; ++i) {
    AppendOne(*book_, MakeEvent(std::to_string(i)));
    EXPECT_TRUE(EventuallyCosigned(static_cast<std::uint64_t>(i)));
  }
  EXPECT_EQ(StateOf("b").size, 0U);
}

TEST_F(CosigningTest, ARoundThatCannotReachTheQuorumEndsAndTheNextBegins) {
  round_timeout_ = std::chrono::milliseconds(1);
  SetLine("b", [](const std::string&, const std::stop_token& stop) -> Result<WitnessAnswer> {
    while (!stop.stop_requested()) std::this_thread::yield();
    return Fail(ErrorCode::kIo, "cut off");
  });
  Start();
  for (int i = 1; i <= 3; ++i) {
    AppendOne(*book_, MakeEvent(std::to_string(i)));
    EXPECT_TRUE(Eventually([&] { return StateOf("a").size == static_cast<std::uint64_t>(i); }));
  }
  EXPECT_FALSE(cosigning_->state().reached);
}

TEST_F(CosigningTest, AWitnessThatLiesIsNotBelieved) {
  const auto real = ToWitness("a");
  const auto other = testing::SignerOf("example.com/b", 9, tree::KeyType::kCosignature);
  const std::string wrong = SignatureLine(other.Cosign("text\n", 7));
  const std::vector<std::pair<std::string, Line>> lies = {
      {"no cosignature", [=](auto&, auto&) { return WitnessAnswer{200, wrong}; }},
      {"no cosignature", [=](auto& body, auto& stop) { return real(body, stop); }},
      {"not lines of signatures", [](auto&, auto&) { return WitnessAnswer{200, "\n\n"}; }},
      {"without another size", [](auto&, auto&) { return WitnessAnswer{409, "0\n"}; }},
      {"without another size", [](auto&, auto&) { return WitnessAnswer{409, "x"}; }},
      {"the book has lost some", [](auto&, auto&) { return WitnessAnswer{409, "77\n"}; }},
      {"one size, then another",
       [](auto& body, auto&) {
         return WitnessAnswer{409, body.starts_with("old 1\n") ? "2\n" : "1\n"};
       }},
      {"another key", [](auto&, auto&) { return WitnessAnswer{403, ""}; }},
      {"does not witness this book", [](auto&, auto&) { return WitnessAnswer{404, ""}; }},
      {"another history", [](auto&, auto&) { return WitnessAnswer{422, ""}; }},
      {"status 500", [](auto&, auto&) { return WitnessAnswer{500, ""}; }}};
  for (int i = 0; i < 3; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
  SetLine("b", lies.front().second);  // before it can cosign honestly
  Start();
  for (const auto& [why, lie] : lies) {
    SetLine("b", lie);
    EXPECT_TRUE(EventuallyFails("b", why)) << why << ": " << StateOf("b").failure;
  }
  EXPECT_EQ(StateOf("b").size, 0U);
  EXPECT_EQ(cosigning_->Cosigned(), "");
}

TEST_F(CosigningTest, AWitnessSaysItselfHowFarItHasCome) {
  for (int i = 0; i < 5; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
  Start();
  ASSERT_TRUE(EventuallyCosigned(5));
  cosigning_.reset();
  std::filesystem::remove(directory_ / "cosigned");  // nothing is known of them any more
  for (int i = 5; i < 9; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
  Start();
  EXPECT_TRUE(EventuallyCosigned(9));
  EXPECT_EQ(StateOf("a").failures, 0U);
}

TEST_F(CosigningTest, WhatWasCosignedIsServedAfterARestartWithoutAskingAnybody) {
  AppendOne(*book_, MakeEvent("1"));
  Start();
  ASSERT_TRUE(EventuallyCosigned(1));
  const std::string cosigned = cosigning_->Cosigned();
  cosigning_.reset();
  SetLine("a", Down);
  SetLine("b", Down);
  Start();
  EXPECT_EQ(cosigning_->Cosigned(), cosigned);
  EXPECT_EQ(cosigning_->Newest(), cosigned);
  EXPECT_EQ(StateOf("a").size, 1U);
  AppendOne(*book_, MakeEvent("2"));
  EXPECT_TRUE(EventuallyFails("a", "cannot be asked"));
  EXPECT_EQ(cosigning_->Cosigned(), cosigned) << "the newest that there is";
  EXPECT_EQ(cosigning_->Newest(), book_->checkpoint());
}

TEST_F(CosigningTest, UnderAStricterPolicyWhatWasKeptIsNotServedAsCosigned) {
  policy_.quorum = "a";
  SetLine("b", Down);
  AppendOne(*book_, MakeEvent("1"));
  Start();
  ASSERT_TRUE(EventuallyCosigned(1));
  policy_.quorum = "both";
  Start();
  EXPECT_EQ(cosigning_->Cosigned(), "");
  SetLine("b", ToWitness("b"));
  EXPECT_TRUE(EventuallyCosigned(1));
}

TEST_F(CosigningTest, ABookThatWentOnFromAnOldCopyIsToldSoByItsWitnesses) {
  const auto fill = [&](const char* what) {
    for (int i = 0; i < 3; ++i) AppendOne(*book_, MakeEvent(what + std::to_string(i)));
  };
  std::filesystem::create_directories(directory_ / "copy");
  std::filesystem::copy(directory_ / "book/signing-key", directory_ / "copy/signing-key");
  fill("a");
  Start();
  ASSERT_TRUE(EventuallyCosigned(3));
  cosigning_.reset();
  std::filesystem::remove(directory_ / "cosigned");
  book_ = OpenBook(directory_ / "copy");
  fill("b");
  AppendOne(*book_, MakeEvent("4"));
  Start();
  EXPECT_TRUE(EventuallyFails("a", "another history of this book"));
  EXPECT_EQ(cosigning_->Cosigned(), "");
}

class KeptHeadTest : public CosigningTest {
 protected:
  KeptHeadTest() {
    for (int i = 0; i < 3; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
    Start();
    EXPECT_TRUE(EventuallyCosigned(3));
    cosigning_.reset();
    book_.reset();
    // The book of another day, by the same key; and nothing left that it published itself.
    std::filesystem::create_directories(directory_ / "old");
    for (const char* file : {"book/signing-key", "cosigned"}) {
      std::filesystem::copy(directory_ / file, directory_ / "old");
    }
  }
};

TEST_F(KeptHeadTest, ABookBehindWhatItsWitnessesCosignedIsRefused) {
  const auto refused = Book::Open(directory_ / "old", testing::SmallBook());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(refused.error().detail.find("has 0 events, but 3"), std::string::npos)
      << refused.error().detail;
}

TEST_F(KeptHeadTest, AnAcceptedRollbackIsAcceptedOnce) {
  BookOptions options = testing::SmallBook();
  options.accept_rollback = "the disk is lost";
  OpenBook(directory_ / "old", options).reset();
  EXPECT_FALSE(std::filesystem::exists(directory_ / "old/cosigned"));
  EXPECT_EQ(OpenBook(directory_ / "old")->size(), 1U);
}

}  // namespace
}  // namespace daybook
