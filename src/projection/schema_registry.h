// The catalogue of one book: Daybook's own schemas and those registered in it.

#ifndef DAYBOOK_PROJECTION_SCHEMA_REGISTRY_H_
#define DAYBOOK_PROJECTION_SCHEMA_REGISTRY_H_

#include <memory>
#include <mutex>

#include "catalogue/catalogue.h"
#include "daybook/log.h"

namespace daybook::projection {

/// Keeps a catalogue up to a book. Thread-safe. Nothing of it is stored: the stream of
/// `book/control` is read when it is opened, and from where it was left whenever it has grown.
class SchemaRegistry {
 public:
  /// When it returns, the catalogue has all that is registered in the book, which must outlive
  /// this. Fails as reading does.
  static Result<std::unique_ptr<SchemaRegistry>> Open(const Book& book);

  /// Takes in what `book/control` has had since. Whoever appended to it calls this before telling
  /// anybody: a schema holds for what is appended after the answer. Fails as reading does.
  Result<void> Refresh();

  /// The catalogue as of `position()`, or later.
  const catalogue::Catalogue& catalogue() const { return catalogue_; }

  /// How many events of the book the catalogue stands on, at least.
  Position position() const;

 private:
  explicit SchemaRegistry(const Book& book) : book_(book) {}

  const Book& book_;
  catalogue::Catalogue catalogue_;
  mutable std::mutex mutex_;
  Revision next_ = 0;      // of book/control: the first one not taken in; guarded by mutex_
  Position position_ = 0;  // guarded by mutex_
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_SCHEMA_REGISTRY_H_
