// Personal data in what is to be appended: found, and sealed before anything is hashed.

#ifndef DAYBOOK_KEYRING_PERSONAL_H_
#define DAYBOOK_KEYRING_PERSONAL_H_

#include <span>
#include <vector>

#include "daybook/log.h"
#include "event/sealed.h"
#include "keyring/keyring.h"

namespace daybook::keyring {

/// Puts values in the place of the {"@sealed":{"person":…,"value":…}} they were sent in, so that
/// the events can be checked, and gives where they stand. Fails with kUnprocessable for anything
/// else under that name, with pointers that begin with the event's index.
Result<std::vector<PersonalValue>> UnwrapValues(std::vector<Draft>& drafts);

/// Fails with kUnprocessable for values of what acts by being read: a hold, or anything on
/// `book/*`. Sealed, it would be there and have no effect. Pointers begin with the event's index.
Result<void> CheckSealable(std::span<const PersonalValue> values, std::span<const Draft> drafts);

/// Adds to `values` those that the catalogue calls personal data, unless they were sent sealed.
/// Fails with kUnprocessable where such a value is nobody's, since it can only be sent sealed, or
/// was sent as somebody else's; pointers begin with the event's index.
Result<void> AddMarked(std::vector<PersonalValue>& values, std::vector<PersonalValue> marked);

/// Seals these values in the drafts, each under its person's key; keys are made, and on disk, when
/// it returns. An event that is in the book already is sealed with keys that are there, so that it
/// comes to the same bytes again. Waits for the disk. Fails as Keyring::FindOrMake does, with
/// kConflict when a key that an event in the book was sealed with is there no more, or with
/// kTooLarge.
Result<void> SealValues(std::vector<Draft>& drafts, std::span<const PersonalValue> values,
                        Keyring& keyring, const Book& book);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_PERSONAL_H_
