// The daemon as a whole: a book, what follows it, and the server before them.

#ifndef DAYBOOK_DAEMON_DAEMON_H_
#define DAYBOOK_DAEMON_DAEMON_H_

namespace daybook::daemon {

/// Values of the process's exit status.
inline constexpr int kClean = 0;        ///< Asked to stop, and stopped.
inline constexpr int kUsage = 2;        ///< An option nobody knows, or a value that cannot be.
inline constexpr int kCannotStart = 3;  ///< The book cannot be opened, or the address listened on.

/// Runs `daybookd` until SIGTERM or SIGINT. Returns the exit status.
int Main(int argc, char** argv);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_DAEMON_H_
