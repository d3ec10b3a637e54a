// A ledger, and the store in which it outlives the process.

#ifndef DAYBOOK_PROJECTION_KEPT_LEDGER_H_
#define DAYBOOK_PROJECTION_KEPT_LEDGER_H_

#include <atomic>
#include <filesystem>
#include <memory>

#include "daybook/error.h"
#include "daybook/event.h"
#include "daybook/log.h"
#include "log/derived_store.h"
#include "projection/ledger.h"

namespace daybook::projection {

/// Thread-safe for any number of readers and one thread that posts.
class KeptLedger {
 public:
  /// Opens the store in `directory`, making it when it is not there, and reads it back. One that
  /// stands on more than the `size` events of the book is emptied. Fails with kIo or kCorrupt.
  /// `env` as in BookOptions.
  static Result<std::unique_ptr<KeptLedger>> Open(const std::filesystem::path& directory,
                                                  Position size, rocksdb::Env* env = nullptr);

  /// Of a store in `directory`, and what is in it.
  KeptLedger(std::filesystem::path directory, std::unique_ptr<DerivedStore> store,
             Ledger::Parts parts, Position position);

  ~KeptLedger();  ///< Closes the store, and removes its directory if it was retired.
  KeptLedger(const KeptLedger&) = delete;
  KeptLedger& operator=(const KeptLedger&) = delete;

  /// Posts and stores the events of the book up to the first `size`.
  Result<void> PostUpTo(const Book& book, Position size);

  /// Its directory is not needed any more once nobody reads it.
  void Retire() { retired_ = true; }

  Ledger& ledger() { return ledger_; }
  const Ledger& ledger() const { return ledger_; }
  DerivedStore& store() { return *store_; }
  const DerivedStore& store() const { return *store_; }

 private:
  KeptLedger(std::filesystem::path directory, std::unique_ptr<DerivedStore> store);

  const std::filesystem::path directory_;
  std::unique_ptr<DerivedStore> store_;
  Ledger ledger_;
  std::atomic<bool> retired_ = false;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_KEPT_LEDGER_H_
