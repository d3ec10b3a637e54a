// What the parts of an append cost, and those of checking it.

#include <benchmark/benchmark.h>

#include <map>

#include "daybook/event.h"
#include "event/entry.h"
#include "keyring/personal.h"
#include "tree/note.h"
#include "tree/proof.h"
#include "tree/tree.h"

namespace daybook {
namespace {

// An event as it is sent, of about 500 bytes.
std::string MakeJson() {
  return R"({"specversion":"1.0","id":"1","source":"/bench","type":"case.noted",)"
         R"("subject":"case/1","time":"2025-02-20T00:00:00Z","data":{"text":")" +
         std::string(350, 'x') + R"(","number":12}})";
}

void Decode(benchmark::State& state) {
  const std::string json = MakeJson();
  for (auto _ : state) benchmark::DoNotOptimize(ParseEvent(json));
}
BENCHMARK(Decode);

// What personal data costs an event that has none; and one that has.
void LookForPersonal(benchmark::State& state) {
  std::vector<Draft> drafts{*ParseEvent(MakeJson())};
  for (auto _ : state) benchmark::DoNotOptimize(keyring::UnwrapValues(drafts));
}
BENCHMARK(LookForPersonal);

void UnwrapPersonal(benchmark::State& state) {
  std::string json = MakeJson();
  json.replace(json.rfind("12"), 2, R"({"@sealed":{"person":"person/x","value":"Ada Lovelace"}})");
  const Draft draft = *ParseEvent(json);
  for (auto _ : state) {
    std::vector<Draft> drafts{draft};
    benchmark::DoNotOptimize(keyring::UnwrapValues(drafts));
  }
}
BENCHMARK(UnwrapPersonal);

const keyring::PersonKey kSomebody("person/x", "0011223344556677", keyring::SecretKey::Random());
const keyring::Place kSomewhere{.source = "/bench", .id = "1", .pointer = "/data/number"};

void SealValue(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(keyring::Seal(kSomebody, kSomewhere, R"("Ada Lovelace")"));
  }
}
BENCHMARK(SealValue);

void OpenValue(benchmark::State& state) {
  const std::string text = keyring::Seal(kSomebody, kSomewhere, R"("Ada Lovelace")");
  simdjson::dom::parser parser;
  const SealedValue sealed = *SealedIn(parser.parse(text));
  for (auto _ : state) benchmark::DoNotOptimize(keyring::Open(kSomebody, kSomewhere, sealed));
}
BENCHMARK(OpenValue);

void Encode(benchmark::State& state) {
  const Draft draft = *ParseEvent(MakeJson());
  for (auto _ : state) {
    benchmark::DoNotOptimize(EncodeEntry({.authtype = "unauthenticated"}, draft.body));
  }
}
BENCHMARK(Encode);

void LeafHash(benchmark::State& state) {
  const std::string entry = MakeJson();
  for (auto _ : state) benchmark::DoNotOptimize(tree::LeafHash(entry));
}
BENCHMARK(LeafHash);

void TreeAppend(benchmark::State& state) {
  const tree::Hash leaf = tree::LeafHash("x");
  tree::Frontier frontier;
  std::vector<tree::Node> nodes;
  for (auto _ : state) {
    frontier.Append(leaf, nodes);
    if (nodes.size() > 1'000) nodes.clear();
  }
}
BENCHMARK(TreeAppend);

const std::string kHead =
    "example.org/bench\n1000000\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

void Sign(benchmark::State& state) {
  const tree::NoteSigner signer("example.org/bench", tree::PrivateKey::Generate());
  for (auto _ : state) benchmark::DoNotOptimize(signer.Sign(kHead));
}
BENCHMARK(Sign);

void VerifyASignature(benchmark::State& state) {
  const tree::NoteSigner signer("example.org/bench", tree::PrivateKey::Generate());
  const std::string bytes = signer.Sign(kHead).bytes;
  for (auto _ : state) {
    benchmark::DoNotOptimize(tree::VerifySignature(signer.verifier(), kHead, bytes));
  }
}
BENCHMARK(VerifyASignature);

// The kept nodes of a tree, in memory: what is measured is the tree, not the disk.
class MemoryTree {
 public:
  explicit MemoryTree(std::uint64_t size) {
    std::vector<tree::Node> nodes;
    for (std::uint64_t i = 0; i < size; ++i) {
      frontier_.Append(tree::LeafHash(std::to_string(i)), nodes);
    }
    for (const tree::Node& node : nodes) levels_[node.id.level].push_back(node.hash);
  }

  tree::ReadNodes Reader() const {
    return [this](tree::NodeId first, std::uint64_t count) -> Result<std::vector<tree::Hash>> {
      const auto begin = levels_.at(first.level).begin() + static_cast<std::ptrdiff_t>(first.index);
      return std::vector<tree::Hash>(begin, begin + static_cast<std::ptrdiff_t>(count));
    };
  }

 private:
  tree::Frontier frontier_;
  std::map<unsigned, std::vector<tree::Hash>> levels_;
};

const MemoryTree& TreeOf(std::uint64_t size) {
  static std::map<std::uint64_t, MemoryTree> trees;
  return trees.try_emplace(size, size).first->second;
}

// One of many entries, in the order of a stride that meets them all.
void ProveInclusion(benchmark::State& state) {
  const auto size = static_cast<std::uint64_t>(state.range(0));
  const tree::ReadNodes read = TreeOf(size).Reader();
  std::uint64_t index = 0;
  std::size_t hashes = 0;
  for (auto _ : state) {
    index = (index + 7'919) % size;
    const auto proof = tree::ProveInclusion(index, size, read);
    hashes = std::max(hashes, proof->size());
  }
  state.counters["hashes"] = static_cast<double>(hashes);
}
BENCHMARK(ProveInclusion)->RangeMultiplier(10)->Range(1'000, 1'000'000);

void CheckInclusion(benchmark::State& state) {
  const auto size = static_cast<std::uint64_t>(state.range(0));
  const tree::Hash leaf = tree::LeafHash("7");
  const auto proof = tree::ProveInclusion(7, size, TreeOf(size).Reader());
  for (auto _ : state) benchmark::DoNotOptimize(tree::InclusionRoot(leaf, 7, size, *proof));
}
BENCHMARK(CheckInclusion)->RangeMultiplier(10)->Range(1'000, 1'000'000);

void ProveConsistency(benchmark::State& state) {
  const auto size = static_cast<std::uint64_t>(state.range(0));
  const tree::ReadNodes read = TreeOf(size).Reader();
  std::uint64_t old_size = 0;
  for (auto _ : state) {
    old_size = (old_size + 7'919) % size;
    benchmark::DoNotOptimize(tree::ProveConsistency(old_size, size, read));
  }
}
BENCHMARK(ProveConsistency)->RangeMultiplier(10)->Range(1'000, 1'000'000);

}  // namespace
}  // namespace daybook
