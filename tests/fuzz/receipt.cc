// Checkpoints and receipts: one form each, and not a bit of a receipt can be changed.

#include "tree/receipt.h"

#include <array>

#include "fuzz/fuzz.h"

namespace daybook::tree {
namespace {

using fuzz::Require;

constexpr std::uint64_t kLeaves = 13;

const NoteSigner& Signer() {
  static const NoteSigner signer("example.org/book", PrivateKey(PrivateKey::Seed{1, 2, 3}));
  return signer;
}

void ReadTexts(std::string_view input) {
  if (const auto head = Checkpoint::Parse(input)) {
    Require(Checkpoint::Parse(head->Text()) == *head, "a checkpoint is written as it is read");
    Require(input.starts_with(head->Text()), "only extension lines are passed over");
  }
  if (const auto receipt = Receipt::Parse(input)) {
    Require(receipt->Text() == input, "a receipt has one form");
    Require(!receipt->Verify(std::array{Signer().verifier()}) || !receipt->checkpoint.empty(),
            "nothing is proven without a checkpoint");
  }
}

// The receipt of one of a few entries, which are all different.
Receipt MakeReceipt(std::uint64_t index, std::string_view content) {
  std::vector<Hash> leaves;
  std::string entry;
  Frontier frontier;
  std::vector<Node> nodes;
  for (std::uint64_t i = 0; i < kLeaves; ++i) {
    std::string bytes = std::to_string(i) + ":" + std::string(content);
    leaves.push_back(LeafHash(bytes));
    frontier.Append(leaves.back(), nodes);
    if (i == index) entry = std::move(bytes);
  }
  const ReadNodes read = [&](NodeId first, std::uint64_t count) -> Result<std::vector<Hash>> {
    const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(first.index);
    return std::vector<Hash>(begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  const Checkpoint head{Signer().verifier().name, kLeaves, frontier.Root()};
  const Note note{.text = head.Text(), .signatures = {Signer().Sign(head.Text())}};
  return {.entry = std::move(entry),
          .index = index,
          .proof = *ProveInclusion(index, kLeaves, read),
          .checkpoint = note.Text()};
}

void ChangeABit(fuzz::Input input) {
  const auto known = std::array{Signer().verifier()};
  const std::uint64_t index = input.Number() % kLeaves;
  const std::uint64_t bit = input.Number();
  std::string text = MakeReceipt(index, input.rest().substr(0, 100)).Text();
  Require(Receipt::Parse(text)->Verify(known).has_value(), "a receipt verifies");
  char& changed = text[bit / 8 % text.size()];
  changed = static_cast<char>(changed ^ (1 << bit % 8));
  const auto receipt = Receipt::Parse(text);
  Require(!receipt || !receipt->Verify(known), "a changed receipt does not");
}

}  // namespace
}  // namespace daybook::tree

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  daybook::tree::ReadTexts(daybook::fuzz::View(data, size));
  daybook::tree::ChangeABit({data, size});
  return 0;
}
