// Tables that were made at a cut, kept for whoever asks for the same.

#ifndef DAYBOOK_PROJECTION_MADE_TABLES_H_
#define DAYBOOK_PROJECTION_MADE_TABLES_H_

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "improvement/cut.h"
#include "improvement/table.h"

namespace daybook::projection {

/// What a table is: which one, and what of the book it stands on. The first so many events never
/// change, so neither does the table.
struct TableKey {
  std::string name;       ///< Of the view, with all that it depends on beside the cuts.
  improvement::Cut cut;   ///< Its size is one that the book has reached.
  improvement::Cut from;  ///< Of changes: the cut they are counted from.

  auto operator<=>(const TableKey&) const = default;
};

/// The tables asked for last, in so many bytes. Thread-safe.
class MadeTables {
 public:
  explicit MadeTables(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// The table of that key, made if it is not kept. One that is by itself more than a quarter of
  /// what may be kept is made each time.
  std::shared_ptr<const improvement::Table> Get(const TableKey& key,
                                                const std::function<improvement::Table()>& make);

  /// What is kept, about: no more than was allowed.
  std::size_t bytes() const;

 private:
  struct Kept {
    const TableKey* key;  // in by_key_, where it stays
    std::shared_ptr<const improvement::Table> table;
    std::size_t bytes = 0;
  };

  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // the last one used first
  std::map<TableKey, std::list<Kept>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_MADE_TABLES_H_
