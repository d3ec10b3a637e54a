// What follows the book, ended at each of its steps in turn: it goes on from there, repeats nothing
// and leaves nothing out.

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "faults/disk.h"
#include "faults/file_system.h"
#include "faults/model.h"
#include "improvement/asked.h"
#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/subject_json.h"
#include "projection/programme.h"
#include "support/temporary_directory.h"

namespace daybook::faults {
namespace {

using improvement::Told;

const std::vector<Told>& History() {
  static const std::vector<Told> history{
      {"finding.raised", "finding/a", "2025-01-02",
       R"({"title":"A","kind":"requires-improvement"})"},
      {"action.proposed", "action/a", "2025-01-03", R"({"title":"B","findings":["finding/a"]})"},
      {"action.agreed", "action/a", "2025-01-05", R"({"owner":"person/p","due":"2025-03-01"})"},
      {"action.progressed", "action/a", "2025-01-04", R"({"note":"told late"})"},
      {"finding.raised", "finding/b", "2025-01-01",
       R"({"title":"C","kind":"requires-improvement"})"},
      {"action.completed", "action/a", "2025-02-01", R"({"note":"done"})"},
  };
  return history;
}

class FollowersTest : public ::testing::Test {
 protected:
  // As a process would start; false if the disk did not let it.
  bool Start() {
    auto book = Book::Open(directory_ / "disk" / "book", {.disk_reserve_bytes = 0, .env = &env_});
    if (!book) return false;
    book_ = *std::move(book);
    auto programme = projection::Programme::Open(
        *book_, directory_ / "disk" / "book" / "derived" / "programme", {.env = &env_});
    if (!programme) return false;
    programme_ = *std::move(programme);
    return true;
  }

  void End(std::optional<std::mt19937_64> cut) {
    disk_.Stop();
    programme_.reset();
    book_.reset();
    disk_.Start(cut);
  }

  // Sends the whole history, one event after the other: what is there already is repeated.
  void Tell() {
    for (std::size_t i = 0; i < History().size() && !disk_.stopped(); ++i) {
      const Commit commit{.drafts = {improvement::DraftOf(History()[i], std::to_string(i))}};
      model_.Answered(commit, book_->Append(commit));
      Wait();
    }
  }

  // Until what follows is as far as the book, or its disk is gone.
  void Wait() {
    for (int i = 0; i < 30'000; ++i) {
      const bool followed = book_->indexer().position().value() == book_->size() &&
                            programme_->position().value() == book_->size();
      if (followed || disk_.harmed()) return;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    FAIL() << "what follows the book does not come to its end";
  }

  void ExpectAsFoldedFromNothing() {
    std::map<std::string, std::vector<std::string>> streams;
    EntryReader reader;
    for (const std::string& entry : EntriesOf(*book_)) {
      streams[std::string(reader.Read(entry)->subject)].push_back(entry);
    }
    improvement::Subjects subjects;
    for (const auto& [name, stream] : streams) {
      const improvement::Subject folded = improvement::Fold(name, stream);
      EXPECT_EQ(programme_->state(name)->json, improvement::ToJson(folded)) << name;
      subjects.emplace(name, folded);
    }
    EXPECT_EQ(programme_->view("status", improvement::StatusThatDay, {}).table.rows,
              improvement::StatusThatDay(subjects).rows);
  }

  testing::TemporaryDirectory directory_;
  Disk disk_{directory_ / "disk"};
  FaultyEnv env_{disk_};
  Model model_;
  std::unique_ptr<Book> book_;
  std::unique_ptr<projection::Programme> programme_;
};

// The process, or the machine, ends at the `at`-th act; false if there are not so many.
class EndedAtEachStep : public FollowersTest, public ::testing::WithParamInterface<Act> {
 protected:
  bool EndAt(std::uint64_t at, bool power_goes) {
    End({});
    std::filesystem::remove_all(directory_ / "disk" / "book");
    disk_.Adopt();
    model_ = {};
    disk_.Arm(Part::kDerived, GetParam(), at, Harm::kCut);
    if (Start()) Tell();
    const bool reached = disk_.harmed();
    End(power_goes ? std::optional(std::mt19937_64(at)) : std::nullopt);
    EXPECT_TRUE(Start());
    if (HasFailure()) return false;
    model_.Settle(*book_);
    model_.CheckEntries(*book_);
    Tell();
    model_.CheckEntries(*book_);
    model_.CheckSearch(*book_, [] { return false; });
    ExpectAsFoldedFromNothing();
    return reached;
  }
};

TEST_P(EndedAtEachStep, FollowersGoOnFromThere) {
  std::uint64_t steps = 0;
  for (bool power_goes : {false, true}) {
    for (std::uint64_t at = 0; EndAt(at, power_goes); ++at) {
      ++steps;
      ASSERT_FALSE(HasFailure()) << "act " << at;
      ASSERT_LT(at, 1'000U);
    }
  }
  EXPECT_GT(steps, 20U) << "hardly anything was done";
}

INSTANTIATE_TEST_SUITE_P(Followers, EndedAtEachStep,
                         ::testing::Values(Act::kWrite, Act::kSync, Act::kName),
                         [](const auto& act) {
                           return std::string(act.param == Act::kWrite  ? "Writing"
                                              : act.param == Act::kSync ? "Syncing"
                                                                        : "Naming");
                         });

}  // namespace
}  // namespace daybook::faults
