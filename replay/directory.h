// The stored views of a directory that no daemon has open, made anew and compared.

#ifndef DAYBOOK_REPLAY_DIRECTORY_H_
#define DAYBOOK_REPLAY_DIRECTORY_H_

#include <filesystem>
#include <memory>

#include "daybook/error.h"
#include "daybook/log.h"
#include "replay/progress.h"
#include "replay/rebuild.h"

namespace daybook::replay {

/// The book in `directory`, which must be there. kNotFound when it is not, and as Book::Open fails.
Result<std::unique_ptr<Book>> OpenBookIn(const std::filesystem::path& directory);

/// Makes the views of the book in `directory` anew beside the stored ones, compares the two at the
/// events that the stored ones stand on, and puts the new ones in force, in one step, standing on
/// all events. Until then the stored ones are not touched. Different or not, the new ones are what
/// the book says.
Result<Outcome> ReplayDirectory(const Book& book, const std::filesystem::path& directory,
                                const Run& run);

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_DIRECTORY_H_
