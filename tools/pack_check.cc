#include "tools/pack_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "event/sha256.h"
#include "improvement/report.h"
#include "tools/export_check.h"
#include "tools/pack_events.h"
#include "tree/proof.h"
#include "tree/receipt.h"

namespace daybook::tools {
namespace {

// A member that is looked at as a text: the manifest of as many members as there can be.
constexpr std::size_t kTextBytesMax = 64UL * 1024 * 1024;

constexpr std::array kNeeded = {kPackReadme,       kPackKey,        kPackCheckpoint,    kPackEvents,
                                kPackEvidenceList, kPackReportHtml, kPackReportMarkdown};

bool IsTable(std::string_view name) {
  return (name.starts_with(kPackFindings) || name.starts_with(kPackViews)) &&
         name.ends_with(".csv");
}

bool IsEvidence(std::string_view name) {
  return name.starts_with(kPackEvidence) && IsDigestHex(name.substr(kPackEvidence.size()));
}

bool IsOfPack(std::string_view name) {
  return std::ranges::find(kNeeded, name) != kNeeded.end() || name == kPackManifest ||
         IsTable(name) || IsEvidence(name) || name.starts_with(kPackReceipts);
}

bool IsText(std::string_view name) {
  return name == kPackCheckpoint || name == kPackManifest || name.starts_with(kPackReceipts);
}

std::unexpected<Error> WrongIn(std::string_view name, std::string_view why) {
  return Fail(ErrorCode::kCorrupt, std::string(name) + ": " + std::string(why));
}

// The first of `stated` that `seen` does not have, or has otherwise.
Result<void> AgreeWith(const std::vector<PackMember>& stated, const std::vector<PackMember>& seen) {
  for (std::size_t i = 0; i < std::max(stated.size(), seen.size()); ++i) {
    if (i == seen.size() || (i < stated.size() && stated[i].name < seen[i].name)) {
      return WrongIn(stated[i].name, "it is in the manifest, and is not here");
    }
    if (i == stated.size() || seen[i].name < stated[i].name) {
      return WrongIn(seen[i].name, "it is not in the manifest");
    }
    if (stated[i] != seen[i]) {
      return WrongIn(seen[i].name, "its size or SHA-256 is not that of the manifest");
    }
  }
  return {};
}

}  // namespace

PackCheck::PackCheck(const Verification& wanted)
    : wanted_(wanted),
      events_(wanted.since ? std::optional(wanted.since->size) : std::nullopt,
              [this](const Entry& entry, const tree::Hash& leaf) {
                leaves_.emplace_back(entry.position, leaf);
                if (const auto evidence = EvidenceOf(entry)) named_.insert(evidence->sha256);
              }) {}

std::unexpected<Error> PackCheck::Wrong(std::string_view why) const { return WrongIn(name_, why); }

Result<void> PackCheck::Begin(const std::string& name) {
  const bool ordered =
      name_.empty() || (name_ != kPackManifest && (name_ < name || name == kPackManifest));
  name_ = name;
  if (!IsOfPack(name)) return Wrong("no pack has a member of this name");
  if (!ordered) return Wrong("it is there twice, or not in its place");
  if (name > kPackCheckpoint && !head_) return WrongIn(kPackCheckpoint, "it is missing");
  if (name > kPackReceipts && !name.starts_with(kPackReceipts)) {
    if (auto all = ReceiptsAreAll(); !all) return all;
  }
  text_.clear();
  hash_.emplace();
  bytes_ = 0;
  return {};
}

Result<void> PackCheck::Take(std::string_view piece) {
  hash_->Add(piece);
  bytes_ += piece.size();
  if (name_ == kPackEvents) return TakeLines(piece);
  if (!IsText(name_)) return {};
  text_ += piece;
  if (text_.size() > kTextBytesMax) return Wrong("it is larger than any that a pack has");
  return {};
}

Result<void> PackCheck::TakeLines(std::string_view piece) {
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    text_ += piece.substr(0, end);
    piece.remove_prefix(end + 1);
    if (text_.size() > kSummaryBytes) return Wrong("a line is longer than any entry of a book");
    events_.Add(std::move(text_));
    text_.clear();
    if (events_.count() > kPackEventsMax) return Wrong("it has more events than a pack can have");
  }
  text_ += piece;
  if (text_.size() > kSummaryBytes) return Wrong("a line is longer than any entry of a book");
  return {};
}

Result<void> PackCheck::End() {
  const std::string sha256 = DigestHex(hash_->Finish());
  if (name_ != kPackManifest) {
    seen_.push_back({.name = name_, .bytes = bytes_, .sha256 = sha256});
  }
  if (name_ == kPackCheckpoint) return EndCheckpoint();
  if (name_ == kPackEvents) return EndEvents();
  if (name_ == kPackManifest) return EndManifest();
  if (IsEvidence(name_)) return EndEvidence(sha256);
  if (name_.starts_with(kPackReceipts)) return EndReceipt();
  return {};
}

Result<void> PackCheck::EndCheckpoint() {
  auto head = wanted_.policy.Open(text_);
  if (!head) return Wrong(head.error().detail);
  head_ = *std::move(head);
  checkpoint_ = text_;
  return {};
}

Result<void> PackCheck::EndEvents() {
  if (!text_.empty()) return Wrong("it was cut off within a line");
  const auto summary = ParseSummary(events_.any() ? events_.summary() : "");
  if (!summary) return Wrong(summary.error().detail);
  if (events_.failure()) return Wrong(events_.failure()->detail);
  if (summary->count != events_.count()) {
    return Wrong(fmt::format("its summary counts {} events, but it has {}", summary->count,
                             events_.count()));
  }
  if (summary->checkpoint != checkpoint_) {
    return Wrong("it does not end with the checkpoint of the pack");
  }
  // Strictly: no event twice.
  const auto step_back = std::ranges::adjacent_find(
      leaves_, [](const auto& a, const auto& b) { return a.first >= b.first; });
  if (step_back != leaves_.end()) return Wrong("its events are not in the order of positions");
  if (whole() && events_.frontier().Root() != head_->root) {
    return Wrong("its events do not hash to the root that was signed: one at least was changed");
  }
  missing_ = named_;
  return {};
}

Result<void> PackCheck::EndReceipt() {
  if (receipts_ == leaves_.size()) return Wrong("it is the receipt of no event that is here");
  const auto& [position, leaf] = leaves_[receipts_];
  const std::string due = improvement::ReceiptPath(position);
  if (name_ < due) return Wrong("it is the receipt of no event that is here");
  if (name_ > due) return WrongIn(due, "it is missing");
  const auto receipt = tree::Receipt::Parse(text_);
  if (!receipt) return Wrong(receipt.error().detail);
  if (receipt->index != position || tree::LeafHash(receipt->entry) != leaf) {
    return Wrong("it is not the receipt of the event in events.ndjson");
  }
  if (receipt->checkpoint != checkpoint_) return Wrong("it has not the checkpoint of the pack");
  if (tree::InclusionRoot(leaf, position, head_->size, receipt->proof) != head_->root) {
    return Wrong("it does not prove that its event is in the book: one of the two was changed");
  }
  ++receipts_;
  return {};
}

Result<void> PackCheck::ReceiptsAreAll() const {
  if (receipts_ == leaves_.size()) return {};
  return WrongIn(improvement::ReceiptPath(leaves_[receipts_].first), "it is missing");
}

Result<void> PackCheck::EndEvidence(const std::string& sha256) {
  const std::string stated = name_.substr(kPackEvidence.size());
  if (sha256 != stated) return Wrong("it is not the file that its name says: its SHA-256 differs");
  if (!named_.contains(stated)) return Wrong("no event that is here names this file");
  missing_.erase(stated);
  return {};
}

Result<void> PackCheck::EndManifest() {
  auto manifest = ParseManifest(text_);
  if (!manifest) return std::unexpected(std::move(manifest.error()));
  manifest_ = *std::move(manifest);
  return AgreeWith(manifest_.members, seen_);
}

Result<void> PackCheck::Finish() {
  if (name_ != kPackManifest) return WrongIn(kPackManifest, "it is missing");
  for (const std::string_view needed : kNeeded) {
    if (std::ranges::find(seen_, needed, &PackMember::name) == seen_.end()) {
      return WrongIn(needed, "it is missing");
    }
  }
  if (!std::ranges::equal(manifest_.missing, missing_)) {
    return Wrong("the files of evidence that are missing are not those it names");
  }
  if (manifest_.origin != head_->origin || manifest_.size != head_->size ||
      manifest_.events != events_.count()) {
    return Wrong("it is not of this book, or not of these events");
  }
  return {};
}

}  // namespace daybook::tools
