// The events of one subject as they are seen at a cut, in the order in which they fold.

#ifndef DAYBOOK_IMPROVEMENT_STREAM_H_
#define DAYBOOK_IMPROVEMENT_STREAM_H_

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "improvement/correction.h"
#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/release.h"

namespace daybook::improvement {

/// At a cut, of the events known then: releases widen audiences; corrections that the audience
/// may see are made; then what occurred in time, and is released to the audience, is left, by
/// (occurred, position), so that an event recorded late takes its place. Releases and corrections
/// count by when they were recorded, whenever they say they happened. All of it concerns one
/// subject: an event is corrected and released in its own stream.
class Stream {
 public:
  /// `facts` must outlive it.
  Stream(std::span<const PackedFact> facts, const Cut& cut);

  /// Visits each fact, valid while it is visited.
  void ForEach(const std::function<void(const Fact&)>& visit) const;

  /// How many facts there are.
  std::size_t size() const { return order_.size(); }

  /// The widest audience that a fact of this stream is released to, as known at the cut.
  Audience ReleasedTo(const Fact& fact) const { return improvement::ReleasedTo(fact, releases_); }

 private:
  void ReadReleases();
  void ReadCorrections(const Cut& cut);
  void Choose(const Cut& cut);

  std::span<const PackedFact> facts_;  // known at the cut
  std::vector<std::uint32_t> order_;   // of those in facts_ that are seen
  std::vector<Release> releases_;
  std::map<EventName, std::vector<Correction>> corrections_;  // each in order
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STREAM_H_
