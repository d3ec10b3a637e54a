#include "projection/kept_ledger.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "projection/keys.h"

namespace daybook::projection {
namespace {

// What is posted with one write.
constexpr std::size_t kPostedEvents = 1'000;
constexpr std::size_t kPostedBytes = 1024UL * 1024;

}  // namespace

KeptLedger::KeptLedger(std::filesystem::path directory, std::unique_ptr<DerivedStore> store)
    : directory_(std::move(directory)), store_(std::move(store)) {}

KeptLedger::KeptLedger(std::filesystem::path directory, std::unique_ptr<DerivedStore> store,
                       Ledger::Parts parts, Position position)
    : KeptLedger(std::move(directory), std::move(store)) {
  ledger_.Fill(std::move(parts), position);
}

KeptLedger::~KeptLedger() {
  store_.reset();
  std::error_code ignored;  // what is left is removed at the next start
  if (retired_) std::filesystem::remove_all(directory_, ignored);
}

Result<std::unique_ptr<KeptLedger>> KeptLedger::Open(const std::filesystem::path& directory,
                                                     Position size, rocksdb::Env* env) {
  auto store = DerivedStore::Open(directory, kStoreVersion, size, env);
  if (!store) return std::unexpected(std::move(store.error()));
  std::unique_ptr<KeptLedger> kept(new KeptLedger(directory, *std::move(store)));
  if (auto loaded = kept->ledger_.Load(*kept->store_); !loaded) {
    return std::unexpected(std::move(loaded.error()));
  }
  return kept;
}

Result<void> KeptLedger::PostUpTo(const Book& book, Position size) {
  for (Position from = ledger_.position(); from < size;) {
    const std::size_t count = std::min<std::size_t>(kPostedEvents, size - from);
    const auto entries = book.ReadFrom(from, count, kPostedBytes);
    if (!entries) return std::unexpected(entries.error());
    DerivedStore::Batch batch;
    if (auto posted = ledger_.Post(from, *entries, batch); !posted) return posted;
    from += entries->size();
    if (auto written = store_->Write(std::move(batch), from); !written) return written;
  }
  return {};
}

}  // namespace daybook::projection
