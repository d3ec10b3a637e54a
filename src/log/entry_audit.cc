#include "log/entry_audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "log/expected_pairs.h"
#include "log/keys.h"

namespace daybook {
namespace {

void AddAll(PairSum& sum, const Pairs& pairs) {
  for (const auto& [key, value] : pairs) sum.Add(key, value);
}

EntryAuditResult NoResult(const SipKey& secret) {
  return {.findings = {},
          .streams = PairSum(secret),
          .ids = PairSum(secret),
          .nodes = PairSum(secret),
          .search = PairSum(secret),
          .nodes_above = {},
          .roots = {}};
}

void AddRecorded(Findings& findings, Position position) {
  findings.Add("recorded", position,
               fmt::format("The entry at position {} says that it was recorded before the one "
                           "before it.",
                           position));
}

}  // namespace

// One chunk on its way through the entries.
class EntryAudit::Walk {
 public:
  Walk(const EntryAudit& audit, Position begin, Position end)
      : plan_(audit.plan_),
        end_(end),
        position_(begin),
        cursor_(audit.journal_.NewCursor(keys::kEntries)),
        result_(NoResult(plan_.secret)) {}

  void Run() {
    cursor_.Seek(keys::Number(position_));
    for (; position_ < end_; ++position_) {
      PassOverOthers();
      if (cursor_.Valid() && cursor_.key() == keys::Number(position_)) {
        Examine(cursor_.value());
        cursor_.Next();
      } else if (auto read = cursor_.status(); !read) {
        AddFinding("unreadable", fmt::format("The entries from position {} on cannot be read: {}",
                                             position_, read.error().detail));
        part_.whole = false;
        return;
      } else {
        AddFinding("missing", fmt::format("The entry at position {} is missing.", position_));
        part_.whole = false;
        AddLeaf({});  // the leaves after it keep their places
      }
    }
  }

  bool any() const { return any_; }
  Part& part() { return part_; }
  const EntryAuditResult& result() const { return result_; }

 private:
  void AddFinding(std::string_view kind, std::string sentence) {
    result_.findings.Add(kind, position_, std::move(sentence));
  }

  // Keys before the one that is due now are of no position.
  void PassOverOthers() {
    while (cursor_.Valid() && cursor_.key() < keys::Number(position_)) {
      AddFinding("no position", "There is an entry whose key is no position, before position " +
                                    std::to_string(position_) + ".");
      cursor_.Next();
    }
  }

  void Examine(std::string_view text) {
    any_ = true;
    FoundEntry found{.position = position_, .text = text, .decoded = {}};
    auto entry = reader_.Read(text);
    if (entry) {
      ExamineStamps(*entry);
      found.decoded = *std::move(entry);
    } else {
      AddFinding("undecodable", fmt::format("What is at position {} is no entry: {}", position_,
                                            entry.error().detail));
    }
    const tree::Hash leaf = tree::LeafHash(text);
    const auto node = NodePair({0, position_}, leaf);
    result_.nodes.Add(node.first, node.second);
    if (position_ < plan_.stored) {
      AddAll(result_.streams, StreamPairs(found));
      AddAll(result_.ids, IdPairs(found));
    }
    if (position_ < plan_.indexed) AddAll(result_.search, SearchPairs(found));
    AddLeaf(leaf);
  }

  void ExamineStamps(const Entry& entry) {
    if (entry.position != position_) {
      AddFinding("misplaced", fmt::format("The entry at position {} says that its position is {}.",
                                          position_, entry.position));
    }
    if (part_.last_recorded && entry.recorded < *part_.last_recorded) {
      AddRecorded(result_.findings, position_);
    }
    if (!part_.first_recorded) part_.first_recorded = entry.recorded;
    part_.last_recorded = entry.recorded;
  }

  void AddLeaf(const tree::Hash& leaf) {
    leaves_.push_back(leaf);
    if (leaves_.size() == tree::kTileWidth) {
      part_.groups.push_back(tree::CompleteRoot(std::move(leaves_)));
      leaves_.clear();
    } else if (std::ranges::binary_search(plan_.roots, position_ + 1)) {
      part_.tails[position_ + 1] = leaves_;
    }
  }

  const EntryAuditPlan& plan_;
  const Position end_;
  Position position_;
  StoreCursor cursor_;
  EntryReader reader_;
  std::vector<tree::Hash> leaves_;  // of the group under way
  bool any_ = false;
  Part part_;
  EntryAuditResult result_;
};

EntryAudit::EntryAudit(const StoreReader& journal, EntryAuditPlan plan)
    : journal_(journal), plan_(std::move(plan)), result_(NoResult(plan_.secret)) {}

bool EntryAudit::Wants(std::uint64_t chunk) const {
  return chunk <= (plan_.size - 1) / kChunk && plan_.size > 0 && chunk < gap_;
}

Position EntryAudit::Run(std::uint64_t chunk) {
  const Position begin = chunk * kChunk;
  const Position count = std::min(kChunk, plan_.size - begin);
  Walk walk(*this, begin, begin + count);
  walk.Run();
  if (!walk.any()) {
    std::uint64_t gap = gap_;
    while (chunk < gap && !gap_.compare_exchange_weak(gap, chunk)) {
    }
  }
  const std::scoped_lock lock(mutex_);
  result_.findings.Add(walk.result().findings);
  result_.streams.Add(walk.result().streams);
  result_.ids.Add(walk.result().ids);
  result_.nodes.Add(walk.result().nodes);
  result_.search.Add(walk.result().search);
  parts_.emplace(chunk, std::move(walk.part()));
  return count;
}

EntryAuditResult EntryAudit::Finish() {
  const std::scoped_lock lock(mutex_);
  CheckRecorded();
  // The chunks without a gap, from the first one on.
  std::vector<tree::Hash> groups;
  std::map<Position, std::vector<tree::Hash>> tails;
  std::uint64_t whole = 0;
  for (auto part = parts_.begin(); part != parts_.end(); ++part, ++whole) {
    if (part->first != whole || !part->second.whole) break;
    groups.insert(groups.end(), part->second.groups.begin(), part->second.groups.end());
    tails.merge(std::move(part->second.tails));
  }
  result_.whole = whole == (plan_.size + kChunk - 1) / kChunk;
  const Position covered = result_.whole ? plan_.size : whole * kChunk;

  tree::Frontier frontier;
  auto group = groups.begin();
  for (const Position size : plan_.roots) {
    if (size > covered) break;
    while (frontier.size() + tree::kTileWidth <= size) {
      frontier.AppendComplete(tree::kTileLevels, *group++, result_.nodes_above);
    }
    tree::Frontier at = frontier;
    std::vector<tree::Node> ignored;
    for (const tree::Hash& leaf : tails[size]) at.Append(leaf, ignored);
    result_.roots[size] = at.Root();
  }
  return std::move(result_);
}

// Each chunk has looked at its own entries; this looks at where one chunk meets the next.
void EntryAudit::CheckRecorded() {
  std::optional<Instant> recorded;
  for (const auto& [chunk, part] : parts_) {
    const Position position = chunk * kChunk;
    if (recorded && part.first_recorded && *part.first_recorded < *recorded) {
      AddRecorded(result_.findings, position);
    }
    if (part.last_recorded) recorded = part.last_recorded;
  }
}

}  // namespace daybook
