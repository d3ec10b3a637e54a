#include "replay/read.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "improvement/fold.h"
#include "projection/subject_reader.h"
#include "replay/in_order.h"

namespace daybook::replay {
namespace {

using improvement::Facts;
using improvement::PackedFact;
using improvement::Subject;
using projection::FactsBySubject;

// Entries that one thread reads and packs at a time: some milliseconds of work.
constexpr std::uint64_t kEntriesAtOnce = 4'096;
constexpr std::size_t kReadBytes = 1024UL * 1024;

// Subjects that one thread folds at a time.
constexpr std::uint64_t kSubjectsAtOnce = 256;

std::uint64_t Pieces(std::uint64_t count, std::uint64_t at_once) {
  return (count + at_once - 1) / at_once;
}

bool IsWanted(std::string_view entry, Kinds kinds) {
  return kinds.empty() || std::ranges::find(kinds, projection::KindOf(entry)) != kinds.end();
}

Result<Facts> ReadPiece(const Book& book, Position from, Position end, Kinds kinds) {
  Facts facts;
  facts.reserve(end - from);
  EntryReader reader;
  while (from < end) {
    const auto read = book.ReadEach(from, end - from, kReadBytes,
                                    [&](Position, std::string_view text) -> Result<void> {
                                      if (!IsWanted(text, kinds)) return {};
                                      auto fact = projection::FactOf(text, reader);
                                      if (!fact) return std::unexpected(std::move(fact.error()));
                                      if (*fact) facts.push_back(**std::move(fact));
                                      return {};
                                    });
    if (!read) return std::unexpected(read.error());
    from += *read;
    if (*read == 0) return Fail(ErrorCode::kCorrupt, "The book ends before its end.");
  }
  return facts;
}

// Puts facts, by position, into those of their subjects.
class Distributor {
 public:
  explicit Distributor(BookFacts& read) : read_(read) {}

  void Take(Facts facts) {
    read_.count += facts.size();
    for (PackedFact& packed : facts) {
      FactsOf(improvement::SubjectOf(packed)).push_back(std::move(packed));
    }
  }

 private:
  Facts& FactsOf(std::string_view subject) {
    if (const auto found = places_.find(subject); found != places_.end()) return *found->second;
    const bool known = improvement::IsOfKnownKind(subject);
    auto& [name, facts] =
        *(known ? read_.facts : read_.releases).try_emplace(std::string(subject)).first;
    places_.emplace(name, &facts);
    return facts;
  }

  BookFacts& read_;
  std::unordered_map<std::string_view, Facts*> places_;  // in read_: a map's are looked for slowly
};

unsigned ThreadsOf(const Run& run) { return run.threads > 0 ? run.threads : AllThreads(); }

}  // namespace

Result<BookFacts> ReadFacts(const Book& book, Position size, const Run& run, Kinds kinds) {
  BookFacts read;
  InOrder<Facts> pieces(Pieces(size, kEntriesAtOnce), ThreadsOf(run), [&](std::uint64_t number) {
    const Position from = number * kEntriesAtOnce;
    return ReadPiece(book, from, std::min(from + kEntriesAtOnce, size), kinds);
  });
  Position done = 0;
  Distributor distributor(read);
  while (auto piece = pieces.Take()) {
    if (!*piece) return std::unexpected(std::move(piece->error()));
    distributor.Take(**std::move(piece));
    done = std::min(done + kEntriesAtOnce, size);
    if (auto told = run.Tell({Stage::kReading, done, size}); !told) {
      return std::unexpected(std::move(told.error()));
    }
  }
  return read;
}

Result<improvement::Subjects> FoldAll(const FactsBySubject& facts, const improvement::Cut& cut,
                                      const Run& run) {
  std::vector<FactsBySubject::const_iterator> begins;
  std::uint64_t count = 0;
  for (auto at = facts.begin(); at != facts.end(); ++at, ++count) {
    if (count % kSubjectsAtOnce == 0) begins.push_back(at);
  }
  InOrder<std::vector<Subject>> pieces(
      begins.size(), ThreadsOf(run), [&](std::uint64_t number) -> Result<std::vector<Subject>> {
        std::vector<Subject> subjects;
        subjects.reserve(kSubjectsAtOnce);
        auto at = begins[number];
        for (std::uint64_t i = 0; i < kSubjectsAtOnce && at != facts.end(); ++i, ++at) {
          subjects.push_back(improvement::Fold(at->first, at->second, cut));
        }
        return subjects;
      });
  improvement::Subjects all;
  std::uint64_t done = 0;
  while (auto piece = pieces.Take()) {
    for (Subject& subject : **piece) {
      ++done;
      if (subject.history.events == 0) continue;
      std::string name = subject.name;
      all.emplace_hint(all.end(), std::move(name), std::move(subject));
    }
    if (auto told = run.Tell({Stage::kFolding, done, count}); !told) {
      return std::unexpected(std::move(told.error()));
    }
  }
  return all;
}

}  // namespace daybook::replay
