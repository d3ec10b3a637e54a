// Appending to a daemon, for a benchmark of whoever calls this (tools/bench/identity).

#ifndef DAYBOOK_TOOLS_BENCH_APPEND_H_
#define DAYBOOK_TOOLS_BENCH_APPEND_H_

#include <cstddef>
#include <string>

#include "daybook/error.h"

namespace daybook::bench {

struct AppendRun {
  std::string url;
  std::string token = {};  ///< Sent with each request; "": none is.
  std::string prefix;      ///< Of the events' ids, unlike that of any other run on the book.
  std::size_t requests = 0;
  std::size_t batch = 1;  ///< Events of 500 bytes in each of them.
};

/// Appends over one connection, one request after another; gives the seconds it took. Fails as the
/// client does, and with what the daemon refuses.
Result<double> Append(const AppendRun& run);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_APPEND_H_
