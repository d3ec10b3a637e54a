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
#include "log/keys.h"
#include "projection/keys.h"

namespace daybook::projection {
namespace {

// One subject's events, as the journal has them.
struct SubjectEntries {
  std::string name;
  std::vector<std::string> entries;
  std::vector<Position> positions;
};

// What is stored of a subject: its state, and under other subjects that it speaks of them.
Result<void> GiveSubject(const SubjectEntries& subject, const GivePair& give) {
  if (subject.entries.empty()) return {};
  const std::string state = improvement::Encode(improvement::Fold(subject.name, subject.entries));
  if (auto given = give(StateKey(subject.name), state, subject.positions.back()); !given) {
    return given;
  }
  EntryReader reader;
  for (std::size_t i = 0; i < subject.entries.size(); ++i) {
    const auto entry = reader.Read(subject.entries[i]);
    if (!entry) return std::unexpected(entry.error());
    for (const std::string& mentioned : improvement::MentionsOf(*entry)) {
      auto given = give(MentionKey(mentioned, subject.positions[i]), "", subject.positions[i]);
      if (!given) return given;
    }
  }
  return {};
}

// All that is due, of the first `size` events, subject by subject.
Result<void> GiveViews(const StoreReader& journal, Position size, const GivePair& give) {
  SubjectEntries subject;
  StoreCursor cursor = journal.NewCursor(daybook::keys::kStreams);
  for (cursor.Seek(""); cursor.Valid(); cursor.Next()) {
    const std::string_view name = cursor.key().substr(0, cursor.key().find('\0'));
    if (!improvement::IsKnownKind(name.substr(0, name.find('/')))) continue;
    if (name != subject.name) {
      if (auto given = GiveSubject(subject, give); !given) return given;
      subject = {.name = std::string(name), .entries = {}, .positions = {}};
    }
    const Position position = daybook::keys::LastNumber(cursor.value());
    if (position >= size) continue;
    auto entry = journal.Get(daybook::keys::kEntries, daybook::keys::Number(position));
    if (!entry) return std::unexpected(std::move(entry.error()));
    if (!*entry) continue;  // the audit of the book has told it
    subject.entries.push_back(**std::move(entry));
    subject.positions.push_back(position);
  }
  if (auto read = cursor.status(); !read) return read;
  return GiveSubject(subject, give);
}

Position MentionedAt(std::string_view key, std::string_view) {
  return key.starts_with(kStatePrefix) ? 0 : MentionPosition(key);
}

std::string Describe(const Difference& difference) {
  const std::string_view key = difference.key;
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
  const auto store = OpenDerived(directory / kDerivedDirectory / "programme", kStoreVersion);
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
  }
  const Position size = std::min(store->position, report.size);
  const auto difference = CompareViews(journal, *store->reader, size);
  if (!difference) {
    report.findings.Add("views", std::nullopt,
                        "The views cannot be compared: " + difference.error().detail);
  } else if (*difference) {
    report.findings.Add("views", (*difference)->position, Describe(**difference));
  }
}

}  // namespace daybook::projection
