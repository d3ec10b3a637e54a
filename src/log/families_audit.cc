#include "log/families_audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "daybook/log.h"
#include "log/index_rows.h"
#include "log/keys.h"

namespace daybook {
namespace {

Position ValuePosition(std::string_view, std::string_view value) { return keys::LastNumber(value); }
Position KeyPosition(std::string_view key, std::string_view) { return keys::LastNumber(key); }

unsigned LevelOf(std::string_view key) {
  return key.empty() ? 0 : unsigned{static_cast<std::uint8_t>(key.front())};
}

// The first leaf below a node, and the last one.
Position FirstBelow(std::string_view key) {
  return LevelOf(key) < 64 ? keys::LastNumber(key) << LevelOf(key) : 0;
}
Position LastBelow(std::string_view key) {
  return LevelOf(key) < 64 ? FirstBelow(key) + (Position{1} << LevelOf(key)) - 1 : UINT64_MAX;
}

// A wrong leaf makes all nodes above it wrong: it is to be told before them.
Position NodePosition(std::string_view key, std::string_view) { return LastBelow(key); }

std::string Describe(std::string_view name, const Difference& difference) {
  switch (difference.kind) {
    case Difference::Kind::kMissing:
      return fmt::format("The {} lacks what the entry at position {} gives it.", name,
                         difference.position);
    case Difference::Kind::kExtra:
      return fmt::format("The {} has something of position {} that no entry gives it.", name,
                         difference.position);
    case Difference::Kind::kWrong:
      break;
  }
  return fmt::format("What the {} has of the entry at position {} is not what the entry says.",
                     name, difference.position);
}

}  // namespace

FamiliesAudit::FamiliesAudit(const StoreReader& journal, const std::filesystem::path& directory,
                             const SipKey& secret, AuditReport& report)
    : journal_(journal), secret_(secret), report_(report) {
  const auto add = [this](const AuditedFamily& family, PairsOf pairs, Position size,
                          std::string_view name, std::vector<std::string_view> cuts) {
    compared_.push_back({family, pairs, size, name, std::move(cuts), PairSum(secret_)});
  };
  ReadStored();
  AuditedFamily streams{journal_, keys::kStreams, "\1", ValuePosition,
                        AuditedFamily::Rows::kStreams};
  AuditedFamily ids{journal_, keys::kIds, "", ValuePosition};
  streams.optional = &newest_.streams;
  ids.optional = &newest_.ids;
  add(streams, StreamPairs, stored_, "index of streams", {});
  add(ids, IdPairs, stored_, "index of ids", {"\x80"});
  add({journal_, keys::kNodes, "", NodePosition, AuditedFamily::Rows::kNodes}, LeafPairs,
      report_.size, "tree", {});
  OpenSearch(directory / kDerivedDirectory / "search");
  if (!search_) return;
  // Divided by attribute.
  add({*search_, 0, "\1", KeyPosition, AuditedFamily::Rows::kPostings}, SearchPairs, indexed_,
      "search index", {"k", "o", "t"});
}

void FamiliesAudit::ReadStored() {
  const auto stored = StoredRows(journal_);
  if (!stored) {
    report_.findings.Add("index of streams", std::nullopt,
                         "How far streams and ids go cannot be read: " + stored.error().detail);
  } else if (*stored > report_.size) {
    report_.findings.Add(
        "index of streams", report_.size,
        fmt::format("Streams and ids stand on {} events, the book has {}.", *stored, report_.size));
  }
  stored_ = std::min(stored.value_or(0), report_.size);
  // When they cannot be read, the audit of the entries says so.
  newest_ = ReadNewestRows(journal_).value_or(NewestRows());
}

void FamiliesAudit::OpenSearch(const std::filesystem::path& path) {
  auto store = OpenDerived(path, keys::kSearchVersion);
  if (!store && store.error().code == ErrorCode::kNotFound) {
    report_.remarks.push_back("The search index was not compared: " + store.error().detail);
  } else if (!store) {
    report_.findings.Add("search", std::nullopt,
                         "The search index cannot be read: " + store.error().detail);
  } else {
    if (store->position > report_.size) {
      report_.findings.Add("search position", report_.size,
                           fmt::format("The search index stands on {} events, the book has {}.",
                                       store->position, report_.size));
    }
    indexed_ = std::min(store->position, report_.size);
    search_ = std::move(store->reader);
  }
}

std::vector<std::function<void()>> FamiliesAudit::Tasks(
    std::function<void(std::uint64_t)> on_keys) {
  std::vector<std::function<void()>> tasks;
  for (Compared& compared : compared_) {
    std::string_view from = compared.family.begin;
    for (std::size_t i = 0; i <= compared.cuts.size(); ++i) {
      const std::string_view to = i < compared.cuts.size() ? compared.cuts[i] : std::string_view();
      tasks.emplace_back(
          [this, &compared, from, to, on_keys] { AddUp(compared, from, to, on_keys); });
      from = to;
    }
  }
  return tasks;
}

void FamiliesAudit::AddUp(Compared& compared, std::string_view from, std::string_view to,
                          const std::function<void(std::uint64_t)>& on_keys) {
  const auto sum = SumOf(compared.family, secret_, from, to, on_keys);
  const std::scoped_lock lock(mutex_);
  if (!sum) {
    compared.sum.reset();
    report_.findings.Add(
        compared.name, std::nullopt,
        fmt::format("The {} cannot be read: {}", compared.name, sum.error().detail));
  } else if (compared.sum) {
    compared.sum->Add(*sum);
  }
}

void FamiliesAudit::Compare(EntryAuditResult& entries, bool signed_root) {
  for (const tree::Node& node : entries.nodes_above) {
    const auto [key, value] = NodePair(node.id, node.hash);
    entries.nodes.Add(key, value);
  }
  for (const Compared& compared : compared_) {
    const bool tree = compared.pairs == LeafPairs;
    if (tree && !entries.whole) {
      report_.remarks.emplace_back("The tree was not compared, since entries are missing.");
      continue;
    }
    CompareOne(compared,
               tree                            ? entries.nodes
               : compared.pairs == StreamPairs ? entries.streams
               : compared.pairs == IdPairs     ? entries.ids
                                               : entries.search,
               entries, signed_root);
  }
}

void FamiliesAudit::CompareOne(const Compared& compared, const PairSum& due,
                               const EntryAuditResult& entries, bool signed_root) {
  if (!compared.sum || *compared.sum == due) return;
  const auto difference = FirstDifference(compared.family, secret_, [&](const GivePair& give) {
    return GiveAll(compared, entries, give);
  });
  if (!difference) {
    report_.findings.Add(compared.name, std::nullopt,
                         fmt::format("The {} cannot be compared with the entries: {}",
                                     compared.name, difference.error().detail));
  } else if (*difference && compared.pairs == LeafPairs) {
    AddNodeFinding(**difference, signed_root);
  } else if (*difference) {
    report_.findings.Add(compared.name, (*difference)->position,
                         Describe(compared.name, **difference));
  }
}

void FamiliesAudit::AddNodeFinding(const Difference& difference, bool signed_root) {
  const std::string_view key = difference.key;
  if (LevelOf(key) > 0) {
    report_.findings.Add("tree", FirstBelow(key),
                         fmt::format("The tree's node over the positions {} to {} is not what "
                                     "their entries hash to.",
                                     FirstBelow(key), LastBelow(key)));
  } else if (!signed_root && difference.kind == Difference::Kind::kWrong) {
    // Which of the two it is that was changed, the signature tells.
    report_.findings.Add("tree", difference.position,
                         fmt::format("The entry at position {} was changed: it hashes to something "
                                     "else than the tree has of it.",
                                     difference.position));
  } else {
    report_.findings.Add("tree", difference.position, Describe("tree", difference));
  }
}

Result<void> FamiliesAudit::GiveAll(const Compared& compared, const EntryAuditResult& entries,
                                    const GivePair& give) const {
  EntryReader reader;
  StoreCursor cursor = journal_.NewCursor(keys::kEntries);
  for (cursor.Seek(""); cursor.Valid(); cursor.Next()) {
    FoundEntry found{
        .position = keys::LastNumber(cursor.key()), .text = cursor.value(), .decoded = {}};
    if (found.position >= compared.size) break;
    if (auto entry = reader.Read(found.text)) found.decoded = *std::move(entry);
    for (const auto& [key, value] : compared.pairs(found)) {
      if (auto given = give(key, value, found.position); !given) return given;
    }
  }
  if (compared.pairs == LeafPairs) {
    for (const tree::Node& node : entries.nodes_above) {
      const auto [key, value] = NodePair(node.id, node.hash);
      if (auto given = give(key, value, NodePosition(key, value)); !given) return given;
    }
  }
  return cursor.status();
}

}  // namespace daybook
