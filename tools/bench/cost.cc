#include "tools/bench/cost.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

#include "log/group.h"
#include "log/journal.h"
#include "log/published.h"
#include "log/signing_keys.h"
#include "tree/checkpoint.h"

namespace daybook::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTurns = 15;
constexpr std::size_t kEventBytes = 500;  // of data

Instant Now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// A journal that is appended to a group at a time, as the sequencer's thread does it.
class Writer {
 public:
  /// With `keys`, groups are hashed into a tree, its head is signed, and kept outside, too.
  static Result<Writer> Open(const fs::path& directory, const SigningKeys* keys) {
    auto journal = Journal::Open(directory / "journal", 64UL * 1024 * 1024);
    if (!journal) return std::unexpected(std::move(journal.error()));
    if (auto settled = (*journal)->Settle(); !settled) {
      return std::unexpected(std::move(settled.error()));
    }
    auto published = Published::Open(directory / "published");
    if (!published) return std::unexpected(std::move(published.error()));
    return Writer(*std::move(journal), *std::move(published), keys);
  }

  Result<void> Append(const Commit& commit) {
    std::vector<EventKey> event_keys;
    for (const Draft& draft : commit.drafts) event_keys.push_back(draft.key);
    const auto known = journal_->FindKeys(event_keys);
    if (!known) return std::unexpected(known.error());
    Group group(*journal_, revisions_, head_, Now());
    if (auto decided = group.Decide(commit, *known); !decided) {
      return std::unexpected(std::move(decided.error()));
    }
    auto written = keys_ == nullptr ? journal_->Write(group.lines(), {}, "") : WriteSealed(group);
    group.Remember();
    head_ = group.head();
    return written;
  }

 private:
  Writer(std::unique_ptr<Journal> journal, std::unique_ptr<Published> published,
         const SigningKeys* keys)
      : journal_(std::move(journal)), published_(std::move(published)), keys_(keys) {}

  Result<void> WriteSealed(const Group& group) {
    tree::Frontier frontier = frontier_;
    std::vector<tree::Node> nodes;
    nodes.reserve(group.lines().size() + 2);
    for (const Journal::Line& line : group.lines()) {
      frontier.Append(tree::LeafHash(line.entry), nodes);
    }
    tree::Note head =
        keys_->Sign(tree::Checkpoint{keys_->name(), frontier.size(), frontier.Root()}.Text());
    if (auto written = journal_->Write(group.lines(), nodes, head.Text()); !written) {
      return written;
    }
    frontier_ = std::move(frontier);
    return published_->Write(std::move(head));
  }

  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Published> published_;
  const SigningKeys* keys_;
  RevisionCache revisions_;
  Journal::Head head_;
  tree::Frontier frontier_;
};

// Commits that nobody has sent yet.
std::vector<Commit> MakeCommits(std::size_t count, std::size_t events) {
  static std::size_t made = 0;
  std::vector<Commit> commits(count);
  for (Commit& commit : commits) {
    for (std::size_t i = 0; i < events; ++i, ++made) {
      auto draft = MakeDraft({.id = std::to_string(made),
                              .source = "/bench",
                              .type = "case.noted",
                              .subject = fmt::format("case/{}", made % 1'000),
                              .data = "\"" + std::string(kEventBytes, 'x') + "\""});
      commit.drafts.push_back(*std::move(draft));
    }
  }
  return commits;
}

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// What a group took in one turn, in microseconds.
struct Took {
  double wall = 0;
  double cpu = 0;  ///< Of the thread that appends.
};

Result<Took> Run(Writer& writer, const std::vector<Commit>& commits) {
  const auto begin = std::chrono::steady_clock::now();
  const double cpu_begin = CpuSeconds();
  for (const Commit& commit : commits) {
    if (auto appended = writer.Append(commit); !appended) {
      return std::unexpected(std::move(appended.error()));
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const double groups = static_cast<double>(commits.size());
  return Took{.wall = took.count() * 1e6 / groups,
              .cpu = (CpuSeconds() - cpu_begin) * 1e6 / groups};
}

double Median(std::vector<double> numbers) {
  std::ranges::nth_element(numbers,
                           numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2));
  return numbers[numbers.size() / 2];
}

// Both turns of a pair meet the same neighbours on the machine: their ratio says more than the
// ratio of the medians.
void Print(std::string_view what, const std::vector<double>& with,
           const std::vector<double>& without) {
  std::vector<double> ratios, more;
  for (std::size_t i = 0; i < with.size(); ++i) {
    ratios.push_back(with[i] / without[i]);
    more.push_back(with[i] - without[i]);
  }
  const auto [least, most] = std::ranges::minmax(ratios);
  fmt::print(
      "  {:<5} with {:8.1f} us  without {:8.1f} us  more {:6.1f} us  ratio {:.3f} ({:.3f} to "
      "{:.3f})\n",
      what, Median(with), Median(without), Median(more), Median(ratios), least, most);
}

Result<void> Compare(Writer& with, Writer& without, std::size_t groups, std::size_t events) {
  std::vector<double> with_wall, with_cpu, without_wall, without_cpu;
  // The first turns warm up what a daemon has warm.
  for (std::size_t turn = 0; turn < kTurns + 2; ++turn) {
    const std::vector<Commit> commits = MakeCommits(groups, events);
    const auto one = Run(with, commits);
    if (!one) return std::unexpected(one.error());
    const auto other = Run(without, commits);
    if (!other) return std::unexpected(other.error());
    if (turn < 2) continue;
    with_wall.push_back(one->wall);
    with_cpu.push_back(one->cpu);
    without_wall.push_back(other->wall);
    without_cpu.push_back(other->cpu);
  }
  fmt::print("{} event{} a group: medians of {} turns of {} synced groups\n", events,
             events == 1 ? "" : "s", kTurns, groups);
  Print("time", with_wall, without_wall);
  Print("CPU", with_cpu, without_cpu);
  return {};
}

}  // namespace

Result<void> CompareCost(const fs::path& directory) {
  const fs::path below = directory / fmt::format("daybook-bench-{}", ::getpid());
  const SigningKeys keys(tree::NoteSigner("example.org/bench", tree::PrivateKey::Generate()));
  Result<void> compared;
  {
    fs::create_directories(below / "with");
    fs::create_directories(below / "without");
    auto with = Writer::Open(below / "with", &keys);
    if (!with) return std::unexpected(std::move(with.error()));
    auto without = Writer::Open(below / "without", nullptr);
    if (!without) return std::unexpected(std::move(without.error()));
    compared = Compare(*with, *without, 200, 1);
    if (compared) compared = Compare(*with, *without, 40, 100);
  }
  fs::remove_all(below);
  return compared;
}

}  // namespace daybook::bench
