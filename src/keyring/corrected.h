// Corrections of sealed values: what they say instead is as personal as what they correct.

#ifndef DAYBOOK_KEYRING_CORRECTED_H_
#define DAYBOOK_KEYRING_CORRECTED_H_

#include <span>
#include <vector>

#include "daybook/log.h"
#include "event/sealed.h"

namespace daybook::keyring {

/// What corrections among `drafts` quote and say instead of a value that is sealed: in an event of
/// the book, or in one of `drafts`, where `values` are to be. Fails with kUnprocessable for a
/// correction of values of several persons at once, with pointers that begin with the event's
/// index; or as reading fails.
Result<std::vector<PersonalValue>> CorrectedValues(std::span<const Draft> drafts,
                                                   std::span<const PersonalValue> values,
                                                   const Book& book);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_CORRECTED_H_
