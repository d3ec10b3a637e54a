// What the parts cost that know the catalogue, the book or the domain.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <vector>

#include "catalogue/catalogue.h"
#include "daybook/log.h"
#include "event/entry.h"
#include "improvement/fold.h"
#include "log/follower.h"
#include "log/group.h"
#include "log/journal.h"
#include "log/watermark.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kGroup = 100;
constexpr std::size_t kBook = 50'000;
constexpr std::size_t kSubjects = 1'000;

// A directory that goes away with the program.
class Scratch {
 public:
  explicit Scratch(const std::string& name)
      : path_(fs::temp_directory_path() / fmt::format("daybook-micro-{}-{}", ::getpid(), name)) {
    fs::create_directories(path_);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Draft NotedDraft(std::size_t number) {
  return *MakeDraft({.id = fmt::format("{:08}", number),
                     .source = "/bench",
                     .type = "case.noted",
                     .subject = fmt::format("case/{}", number % kSubjects),
                     .data = fmt::format(R"({{"note":"{}"}})", std::string(350, 'n'))});
}

// The years of one action: proposed, agreed, and told of again and again.
Draft ActionDraft(std::size_t number) {
  constexpr std::string_view kSubject = "action/duty-capacity";
  if (number == 0) {
    return *MakeDraft({.id = "0",
                       .source = "/bench",
                       .type = "action.proposed",
                       .subject = std::string(kSubject),
                       .time = "2025-01-02T09:00:00Z",
                       .data = R"({"title":"Add workers","findings":["finding/duty-capacity"]})"});
  }
  return *MakeDraft({.id = std::to_string(number),
                     .source = "/bench",
                     .type = number == 1 ? "action.agreed" : "action.progressed",
                     .subject = std::string(kSubject),
                     .time = fmt::format("2025-02-{:02}T09:00:00Z", number),
                     .data = number == 1 ? R"({"owner":"person/head","due":"2025-12-31"})"
                                         : R"({"summary":"Two of four posts are filled"})"});
}

// An event against the schema of its type.
void Validate(benchmark::State& state) {
  const catalogue::Catalogue catalogue;
  const std::vector<Draft> drafts{ActionDraft(1)};
  const catalogue::InBook nothing = [](auto, auto) { return false; };
  for (auto _ : state) {
    const auto checked = catalogue.Check(drafts, catalogue::Pointers::kOfOne, nothing);
    if (!checked) state.SkipWithError("the event does not fit");
    benchmark::DoNotOptimize(checked);
  }
}
BENCHMARK(Validate);

// A group as the commit thread builds it, a hundred commits of one event, without writing it.
void BuildGroup(benchmark::State& state) {
  const Scratch scratch("group");
  const auto journal = *Journal::Open(scratch.path(), 8UL * 1024 * 1024);
  if (!journal->Settle()) return state.SkipWithError("the journal cannot be settled");
  std::vector<Commit> commits(kGroup);
  std::vector<EventKey> event_keys;
  for (std::size_t i = 0; i < kGroup; ++i) {
    commits[i].drafts.push_back(NotedDraft(i));
    event_keys.push_back(commits[i].drafts[0].key);
  }
  for (auto _ : state) {
    RevisionCache revisions;
    Group group(*journal, revisions, {}, {});
    const auto known = journal->FindKeys(event_keys);
    for (std::size_t i = 0; i < kGroup; ++i) {
      benchmark::DoNotOptimize(group.Decide(commits[i], std::span(*known).subspan(i, 1)));
    }
    benchmark::DoNotOptimize(group.lines().data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kGroup));
}
BENCHMARK(BuildGroup);

// A subject made from all its events; their number is the argument.
void FoldSubject(benchmark::State& state) {
  improvement::Facts facts;
  EntryReader reader;
  for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) {
    const std::string entry = EncodeEntry(
        {.position = i, .revision = i, .authtype = "user", .authid = "clerk"}, ActionDraft(i).body);
    facts.push_back(improvement::Pack(*reader.Read(entry)));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(improvement::Fold("action/duty-capacity", facts));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(FoldSubject)->Arg(4)->Arg(24);

// A book of 50,000 events of 1,000 subjects, all of them indexed.
const Book& FullBook() {
  static const Scratch scratch("book");
  static const auto book = [] {
    auto opened = *Book::Open(scratch.path());
    for (std::size_t i = 0; i < kBook; i += kGroup) {
      Commit commit;
      for (std::size_t j = 0; j < kGroup; ++j) commit.drafts.push_back(NotedDraft(i + j));
      static_cast<void>(opened->Append(std::move(commit)));
    }
    // What is searched before it is indexed is not found, and told of.
    static_cast<void>(opened->indexer().position().WaitFor(kBook, std::chrono::minutes(1)));
    return opened;
  }();
  return *book;
}

void SearchOf(benchmark::State& state, const Query& query, std::size_t expected) {
  const Book& book = FullBook();
  for (auto _ : state) {
    const auto page = book.Search(query, std::nullopt, {});
    if (!page || page->found.size() != expected) state.SkipWithError("not what was searched for");
    benchmark::DoNotOptimize(page);
  }
}

// The 50 events of one subject; the newest 100 of a kind; the newest 50 by two filters at once.
void SearchSubject(benchmark::State& state) { SearchOf(state, {.subject = "case/7"}, 50); }
BENCHMARK(SearchSubject);
void SearchKind(benchmark::State& state) {
  SearchOf(state, {.kind = "case", .descending = true}, 100);
}
BENCHMARK(SearchKind);
void SearchTypeAndSubject(benchmark::State& state) {
  SearchOf(state, {.type = "case.noted", .subject = "case/7", .descending = true}, 50);
}
BENCHMARK(SearchTypeAndSubject);

}  // namespace
}  // namespace daybook
