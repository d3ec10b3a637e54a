#include "tree/witness.h"

#include <gtest/gtest.h>

#include "support/small_log.h"

namespace daybook::tree {
namespace {

using testing::SignerOf;
using testing::SmallLog;

NoteSigner Cosigner() { return SignerOf("example.com/witness", 2, KeyType::kCosignature); }

CosignRequest Request(std::uint64_t old_size, const Proof& proof, const std::string& note) {
  auto request = CosignRequest::Parse(CosignRequestText(old_size, proof, note));
  EXPECT_TRUE(request.has_value()) << request.error().detail;
  return request.value_or(CosignRequest());
}

Verdict DecideOn(const CosignRequest& request, const std::optional<Checkpoint>& cosigned) {
  const std::vector<VerifierKey> trusted = {SmallLog::Signer().verifier()};
  return Decide(request, trusted, cosigned);
}

TEST(Decide, CosignsWhatBeginsWithWhatItCosignedLast) {
  for (const auto& [old_size, size] : std::vector<std::pair<int, int>>{
           {0, 0}, {0, 1}, {0, 9}, {1, 1}, {1, 2}, {3, 7}, {8, 9}, {7, 300}, {300, 300}}) {
    const SmallLog before(static_cast<std::uint64_t>(old_size));
    const SmallLog after(static_cast<std::uint64_t>(size));
    const auto request =
        Request(before.head().size, after.ProofFrom(before.head().size), after.Signed());
    const auto cosigned = old_size == 0 ? std::nullopt : std::optional(before.head());
    EXPECT_EQ(DecideOn(request, cosigned), Verdict::kCosign) << old_size << " " << size;
  }
}

TEST(Decide, RefusesALogItDoesNotKnow) {
  const SmallLog tree(3);
  const auto request = Request(0, {}, tree.Signed());
  EXPECT_EQ(Decide(request, {}, std::nullopt), Verdict::kUnknownLog);
  const std::vector<VerifierKey> others = {SignerOf("example.com/other", 1).verifier()};
  EXPECT_EQ(Decide(request, others, std::nullopt), Verdict::kUnknownLog);
}

TEST(Decide, RefusesWhatTheLogHasNotSigned) {
  const SmallLog tree(3);
  const auto by_other = Request(0, {}, tree.Signed(SignerOf(std::string(SmallLog::kOrigin), 9)));
  EXPECT_EQ(DecideOn(by_other, std::nullopt), Verdict::kNotSigned);
  auto altered = Request(0, {}, tree.Signed());
  altered.note.signatures.front().bytes[5] ^= 1;
  EXPECT_EQ(DecideOn(altered, std::nullopt), Verdict::kNotSigned);
}

TEST(Decide, PassesOverSignaturesByOthers) {
  const SmallLog tree(3);
  Note note = *Note::Parse(tree.Signed());
  note.signatures.insert(note.signatures.begin(), SignerOf("example.com/other", 5).Sign(note.text));
  note.signatures.push_back(Cosigner().Cosign(note.text, 1));
  EXPECT_EQ(DecideOn(Request(0, {}, note.Text()), std::nullopt), Verdict::kCosign);
}

TEST(Decide, SaysWhenItCosignedAnotherSize) {
  const SmallLog five(5);
  const SmallLog nine(9);
  EXPECT_EQ(DecideOn(Request(0, {}, nine.Signed()), five.head()), Verdict::kOtherSize);
  EXPECT_EQ(DecideOn(Request(4, nine.ProofFrom(4), nine.Signed()), five.head()),
            Verdict::kOtherSize);
  EXPECT_EQ(DecideOn(Request(3, five.ProofFrom(3), five.Signed()), nine.head()),
            Verdict::kOtherSize)
      << "it never goes back";
  EXPECT_EQ(DecideOn(Request(5, nine.ProofFrom(5), nine.Signed()), std::nullopt),
            Verdict::kOtherSize);
}

TEST(Decide, RefusesAnotherHistory) {
  const SmallLog five(5);
  const SmallLog fork(9, 4);
  EXPECT_EQ(DecideOn(Request(5, fork.ProofFrom(5), fork.Signed()), five.head()),
            Verdict::kInconsistent);
  const SmallLog same_size(5, 4);
  EXPECT_EQ(DecideOn(Request(5, {}, same_size.Signed()), five.head()), Verdict::kInconsistent);
}

TEST(Decide, RefusesAProofThatIsNone) {
  const SmallLog five(5);
  const SmallLog nine(9);
  Proof proof = nine.ProofFrom(5);
  proof.pop_back();
  EXPECT_EQ(DecideOn(Request(5, proof, nine.Signed()), five.head()), Verdict::kInconsistent);
  EXPECT_EQ(DecideOn(Request(5, nine.ProofFrom(4), nine.Signed()), five.head()),
            Verdict::kInconsistent);
  EXPECT_EQ(DecideOn(Request(0, {EmptyRoot()}, nine.Signed()), std::nullopt),
            Verdict::kInconsistent)
      << "from nothing there is nothing to prove";
}

TEST(Decide, AnEmptyLogHasTheRootOfTheEmptyTree) {
  Checkpoint head{.origin = std::string(SmallLog::kOrigin), .size = 0, .root = LeafHash("x")};
  const Note note{.text = head.Text(), .signatures = {SmallLog::Signer().Sign(head.Text())}};
  EXPECT_EQ(DecideOn(Request(0, {}, note.Text()), std::nullopt), Verdict::kInconsistent);
}

TEST(CosignRequest, IsTheSameReadBack) {
  const SmallLog nine(9);
  const auto request = Request(5, nine.ProofFrom(5), nine.Signed());
  EXPECT_EQ(request.old_size, 5U);
  EXPECT_EQ(request.proof, nine.ProofFrom(5));
  EXPECT_EQ(request.note.Text(), nine.Signed());
  EXPECT_EQ(request.head, nine.head());
}

TEST(CosignRequest, RefusesWhatIsNotOne) {
  const std::string note = SmallLog(9).Signed();
  const std::string hash = FormatHash(EmptyRoot()) + "\n";
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  for (const std::string& bad :
       {std::string(), std::string("old 5"), std::string("old 5\n"), "old 5\n" + note,
        "old 05\n\n" + note, "old -5\n\n" + note, "old  5\n\n" + note, "Old 5\n\n" + note,
        "old 5\nAAAA\n\n" + note, "old 5\n" + many + "\n" + note, "old 10\n\n" + note,
        std::string("old 5\n\n"), "old 5\n\n" + SmallLog(9).head().Text(),
        "old 18446744073709551616\n\n" + note, "old 5\n\n" + note + "x",
        "old 5\n\n" +
            Note{.text = "text\n", .signatures = {SmallLog::Signer().Sign("text\n")}}.Text()}) {
    EXPECT_FALSE(CosignRequest::Parse(bad)) << bad;
  }
  EXPECT_TRUE(CosignRequest::Parse("old 5\n" + many.substr(hash.size()) + "\n" + note));
}

TEST(FindCosignature, IsTheOneByTheWitnessAndVerifies) {
  const std::string text = SmallLog(9).head().Text();
  const auto other = SignerOf("example.com/other", 6, KeyType::kCosignature);
  const std::string theirs = SignatureLine(other.Cosign(text, 7));
  const std::string ours = SignatureLine(Cosigner().Cosign(text, 7));
  const auto found = FindCosignature(theirs + ours, text, Cosigner().verifier());
  ASSERT_TRUE(found) << found.error().detail;
  EXPECT_EQ(SignatureLine(*found), ours);
}

TEST(FindCosignature, RefusesOneOfAnotherTextOrBySomebodyElse) {
  const std::string text = SmallLog(9).head().Text();
  const auto witness = Cosigner().verifier();
  for (const std::string& bad :
       {std::string(), std::string("no signature\n"),
        SignatureLine(Cosigner().Cosign(SmallLog(8).head().Text(), 7)),
        SignatureLine(SignerOf("example.com/witness", 3, KeyType::kCosignature).Cosign(text, 7)),
        SignatureLine(SignerOf("example.com/witness", 2).Sign(text))}) {
    EXPECT_FALSE(FindCosignature(bad, text, witness)) << bad;
  }
}

TEST(NoteSigner, OfAWitnessIsTheSameOneReadBack) {
  const NoteSigner signer = Cosigner();
  const auto again = NoteSigner::Parse(signer.Text() + "\n", KeyType::kCosignature);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->verifier(), signer.verifier());
  EXPECT_FALSE(NoteSigner::Parse(signer.Text())) << "a book does not sign with it";
  EXPECT_TRUE(VerifySignature(signer.verifier(), "text\n",
                              signer.Cosign("text\n", 0x1122334455667788).bytes));
}

}  // namespace
}  // namespace daybook::tree
