// What stands for a sealed value (event/sealed.h) in facts, and in all that is made of them: where
// in the book it is.
//
//   reference := U+FDD0 position ':' index U+FDD1     index: which sealed value of the event
//
// So states, views and reports, in memory and on disk, have neither the value nor its ciphertext;
// whoever shows them to a reader says what is shown in its place, and that is the one moment at
// which a value may be opened. No event can have the two noncharacters (event/ijson.h), so nobody
// can write a reference.

#ifndef DAYBOOK_IMPROVEMENT_SEALED_REFERENCE_H_
#define DAYBOOK_IMPROVEMENT_SEALED_REFERENCE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "daybook/event.h"
#include "improvement/report.h"

namespace daybook::improvement {

std::string SealedReference(Position position, std::size_t index);

bool HasSealedReference(std::string_view text);

/// What a reader is shown in the place of a reference.
using ShowReference = std::function<std::string(Position position, std::size_t index)>;

/// What is shown to whoever may not see it, and of what can be opened no more.
inline constexpr std::string_view kSealedText = "[sealed]";
std::string ShowSealedText(Position position, std::size_t index);

/// The text with its references shown.
std::string ShowReferences(std::string_view text, const ShowReference& show);

/// The report with the references in what it says shown.
void ShowReferences(ReportDocument& document, const ShowReference& show);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SEALED_REFERENCE_H_
