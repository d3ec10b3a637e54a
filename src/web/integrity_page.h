// The page of what proves the book.

#ifndef DAYBOOK_WEB_INTEGRITY_PAGE_H_
#define DAYBOOK_WEB_INTEGRITY_PAGE_H_

#include <string>
#include <vector>

#include "web/frame.h"

namespace daybook::web {

/// How a witness does, for whoever may know.
struct WitnessRow {
  std::string name;
  Position size = 0;      ///< Of the newest checkpoint it cosigned; 0 for none.
  std::string confirmed;  ///< When, by London's clocks; "" for never.
  std::string failure;    ///< "" while it is well.
};

struct IntegrityView {
  std::string checkpoint;         ///< The signed note.
  std::vector<std::string> keys;  ///< That verify it.
  bool has_witnesses = false;
  Position cosigned = 0;              ///< The size the quorum cosigned last; 0 for none.
  std::string cosigned_lately;        ///< When a witness last did, in a sentence; "": none.
  std::string replayed;               ///< When the views were last made anew, in a sentence.
  std::vector<WitnessRow> witnesses;  ///< None for whoever may not know.
  std::string entry;                  ///< The position whose proof is looked at; "" for none.
};

std::string IntegrityPage(const Frame& frame, const IntegrityView& view);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_INTEGRITY_PAGE_H_
