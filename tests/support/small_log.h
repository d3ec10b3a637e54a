// A log in memory, to be witnessed in tests; and another history of it.

#ifndef DAYBOOK_TESTS_SUPPORT_SMALL_LOG_H_
#define DAYBOOK_TESTS_SUPPORT_SMALL_LOG_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tree/checkpoint.h"
#include "tree/note.h"
#include "tree/proof.h"
#include "tree/tree.h"
#include "tree/witness.h"

namespace daybook::testing {

/// A key that is the same for the same seed.
inline tree::NoteSigner SignerOf(const std::string& name, std::uint8_t seed,
                                 tree::KeyType type = tree::KeyType::kEd25519) {
  tree::PrivateKey::Seed bytes{};
  bytes[0] = seed;
  return {name, tree::PrivateKey(bytes), type};
}

class SmallLog {
 public:
  static constexpr std::string_view kOrigin = "example.com/log";
  static tree::NoteSigner Signer() { return SignerOf(std::string(kOrigin), 1); }

  /// Of `size` entries, of which those from `fork` on are other ones than usual.
  explicit SmallLog(std::uint64_t size, std::uint64_t fork = UINT64_MAX) {
    tree::Frontier frontier;
    std::vector<tree::Node> nodes;
    for (std::uint64_t i = 0; i < size; ++i) {
      frontier.Append(tree::LeafHash((i < fork ? "entry " : "other ") + std::to_string(i)), nodes);
    }
    for (const tree::Node& node : nodes) nodes_.emplace(node.id, node.hash);
    head_ = {.origin = std::string(kOrigin), .size = size, .root = frontier.Root()};
  }

  const tree::Checkpoint& head() const { return head_; }

  /// Its checkpoint as a note.
  std::string Signed(const tree::NoteSigner& signer = Signer()) const {
    return tree::Note{.text = head_.Text(), .signatures = {signer.Sign(head_.Text())}}.Text();
  }

  tree::Proof ProofFrom(std::uint64_t old_size) const {
    const tree::ReadNodes read = [this](tree::NodeId first, std::uint64_t count) {
      std::vector<tree::Hash> hashes;
      for (; count > 0; --count, ++first.index) hashes.push_back(nodes_.at(first));
      return Result<std::vector<tree::Hash>>(std::move(hashes));
    };
    return *tree::ProveConsistency(old_size, head_.size, read);
  }

  /// The body of a request to cosign it, to a witness that cosigned `old_size` entries last.
  std::string RequestFrom(std::uint64_t old_size) const {
    return tree::CosignRequestText(old_size, ProofFrom(old_size), Signed());
  }

 private:
  std::map<tree::NodeId, tree::Hash> nodes_;
  tree::Checkpoint head_;
};

}  // namespace daybook::testing

#endif  // DAYBOOK_TESTS_SUPPORT_SMALL_LOG_H_
