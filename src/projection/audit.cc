#include "projection/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "daybook/log.h"
#include "event/entry.h"
#include "improvement/fold.h"
#include "improvement/mention.h"
#include "improvement/subject_codec.h"
#include "log/family_audit.h"
#include "log/index_rows.h"
#include "log/keys.h"
#include "projection/keys.h"
#include "projection/ledger.h"
#include "projection/store_directory.h"
#include "projection/subject_reader.h"

namespace daybook::projection {
namespace {

// What is stored of a subject: its facts; if its kind is known, its state, and under other subjects
// that it speaks of them.
Result<void> GiveSubject(const std::string& name, const improvement::Facts& facts,
                         const GivePair& give) {
  if (facts.empty()) return {};
  const bool known = improvement::IsOfKnownKind(name);
  Position last = 0;
  for (const improvement::PackedFact& packed : facts) {
    const improvement::Fact fact = improvement::ReadFact(packed);
    last = fact.position;
    if (auto given = give(FactKey(name, last), improvement::BytesOf(packed), last); !given)
      return given;
    if (!known) continue;
    for (const std::string& mentioned : improvement::MentionsOf(fact)) {
      if (auto given = give(MentionKey(mentioned, last), "", last); !given) return given;
    }
  }
  if (!known) return {};
  return give(StateKey(name), improvement::Encode(improvement::Fold(name, facts)), last);
}

// The fact of the entry at a position; nothing of what the views do not keep.
Result<std::optional<improvement::PackedFact>> ReadFactAt(const StoreReader& journal,
                                                          Position position, EntryReader& reader) {
  const auto text = journal.Get(daybook::keys::kEntries, daybook::keys::Number(position));
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::nullopt;  // the audit of the book has told it
  return FactOf(**text, reader);
}

// Calls `give` with the key and position of each entry of the streams, in order, whether or not it
// is on disk yet.
template <typename Give>
Result<void> GiveStreamRows(const StoreReader& journal, const Give& give) {
  const auto newest = daybook::ReadNewestRows(journal);
  if (!newest) return std::unexpected(newest.error());
  auto next = newest->streams.begin();
  const auto end = newest->streams.end();
  const auto give_newest_before = [&](std::string_view key) -> Result<void> {
    for (; next != end && (key.empty() || next->first < key); ++next) {
      if (auto given = give(next->first, next->second); !given) return given;
    }
    if (next != end && next->first == key) ++next;  // it is on disk as well
    return {};
  };
  StoreCursor cursor = journal.NewCursor(daybook::keys::kStreams);
  for (cursor.Seek("\1"); cursor.Valid(); cursor.Next()) {
    for (const auto& [key, position] : daybook::RowsOfStream(cursor.key(), cursor.value())) {
      auto given = give_newest_before(key);
      if (given) given = give(key, position);
      if (!given) return given;
    }
  }
  if (auto read = cursor.status(); !read) return read;
  return give_newest_before("");
}

// All that is due, of the first `size` events, subject by subject.
Result<void> GiveViews(const StoreReader& journal, Position size, const GivePair& give) {
  std::string subject;
  improvement::Facts facts;
  EntryReader reader;
  const auto take = [&](std::string_view key, Position position) -> Result<void> {
    const std::string_view name = key.substr(0, key.find('\0'));
    if (name != subject) {
      if (auto given = GiveSubject(subject, facts, give); !given) return given;
      subject = name;
      facts.clear();
    }
    if (position >= size) return {};
    auto fact = ReadFactAt(journal, position, reader);
    if (!fact) return std::unexpected(std::move(fact.error()));
    if (*fact) facts.push_back(**std::move(fact));
    return {};
  };
  if (auto given = GiveStreamRows(journal, take); !given) return given;
  return GiveSubject(subject, facts, give);
}

Position MentionedAt(std::string_view key, std::string_view) {
  return key.starts_with(kStatePrefix) ? 0 : MentionPosition(key);
}

std::string Describe(const Difference& difference) {
  const std::string_view key = difference.key;
  if (key.starts_with(kFactPrefix)) {
    return fmt::format("What the views keep of the event at position {} of {} is not what it says.",
                       difference.position, FactSubject(key));
  }
  if (!key.starts_with(kStatePrefix)) {
    return fmt::format(
        "What the views have of who is named by the event at position {} is not "
        "what the event says.",
        difference.position);
  }
  const std::string_view subject = key.substr(kStatePrefix.size());
  if (difference.kind == Difference::Kind::kExtra) {
    return fmt::format("The views have a state of {}, of which there is no event.", subject);
  }
  return fmt::format(
      "The state of {} in the views is not what its events come to; the last of "
      "them is at position {}.",
      subject, difference.position);
}

Result<std::optional<Difference>> CompareViews(const StoreReader& journal, const StoreReader& store,
                                               Position size) {
  const SipKey secret = RandomSipKey();
  const AuditedFamily family{store, 0, "\1", MentionedAt};
  const auto stored = SumOf(family, secret, family.begin, "", [](std::uint64_t) {});
  if (!stored) return std::unexpected(stored.error());
  PairSum due(secret);
  const auto given =
      GiveViews(journal, size,
                [&due](std::string_view key, std::string_view value, Position) -> Result<void> {
                  due.Add(key, value);
                  return {};
                });
  if (!given) return std::unexpected(given.error());
  if (*stored == due) return std::nullopt;
  return FirstDifference(family, secret,
                         [&](const GivePair& give) { return GiveViews(journal, size, give); });
}

}  // namespace

void AuditViews(const StoreReader& journal, const std::filesystem::path& directory,
                AuditReport& report) {
  const auto in_force = StoreDirectory::InForce(directory / kDerivedDirectory / "programme");
  const auto store = in_force ? OpenDerived(*in_force, kStoreVersion)
                              : Result<DerivedReader>(std::unexpected(in_force.error()));
  if (!store && store.error().code == ErrorCode::kNotFound) {
    report.remarks.push_back("The views were not compared: " + store.error().detail);
    return;
  }
  if (!store) {
    report.findings.Add("views", std::nullopt, "The views cannot be read: " + store.error().detail);
    return;
  }
  if (store->position > report.size) {
    report.findings.Add("views position", report.size,
                        fmt::format("The views stand on {} events, the book has {}.",
                                    store->position, report.size));
    return;  // what it says of each subject may rest on the events that are gone
  }
  const auto difference = CompareViews(journal, *store->reader, store->position);
  if (!difference) {
    report.findings.Add("views", std::nullopt,
                        "The views cannot be compared: " + difference.error().detail);
  } else if (*difference) {
    report.findings.Add("views", (*difference)->position, Describe(**difference));
  }
}

}  // namespace daybook::projection
