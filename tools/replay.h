// The ways to replay a book.

#ifndef DAYBOOK_TOOLS_REPLAY_H_
#define DAYBOOK_TOOLS_REPLAY_H_

#include <string>

#include "tools/view.h"

namespace daybook::tools {

struct ReplayOptions {
  std::string data;  ///< The directory; "" for a daemon.
  std::string view;  ///< A view to show in place of making them anew.
  CutOptions cut;    ///< Of that view.
  RowFormat format;  ///< Of its rows.
};

/// Makes the views of a directory anew, which no daemon has open.
Exit ReplayData(Session& session, const ReplayOptions& options);

/// Has a daemon make its views anew, and waits until it has.
Exit ReplayDaemon(Session& session);

/// Shows one view of a directory at a cut, with nothing but its events.
Exit ReplayView(Session& session, const ReplayOptions& options);

/// Says how a replay ended, and where the old views were wrong: then it is kFailed.
Exit SayOutcome(Console& console, const std::string& difference, const std::string& remark,
                const std::string& sentence);

/// For a book or a directory that cannot be opened.
Exit CannotReplay(Console& console, const Error& error);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_REPLAY_H_
