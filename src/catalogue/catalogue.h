// The catalogue of event types: what may be said of an event of each, as JSON Schemas.

#ifndef DAYBOOK_CATALOGUE_CATALOGUE_H_
#define DAYBOOK_CATALOGUE_CATALOGUE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/shelf.h"
#include "daybook/error.h"
#include "daybook/event.h"
#include "event/sealed.h"

namespace daybook::catalogue {

/// One version of one type's schema.
struct Listed {
  std::string type;
  std::uint32_t version = 0;
  std::string kind;  ///< Of the subjects it is about; `any`, or `book` for the book's control.
  std::string title;
};

/// Whether the pointers of a commit's faults begin with the index of the event.
enum class Pointers : std::uint8_t { kOfOne, kOfMany };

/// Whether an event with this id and source is in the book.
using InBook = std::function<bool(std::string_view id, std::string_view source)>;

/// The catalogue's own schemas, and those registered in one book. Thread-safe. Keeps nothing on
/// disk: what is registered is learned from the book's entries.
class Catalogue {
 public:
  /// Every version of every type, by type and version.
  std::vector<Listed> List() const;

  /// The JSON text of a type's schema, the highest version unless one is given; nothing if there is
  /// none.
  std::optional<std::string> Find(std::string_view type,
                                  std::optional<std::uint32_t> version = {}) const;

  /// Checks the events of one commit: that types, subjects and `dataclassification` are what the
  /// catalogue knows, and that data fits the schema, the one `dataschema` names
  /// (`/v1/schemas/<type>/<version>`) or else the highest version. Events of kinds and types it
  /// does not know pass. An event at fault that `in_book` knows is let through: it is a repetition,
  /// which gets the answer it got first, whatever the schemas are by now. Fails with kUnprocessable
  /// and all faults, up to limits::kFaultsTold. Gives what schemas call personal data
  /// (`"x-personal": true`): of the subject, if that is a person, else of nobody (""). A type that
  /// may be about anything (event.corrected) has some only where it is about a person.
  Result<std::vector<PersonalValue>> Check(std::span<const Draft> drafts, Pointers pointers,
                                           const InBook& in_book) const;

  /// Takes in an entry of `book/control`, in the order of the book. From then on a schema that it
  /// registers holds; one that could not be registered (another one of its version came first) is
  /// passed over. Fails with kCorrupt for what is no entry.
  Result<void> Learn(std::string_view entry);

 private:
  mutable std::shared_mutex mutex_;
  Shelf registered_;  // guarded by mutex_
};

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_CATALOGUE_H_
