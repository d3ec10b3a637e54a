#include "improvement/stream.h"

#include <algorithm>
#include <array>

#include "event/sealed.h"
#include "improvement/upcast.h"

namespace daybook::improvement {
namespace {

bool IsKnown(const PackedFact& fact, const Cut& cut) { return fact.head.position < cut.size; }

}  // namespace

Stream::Stream(std::span<const PackedFact> facts, const Cut& cut) {
  const auto unknown = std::ranges::partition_point(
      facts, [&](const PackedFact& fact) { return IsKnown(fact, cut); });
  facts_ = facts.first(static_cast<std::size_t>(unknown - facts.begin()));
  std::array<bool, 3> has{};
  for (const PackedFact& fact : facts_) has.at(static_cast<std::size_t>(fact.head.role)) = true;
  if (has.at(static_cast<std::size_t>(Role::kRelease))) ReadReleases();
  if (has.at(static_cast<std::size_t>(Role::kCorrection))) ReadCorrections(cut);
  Choose(cut);
}

void Stream::ReadReleases() {
  for (const PackedFact& packed : facts_) {
    if (packed.head.role != Role::kRelease) continue;
    if (auto release = ReleaseOf(ReadFact(packed))) releases_.push_back(*std::move(release));
  }
}

void Stream::ReadCorrections(const Cut& cut) {
  for (const PackedFact& packed : facts_) {
    if (packed.head.role != Role::kCorrection) continue;
    const Fact fact = ReadFact(packed);
    auto correction = CorrectionOf(fact);
    if (!correction || ReleasedTo(fact) < cut.audience) continue;
    corrections_[correction->event].push_back(*std::move(correction));
  }
  for (auto& [event, corrections] : corrections_) {
    std::ranges::sort(corrections, {}, &Correction::order);
  }
}

void Stream::Choose(const Cut& cut) {
  const auto released = [&](const PackedFact& packed, const FactHead& head) {
    if (head.audience >= cut.audience) return true;
    return !releases_.empty() && ReleasedTo(ReadFact(packed)) >= cut.audience;
  };
  bool sorted = true;
  Order last;
  order_.reserve(facts_.size());
  for (std::uint32_t i = 0; i < facts_.size(); ++i) {
    const FactHead head = facts_[i].head;
    if (cut.at && head.order().occurred > *cut.at) continue;
    if (!released(facts_[i], head)) continue;
    sorted = sorted && (order_.empty() || last < head.order());
    last = head.order();
    order_.push_back(i);
  }
  if (!sorted) {
    std::ranges::sort(order_, {}, [&](std::uint32_t i) { return facts_[i].head.order(); });
  }
}

void Stream::ForEach(const std::function<void(const Fact&)>& visit) const {
  std::string data;
  for (const std::uint32_t i : order_) {
    Fact fact = ReadFact(facts_[i]);
    // A correction is not itself corrected: another one of the same event is made instead. Nor is
    // a hold, which only lifting ends.
    const bool stands = fact.role == Role::kCorrection || fact.type.starts_with(kHoldTypes);
    const auto corrections =
        corrections_.empty() || stands ? corrections_.end() : corrections_.find(fact.name());
    const bool corrected = corrections != corrections_.end() && !fact.data.empty();
    if (corrected || fact.old_words) {
      // A correction is of what stands in the book, in the words that it has there.
      std::string json = fact.data.Json();
      if (corrected) json = Corrected(json, corrections->second);
      if (fact.old_words) json = Upcast(fact.type, std::nullopt, json);
      data = PackJson(json);
      fact.data = Data(data);
    }
    if (corrected) {
      for (const Correction& made : corrections->second) {
        fact.corrected_by.push_back(made.order.position);
      }
    }
    visit(fact);
  }
}

}  // namespace daybook::improvement
