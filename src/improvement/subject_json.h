// A subject as JSON text, for those who ask for its current state.

#ifndef DAYBOOK_IMPROVEMENT_SUBJECT_JSON_H_
#define DAYBOOK_IMPROVEMENT_SUBJECT_JSON_H_

#include <string>

#include "improvement/subject.h"

namespace daybook::improvement {

/// A JSON object: `subject`, then every field of its state by name, then `events`, `corrections`
/// and `disputes`. What did not happen is null; what happened is
/// `{"day":"2024-07","precision":"month"}`, its day null if nobody knows it.
std::string ToJson(const Subject& subject);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SUBJECT_JSON_H_
