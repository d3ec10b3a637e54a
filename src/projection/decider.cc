#include "projection/decider.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "daybook/limits.h"
#include "event/entry.h"
#include "event/sealed.h"
#include "improvement/fact.h"
#include "improvement/rules.h"
#include "improvement/stream.h"
#include "log/expectation.h"
#include "projection/known_subjects.h"

namespace daybook::projection {
namespace {

using improvement::Breach;
using improvement::Fact;
using improvement::PackedFact;

constexpr std::string_view kLinked = "evidence.linked";

// Past every position of a book: what is added comes after all that is there.
constexpr Position kAfterAll = Position{1} << 62U;

bool IsOfProgramme(const Draft& draft) { return improvement::IsOfKnownKind(draft.subject); }

bool ClosesFinding(const Draft& draft) {
  return draft.subject.starts_with("finding/") && TypeIn(draft.body) == "finding.closed";
}

// In an import, what breaks a rule stays as it is, except where nobody may override it.
bool IsDecided(const Draft& draft, bool imported) {
  return imported ? ErasesPerson(draft) : IsOfProgramme(draft);
}

Result<void> CheckExpectations(const Book& book, const Commit& commit) {
  std::vector<Fault> faults;
  for (const Expectation& expectation : commit.expectations) {
    const auto last = book.LastRevision(expectation.subject);
    if (!last) return std::unexpected(last.error());
    if (auto fault = Unmet(expectation, *last ? **last + 1 : 0)) {
      faults.push_back(*std::move(fault));
    }
  }
  if (faults.empty()) return {};
  return std::unexpected(WrongRevision(std::move(faults)));
}

// The fact that the draft at `index` of a commit would be if it came next, recorded now.
Result<PackedFact> PackDraft(const Draft& draft, const Author& author, std::size_t index,
                             EntryReader& reader) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  const std::string text = EncodeEntry({.position = kAfterAll + index,
                                        .revision = 0,
                                        .recorded = now,
                                        .authtype = author.type,
                                        .authid = author.id},
                                       draft.body);
  const auto entry = reader.Read(text);
  if (!entry) return std::unexpected(entry.error());
  return improvement::Pack(*entry);
}

// One commit being decided.
class Decision {
 public:
  Decision(const Book& book, const Programme& programme, const DeciderOptions& options,
           const Commit& commit)
      : book_(book),
        programme_(programme),
        known_(book, programme,
               {.unposted_events_max = options.unposted_events_max,
                .refolded_events_max = options.refolded_events_max}),
        author_(commit.author),
        imported_(commit.imported),
        allowed_(options.may_override(commit.author)) {}

  // Judges one event, and takes it for granted afterwards.
  Result<void> Add(const Draft& draft, std::size_t index) {
    auto packed = PackDraft(draft, author_, index, reader_);
    if (!packed) return std::unexpected(std::move(packed.error()));
    Result<void> judged;
    const improvement::Stream alone({&*packed, 1}, {});  // says it in the latest words
    alone.ForEach([&](const Fact& event) { judged = Judge(event, index); });
    if (!judged) return judged;
    return known_.Add(*std::move(packed));
  }

  Result<std::vector<Expectation>> Finish() && {
    if (faults_.empty()) return known_.Expectations();
    return Fail(ErrorCode::kUnprocessable, "A rule is broken; nothing was stored.",
                std::move(faults_));
  }

 private:
  Result<void> Judge(const Fact& event, std::size_t index) {
    std::vector<Breach> breaches;
    if (improvement::HasRules(event)) {
      if (auto loaded = LoadFor(event); !loaded) return loaded;
      breaches = improvement::Breaches(known_.subjects(), event);
    }
    if (improvement::HasStreamRules(event)) {
      const auto stream = known_.Stream(event.subject);
      if (!stream) return std::unexpected(stream.error());
      std::ranges::copy(improvement::StreamBreaches(*stream, event), std::back_inserter(breaches));
    }
    if (imported_) {
      std::erase_if(breaches, [](const Breach& breach) { return !breach.rule->absolute; });
    } else {
      breaches = WithOverride(std::move(breaches), event, allowed_);
    }
    for (const Breach& breach : breaches) {
      if (faults_.size() == limits::kFaultsTold) break;
      faults_.push_back({.pointer = fmt::format("/{}{}", index, breach.pointer),
                         .detail = improvement::SentenceOf(breach),
                         .rule = std::string(breach.rule->name)});
    }
    return {};
  }

  Result<void> LoadFor(const Fact& event) {
    if (auto loaded = known_.Load(event.subject); !loaded) return loaded;
    for (const std::string& name : improvement::Consulted(event)) {
      if (auto loaded = known_.Load(name); !loaded) return loaded;
    }
    return improvement::ClosesFinding(event) ? LoadEvidence(event.subject) : Result<void>();
  }

  // All evidence that was ever linked to a finding, in the book or in this commit.
  Result<void> LoadEvidence(std::string_view finding) {
    const auto mentions = programme_.mentions(finding);
    if (!mentions) return std::unexpected(mentions.error());
    std::set<std::string> names = known_.Added("evidence/");
    EntryReader reader;
    for (const Position position : *mentions) {
      const auto text = book_.Read(position);
      if (!text) return std::unexpected(text.error());
      const auto entry = reader.Read(*text);
      if (entry && entry->type == kLinked) names.emplace(entry->subject);
    }
    for (const std::string& name : names) {
      if (auto loaded = known_.Load(name); !loaded) return loaded;
    }
    return {};
  }

  const Book& book_;
  const Programme& programme_;
  KnownSubjects known_;
  const Author& author_;
  const bool imported_;
  const bool allowed_;
  EntryReader reader_;
  std::vector<Fault> faults_;
};

// The indices of the drafts that are to be decided: of the programme, not in the book yet, and not
// twice in the commit. What has an id that is taken is the sequencer's to answer.
Result<std::vector<std::size_t>> FindNew(const Book& book, const Commit& commit) {
  std::vector<std::size_t> candidates;
  std::vector<EventKey> keys;
  std::set<EventKey> seen;
  for (std::size_t i = 0; i < commit.drafts.size(); ++i) {
    const Draft& draft = commit.drafts[i];
    if (!IsOfProgramme(draft) || !seen.insert(draft.key).second) continue;
    candidates.push_back(i);
    keys.push_back(draft.key);
  }
  const auto known = book.FindKeys(keys);
  if (!known) return std::unexpected(known.error());
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!(*known)[i]) fresh.push_back(candidates[i]);
  }
  return fresh;
}

}  // namespace

bool ErasesPerson(const Draft& draft) {
  return draft.subject.starts_with(kPersonPrefix) && TypeIn(draft.body) == "person.erased";
}

Decider::Decider(const Book& book, const Programme& programme, DeciderOptions options)
    : book_(book), programme_(programme), options_(std::move(options)) {}

bool Decider::Concerns(const Commit& commit) {
  return std::ranges::any_of(commit.drafts,
                             [&](const Draft& draft) { return IsDecided(draft, commit.imported); });
}

Position Decider::Needs(const Commit& commit) const {
  return std::ranges::any_of(commit.drafts, ClosesFinding) ? book_.size() : 0;
}

Result<std::vector<Expectation>> Decider::Decide(const Commit& commit) const {
  const auto indices = FindNew(book_, commit);
  if (!indices) return std::unexpected(indices.error());
  if (indices->empty()) return std::vector<Expectation>();
  // Before the rules: a writer who has not seen the present state is told so first.
  if (auto met = CheckExpectations(book_, commit); !met) return std::unexpected(met.error());
  Decision decision(book_, programme_, options_, commit);
  for (const std::size_t index : *indices) {
    auto added = decision.Add(commit.drafts[index], index);
    if (!added) return std::unexpected(std::move(added.error()));
  }
  return std::move(decision).Finish();
}

}  // namespace daybook::projection
