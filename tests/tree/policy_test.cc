#include "tree/policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

namespace daybook::tree {
namespace {

PrivateKey KeyOf(std::uint8_t number) {
  PrivateKey::Seed seed{};
  seed.front() = number;
  return PrivateKey(seed);
}

NoteSigner Log() { return {"example.com/log", KeyOf(1)}; }

// A witness that cosigns: its key, and its signature line of a text.
VerifierKey WitnessKey(std::uint8_t number) {
  return {.name = fmt::format("witness.example/{}", number),
          .type = KeyType::kCosignature,
          .key = KeyOf(number).public_key()};
}

NoteSignature Cosign(std::uint8_t number, std::string_view text) {
  const Signature signature = KeyOf(number).Sign(CosignatureMessage(1'700'000'000, text));
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(std::uint64_t{1'700'000'000} >> shift & 0xFF);
  }
  bytes.append(signature.begin(), signature.end());
  const VerifierKey key = WitnessKey(number);
  return {key.name, key.id(), bytes};
}

std::string SignedHead(const std::vector<std::uint8_t>& witnesses,
                       const std::string& origin = "example.com/log") {
  const Checkpoint head{.origin = origin, .size = 7, .root = EmptyRoot()};
  Note note{.text = head.Text(), .signatures = {Log().Sign(head.Text())}};
  for (const std::uint8_t number : witnesses) {
    note.signatures.push_back(Cosign(number, note.text));
  }
  return note.Text();
}

// The two levels of groups that the specification shows.
std::string Levels() {
  std::string text = "# whom we believe\n\nlog " + Log().verifier().Text() + " https://log\n";
  for (const std::uint8_t number : std::to_array<std::uint8_t>({11, 12, 13, 21, 22})) {
    text += fmt::format("witness W{} {}\n", number, WitnessKey(number).Text());
  }
  return text +
         "group X 2 W11 W12 W13\n"
         " \tgroup  Y any\tW21 W22 \n"
         "group both all X Y\n"
         "quorum both\n";
}

std::string Fault(const std::string& text) {
  const auto policy = Policy::Parse(text);
  EXPECT_FALSE(policy) << text;
  return policy ? "" : policy.error().detail;
}

TEST(PolicyTest, HasWhatItsLinesSay) {
  const auto policy = Policy::Parse(Levels());
  ASSERT_TRUE(policy) << policy.error().detail;
  ASSERT_EQ(policy->logs.size(), 1U);
  EXPECT_EQ(policy->logs[0].key, Log().verifier());
  EXPECT_EQ(policy->logs[0].url, "https://log");
  ASSERT_EQ(policy->witnesses.size(), 5U);
  EXPECT_EQ(policy->witnesses[3].name, "W21");
  ASSERT_EQ(policy->groups.size(), 3U);
  EXPECT_EQ(policy->groups[2], (Policy::Group{.name = "both", .least = 2, .members = {"X", "Y"}}));
  EXPECT_EQ(policy->quorum, "both");
  EXPECT_EQ(policy->keys().size(), 6U);
}

TEST(PolicyTest, ACheckpointIsBelievedWhenTheQuorumCosignedIt) {
  const auto policy = Policy::Parse(Levels());
  ASSERT_TRUE(policy);
  for (const auto& enough :
       {std::vector<std::uint8_t>{11, 12, 21}, {22, 13, 11}, {11, 12, 13, 22}}) {
    const auto head = policy->Open(SignedHead(enough));
    ASSERT_TRUE(head) << head.error().detail;
    EXPECT_EQ(head->size, 7U);
  }
  for (const auto& few : {std::vector<std::uint8_t>{}, {11, 21, 22}, {11, 12, 13}, {11, 11, 21}}) {
    EXPECT_FALSE(policy->Open(SignedHead(few)));
  }
  EXPECT_NE(policy->Open(SignedHead({11, 22})).error().detail.find("cosigned by W11, W22"),
            std::string::npos);
}

TEST(PolicyTest, AQuorumMayBeOneWitnessOrNone) {
  const std::string log = "log " + Log().verifier().Text() + "\n";
  const std::string witness = "witness W " + WitnessKey(11).Text() + "\n";
  const auto one = Policy::Parse(log + witness + "quorum W\n");
  ASSERT_TRUE(one);
  EXPECT_FALSE(one->Open(SignedHead({})));
  EXPECT_TRUE(one->Open(SignedHead({11})));
  const auto none = Policy::Parse(log + "quorum none\n");
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->Open(SignedHead({})));
  EXPECT_EQ(*none, Policy::Of(Log().verifier()));
}

TEST(PolicyTest, WitnessesDoNotStandForTheLog) {
  const auto policy = Policy::Parse(Levels());
  ASSERT_TRUE(policy);
  EXPECT_FALSE(policy->Open(SignedHead({11, 12, 21}, "example.com/another")));
  Policy without = *policy;
  without.logs.clear();
  EXPECT_FALSE(without.Open(SignedHead({11, 12, 21})));
}

TEST(PolicyTest, ACosignatureThatDoesNotVerifyRefusesTheCheckpoint) {
  const auto policy = Policy::Parse(Levels());
  const Checkpoint head{.origin = "example.com/log", .size = 7, .root = EmptyRoot()};
  Note note{.text = head.Text(), .signatures = {Log().Sign(head.Text())}};
  for (const std::uint8_t number : std::to_array<std::uint8_t>({11, 12, 21})) {
    note.signatures.push_back(Cosign(number, note.text));
  }
  note.signatures.push_back(Cosign(22, "another text"));
  EXPECT_FALSE(policy->Open(note.Text()));
}

TEST(PolicyTest, AFaultIsNamedWithItsLine) {
  const std::string w1 = "witness A " + WitnessKey(11).Text() + "\n";
  const std::string w2 = "witness B " + WitnessKey(12).Text() + "\n";
  const std::string log = "log " + Log().verifier().Text() + "\n";
  EXPECT_NE(Fault("").find("what the quorum is"), std::string::npos);
  EXPECT_NE(Fault("quorum none\nquorum none\n").find("Line 2"), std::string::npos);
  EXPECT_NE(Fault(w1 + w1 + "quorum A\n").find("Line 2"), std::string::npos);
  EXPECT_NE(Fault(log + log + "quorum none\n").find("Line 2"), std::string::npos);
  EXPECT_NE(Fault("witness none " + WitnessKey(11).Text() + "\n").find("'none'"),
            std::string::npos);
  EXPECT_NE(Fault("quorum A\n" + w1).find("Line 1"), std::string::npos);
  EXPECT_NE(Fault(w1 + "group G 2 A\nquorum G\n").find("1 to its members"), std::string::npos);
  EXPECT_NE(Fault(w1 + "group G 0 A\nquorum G\n").find("1 to its members"), std::string::npos);
  EXPECT_NE(Fault(w1 + "group G 01 A\nquorum G\n").find("1 to its members"), std::string::npos);
  EXPECT_NE(Fault(w1 + "group G any A A\nquorum G\n").find("member already"), std::string::npos);
  EXPECT_NE(Fault(w1 + w2 + "group G any A\ngroup H any A B\nquorum H\n").find("Line 4"),
            std::string::npos);
  EXPECT_NE(Fault(w1 + "group G any G\nquorum G\n").find("'G'"), std::string::npos);
  EXPECT_NE(Fault(w1 + "group A any A\nquorum A\n").find("'A' stands"), std::string::npos);
  EXPECT_NE(Fault("log " + WitnessKey(11).Text() + "\nquorum none\n").find("type 1"),
            std::string::npos);
  EXPECT_NE(Fault("witness A " + Log().verifier().Text() + "\nquorum A\n").find("type 4"),
            std::string::npos);
  EXPECT_NE(Fault("trust everyone\nquorum none\n").find("'trust'"), std::string::npos);
  EXPECT_NE(Fault("quorum none").find("no end"), std::string::npos);
  EXPECT_NE(Fault("quorum none\r\n").find("control character"), std::string::npos);
  EXPECT_NE(Fault("log x+y\nquorum none\n").find("Line 1"), std::string::npos);
}

}  // namespace
}  // namespace daybook::tree
