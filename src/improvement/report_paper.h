// What the council's own paper says, as the book has it.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_PAPER_H_
#define DAYBOOK_IMPROVEMENT_REPORT_PAPER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "improvement/report_source.h"

namespace daybook::improvement {

/// The paper (a subject `report/…`) that has the last event of all of them; empty if there is none.
struct CouncilPaper {
  std::vector<Particular> people;  ///< Who wrote it, who is responsible.
  std::vector<Statement> recommendations;
  std::vector<Section> sections;  ///< In its order, each statement a paragraph.

  /// Moves the paragraphs it has under the title of `section` to its end.
  void MoveInto(Section& section);
};

CouncilPaper ReadPaper(ReportSource& source);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_PAPER_H_
