#include "log/heads_audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "log/keys.h"
#include "log/small_file.h"

namespace daybook {

void HeadsAudit::Read(const StoreReader& journal, const std::filesystem::path& directory) {
  ReadHead(journal);
  ReadPublished(directory / "published");
}

void HeadsAudit::ReadHead(const StoreReader& journal) {
  StoreCursor last = journal.NewCursor(keys::kEntries);
  last.SeekToLast();
  const Position stored = last.Valid() ? keys::LastNumber(last.key()) + 1 : 0;
  report_.size = stored;
  const auto note = journal.Get(keys::kMeta, keys::kCheckpointKey);
  if (!note) return AddFinding("head", std::nullopt, note.error().detail);
  if (!*note) {
    if (stored > 0) AddFinding("head", std::nullopt, "The book's signed head is missing.");
    return;
  }
  report_.checkpoint = **note;
  const auto head = options_.policy.Open(**note);
  if (!head) {
    return AddFinding("head", std::nullopt,
                      "The book's head is not to be believed: " + head.error().detail);
  }
  head_ = *head;
  report_.size = head->size;
  if (stored > head->size) {
    AddFinding("more", head->size,
               fmt::format("The book has entries from position {} on that its signed head does not "
                           "cover.",
                           head->size));
  }
}

void HeadsAudit::ReadPublished(const std::filesystem::path& path) {
  const auto text = ReadSmallFile(path);
  if (!text) return AddFinding("published", std::nullopt, text.error().detail);
  const std::size_t length = *text ? (*text)->find_last_not_of('\0') + 1 : 0;
  if (length == 0) {
    if (report_.size == 0) return;
    report_.remarks.emplace_back(
        "There is no file `published`: only a checkpoint that was kept elsewhere can tell whether "
        "the book was cut back to an earlier head.");
    return;
  }
  const auto head = options_.policy.Open((*text)->substr(0, length));
  if (head) {
    published_ = *head;
  } else {
    AddFinding("published", std::nullopt,
               "What `published` holds is not to be believed: " + head.error().detail);
  }
}

std::vector<Position> HeadsAudit::sizes() const {
  std::vector<Position> sizes = {report_.size};
  for (const auto& head : {published_, options_.since}) {
    if (head && head->size < report_.size) sizes.push_back(head->size);
  }
  std::ranges::sort(sizes);
  sizes.erase(std::ranges::unique(sizes).begin(), sizes.end());
  return sizes;
}

bool HeadsAudit::Check(const EntryAuditResult& entries) {
  // A root that could not be computed, for want of an entry, says nothing more.
  const IsRoot is_root = [&entries](const tree::Checkpoint& head) {
    const auto root = entries.roots.find(head.size);
    return root == entries.roots.end() || root->second == head.root;
  };
  CheckPublished(is_root);
  CheckSince(is_root);
  if (!head_ || is_root(*head_)) return true;
  AddFinding("root", std::nullopt,
             fmt::format("The {} entries do not hash to the root that was signed{}.", report_.size,
                         HoldsUpTo(is_root)));
  return false;
}

void HeadsAudit::CheckPublished(const IsRoot& is_root) {
  if (!published_) return;
  if (published_->size > report_.size) {
    AddFinding("cut back", report_.size,
               fmt::format("{} events were acknowledged (`published`), the book has {}: those from "
                           "position {} on are lost.",
                           published_->size, report_.size, report_.size));
  } else if (!is_root(*published_)) {
    AddFinding("acknowledged", std::nullopt,
               fmt::format("The first {} events are not those that were acknowledged "
                           "(`published`).",
                           published_->size));
  }
}

void HeadsAudit::CheckSince(const IsRoot& is_root) {
  if (!options_.since) return;
  if (options_.since->size > report_.size) {
    AddFinding("shorter", report_.size,
               fmt::format("The checkpoint that was kept has {} events, the book has {}: those "
                           "from position {} on are gone.",
                           options_.since->size, report_.size, report_.size));
  } else if (!is_root(*options_.since)) {
    AddFinding("since", std::nullopt,
               fmt::format("The first {} events are not those of the checkpoint that was kept: the "
                           "book's history was changed.",
                           options_.since->size));
  }
}

// How far an earlier head narrows down where the entries were changed.
std::string HeadsAudit::HoldsUpTo(const IsRoot& is_root) const {
  Position holds = 0;
  for (const auto& head : {published_, options_.since}) {
    if (head && head->size < report_.size && is_root(*head)) holds = std::max(holds, head->size);
  }
  return holds == 0 ? "" : fmt::format("; the first {} are as an earlier head has them", holds);
}

}  // namespace daybook
