// What an event says, as a sentence of a report.

#ifndef DAYBOOK_IMPROVEMENT_SENTENCE_H_
#define DAYBOOK_IMPROVEMENT_SENTENCE_H_

#include <string>

#include "improvement/fact.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// The sentence; "" for an event of which a report has nothing to say. What people wrote is in
/// quotation marks, everything else is made from days, names and numbers. `subjects` give the names
/// of those it speaks of.
std::string SentenceOf(const Fact& fact, const Subjects& subjects);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SENTENCE_H_
