#include "log/group.h"

#include <fmt/format.h>

#include <algorithm>

#include "event/entry.h"
#include "log/expectation.h"

namespace daybook {
namespace {

constexpr std::size_t kCachedSubjects = 100'000;  // some 10 MB

}  // namespace

std::optional<Revision> RevisionCache::Find(std::string_view subject) const {
  const auto found = next_.find(subject);
  if (found == next_.end()) return std::nullopt;
  return found->second;
}

void RevisionCache::Set(std::string_view subject, Revision next) {
  // Starting over is as good as anything cleverer: what is busy is back at once.
  if (next_.size() >= kCachedSubjects) next_.clear();
  next_.insert_or_assign(std::string(subject), next);
}

Group::Group(const Journal& journal, RevisionCache& cache, Journal::Head head, Instant now)
    : journal_(journal),
      cache_(cache),
      start_(head),
      recorded_(std::max(now, head.last_recorded)) {}

AppendResult Group::Decide(const Commit& commit, std::span<const std::optional<Position>> known) {
  auto answers = FindRepeated(commit, known);
  if (!answers) return std::unexpected(std::move(answers.error()));
  const bool all_repeated =
      std::ranges::all_of(*answers, [](const auto& answer) { return answer.has_value(); });
  if (!all_repeated) {
    // A commit that is there already met its expectations then: only a new one is held to them.
    if (auto checked = CheckExpectations(commit); !checked) {
      return std::unexpected(std::move(checked.error()));
    }
  }
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    if ((*answers)[i]) continue;
    const auto next = NextRevision(commit.drafts[i].subject);
    if (!next) return std::unexpected(next.error());
  }
  // From here on nothing can fail.
  std::vector<Appended> appended;
  appended.reserve(commit.drafts.size());
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    const Draft& draft = commit.drafts[i];
    if ((*answers)[i]) {
      appended.push_back(*(*answers)[i]);
    } else if (const auto line = line_of_.find(draft.key); line != line_of_.end()) {
      // Twice in this very commit.
      const Journal::Line& first = lines_[line->second];
      appended.push_back({first.position, first.revision, recorded_, true});
    } else {
      appended.push_back(AddLine(draft, commit, next_revision_.at(draft.subject)++));
    }
  }
  return appended;
}

Result<std::vector<std::optional<Appended>>> Group::FindRepeated(
    const Commit& commit, std::span<const std::optional<Position>> known) {
  std::vector<std::optional<Appended>> answers(commit.drafts.size());
  std::unordered_map<EventKey, std::string_view, EventKeyHash> here;  // bodies of this commit
  std::vector<Fault> faults;
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    const Draft& draft = commit.drafts[i];
    std::string entry;
    std::optional<Position> taken;
    std::string_view body = here.try_emplace(draft.key, draft.body).first->second;
    if (known[i]) {
      auto seen = ReadSeen(*known[i], entry);
      if (!seen) return std::unexpected(std::move(seen.error()));
      answers[i] = seen->answer;
      body = seen->body;
      taken = known[i];
    } else if (const auto line = line_of_.find(draft.key); line != line_of_.end()) {
      const Journal::Line& first = lines_[line->second];
      answers[i] = Appended{first.position, first.revision, recorded_, true};
      body = EntryBody(first.entry);
      taken = first.position;
    }
    if (body == draft.body) continue;
    faults.push_back(
        {commit.drafts.size() == 1 ? "" : fmt::format("/{}", i),
         taken ? fmt::format("id '{}' of this source is that of another event, at "
                             "position {}",
                             draft.id, *taken)
               : fmt::format("id '{}' is that of another event in this request", draft.id)});
  }
  if (faults.empty()) return answers;
  return Fail(ErrorCode::kConflict, "An id was used before for an event with other content.",
              std::move(faults));
}

Result<Group::Seen> Group::ReadSeen(Position position, std::string& entry) const {
  auto read = journal_.Read(position);
  if (!read) return std::unexpected(std::move(read.error()));
  entry = *std::move(read);
  return Seen{.answer = {position, EntryRevision(entry), EntryRecorded(entry), true},
              .body = EntryBody(entry)};
}

Result<void> Group::CheckExpectations(const Commit& commit) {
  std::vector<Fault> faults;
  for (const Expectation& expectation : commit.expectations) {
    const auto next = NextRevision(expectation.subject);
    if (!next) return std::unexpected(next.error());
    if (auto fault = Unmet(expectation, *next)) faults.push_back(*std::move(fault));
  }
  if (faults.empty()) return {};
  return std::unexpected(WrongRevision(std::move(faults)));
}

Result<Revision> Group::NextRevision(std::string_view subject) {
  if (const auto found = next_revision_.find(subject); found != next_revision_.end()) {
    return found->second;
  }
  Result<Revision> next = 0;
  if (const auto cached = cache_.Find(subject)) {
    next = *cached;
  } else {
    next = journal_.NextRevision(subject);
  }
  if (next) next_revision_.emplace(subject, *next);
  return next;
}

Appended Group::AddLine(const Draft& draft, const Commit& commit, Revision revision) {
  const Position position = start_.size + lines_.size();
  line_of_.emplace(draft.key, lines_.size());
  lines_.push_back({.position = position,
                    .revision = revision,
                    .subject = draft.subject,
                    .key = draft.key,
                    .entry = EncodeEntry({.position = position,
                                          .revision = revision,
                                          .recorded = recorded_,
                                          .authtype = commit.author.type,
                                          .authid = commit.author.id,
                                          .imported = commit.imported},
                                         draft.body)});
  return {position, revision, recorded_, false};
}

Journal::Head Group::head() const {
  if (lines_.empty()) return start_;
  return {.size = start_.size + lines_.size(), .last_recorded = recorded_};
}

void Group::Remember() {
  for (const auto& [subject, next] : next_revision_) cache_.Set(subject, next);
}

}  // namespace daybook
