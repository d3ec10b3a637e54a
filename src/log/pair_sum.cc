#include "log/pair_sum.h"

#include <bit>
#include <cstring>
#include <random>
#include <string>

namespace daybook {
namespace {

static_assert(std::endian::native == std::endian::little, "SipHash reads little-endian words");

class SipState {
 public:
  explicit SipState(const SipKey& key)
      : v0_(key[0] ^ 0x736f6d6570736575),
        v1_(key[1] ^ 0x646f72616e646f6d),
        v2_(key[0] ^ 0x6c7967656e657261),
        v3_(key[1] ^ 0x7465646279746573) {}

  void Take(std::uint64_t word) {
    v3_ ^= word;
    Round();
    Round();
    v0_ ^= word;
  }

  std::uint64_t Finish() {
    v2_ ^= 0xFF;
    for (int round = 0; round < 4; ++round) Round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void Round() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }

  std::uint64_t v0_, v1_, v2_, v3_;
};

}  // namespace

SipKey RandomSipKey() {
  std::random_device device;  // the system's own
  const auto word = [&device] { return std::uint64_t{device()} << 32 | device(); };
  return {word(), word()};
}

std::uint64_t SipHash(const SipKey& key, std::string_view bytes) {
  SipState state(key);
  std::uint64_t last = std::uint64_t{bytes.size()} << 56;
  for (; bytes.size() >= sizeof(std::uint64_t); bytes.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    state.Take(word);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes.data(), bytes.size());
  state.Take(last | rest);
  return state.Finish();
}

std::uint64_t PairHash(const SipKey& secret, std::string_view key, std::string_view value) {
  thread_local std::string pair;
  const std::uint64_t length = key.size();  // where one ends and the other begins
  pair.assign(reinterpret_cast<const char*>(&length), sizeof length);
  pair += key;
  pair += value;
  return SipHash(secret, pair);
}

}  // namespace daybook
