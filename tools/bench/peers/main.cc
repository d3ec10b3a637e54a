// daybook_compare: appends the same events to Daybook or to one of its peers, as fast as they are
// answered. tools/bench/compare starts the peers, and calls it.
//
//   daybook_compare PEER WHERE [--writers N] [--batch N] [--seconds S] [--warm-up S] [--events N]
//                   [--token-file FILE]
//
// prints one line of JSON: events a second, the quantiles of the time to an answer, in seconds, how
// many events were sent in all, and the processor seconds of this program itself.

#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "log/small_file.h"
#include "tools/bench/peers/load.h"

namespace {

using daybook::bench::Load;
using Run = daybook::Result<daybook::bench::Measured> (*)(const Load&);

const std::map<std::string, Run> kPeers = {
    {"daybook", daybook::bench::RunDaybook},
    {"postgres", daybook::bench::RunPostgres},
    {"redis", daybook::bench::RunRedis},
    {"nats", daybook::bench::RunNats},
    {"sqlite", daybook::bench::RunSqlite},
    {"rocksdb", daybook::bench::RunRocksAll},
    {"rocksdb-journal", daybook::bench::RunRocksJournal},
    {"file", daybook::bench::RunFile},
};

double ProcessorSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int Fail(const daybook::Error& error) {
  std::fprintf(stderr, "daybook_compare: %s\n", error.detail.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Appends the same events to Daybook or to one of its peers");
  Load load;
  std::string peer, token_file;
  double seconds = 3, warm_up = 0.5;
  app.add_option("peer", peer)->required()->check(CLI::IsMember(kPeers));
  app.add_option("where", load.where, "HOST:PORT, a connection string, or a directory")->required();
  app.add_option("--writers", load.writers, "Each waits for an answer before it sends on");
  app.add_option("--batch", load.batch, "Events in one commit");
  app.add_option("--seconds", seconds, "That are counted");
  app.add_option("--warm-up", warm_up, "Seconds before those");
  app.add_option("--events", load.events_max, "End after so many, too");
  app.add_option("--token-file", token_file);
  CLI11_PARSE(app, argc, argv);
  load.measured = std::chrono::duration<double>(seconds);
  load.warm_up = std::chrono::duration<double>(warm_up);
  if (!token_file.empty()) {
    const auto token = daybook::ReadSmallFile(token_file);
    if (!token) return Fail(token.error());
    load.token = token->value_or("");
    load.token = load.token.substr(0, load.token.find('\n'));
  }
  const auto begun = daybook::bench::Clock::now();
  auto measured = kPeers.at(peer)(load);
  if (!measured) return Fail(measured.error());
  const std::chrono::duration<double> took = daybook::bench::Clock::now() - begun;
  fmt::print(
      R"({{"rate":{:.1f},"p50":{:.7f},"p99":{:.7f},"p100":{:.7f},"events":{},"took":{:.3f},"cpu":{:.3f}}})"
      "\n",
      static_cast<double>(measured->counted()) / seconds, measured->Quantile(0.5),
      measured->Quantile(0.99), measured->Quantile(1), measured->sent(), took.count(),
      ProcessorSeconds());
  return 0;
}
