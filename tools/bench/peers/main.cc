// daybook_compare: what drives Daybook and its peers, for tools/bench/compare, which starts them.
//
//   daybook_compare TASK WHERE [--writers N] [--batch N] [--seconds S] [--warm-up S] [--events N]
//                   [--stored N] [--token-file FILE]
//
// A peer's name is the task of appending the same events to it, as fast as they are answered; the
// other tasks read. WHERE is HOST:PORT, a connection string, or a directory. Prints a line `ready`
// once all are connected, where that is done first, and one of JSON: times are in seconds, and
// `cpu` is what this program itself took of the processor.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <map>

#include "log/small_file.h"
#include "tools/bench/peers/load.h"
#include "tools/bench/peers/reading.h"
#include "tools/bench/peers/subscribers.h"

namespace {

namespace bench = daybook::bench;
using bench::Load;
using Printed = daybook::Result<std::string>;  // members of a JSON object
using Task = std::function<Printed(const Load&)>;

Task Timed(daybook::Result<bench::Measured> (*run)(const Load&)) {
  return [run](const Load& load) -> Printed {
    auto measured = run(load);
    if (!measured) return std::unexpected(std::move(measured.error()));
    return fmt::format(R"("rate":{:.1f},"p50":{:.7f},"p99":{:.7f},"p100":{:.7f},"events":{})",
                       static_cast<double>(measured->counted()) / load.measured.count(),
                       measured->Quantile(0.5), measured->Quantile(0.99), measured->Quantile(1),
                       measured->sent());
  };
}

Task Scan(daybook::Result<bench::Scanned> (*run)(const Load&)) {
  return [run](const Load& load) -> Printed {
    const auto scanned = run(load);
    if (!scanned) return std::unexpected(scanned.error());
    return fmt::format(R"("rate":{:.1f},"events":{},"bytes":{},"seconds":{:.4f})",
                       static_cast<double>(scanned->events) / scanned->seconds, scanned->events,
                       scanned->bytes, scanned->seconds);
  };
}

Printed Compact(const Load& load) {
  if (auto done = bench::CompactRocks(load); !done) return std::unexpected(std::move(done.error()));
  return R"("compacted":true)";
}

Printed Subscribe(const Load& load) {
  const auto followed = bench::Follow(load);
  if (!followed) return std::unexpected(followed.error());
  return fmt::format(
      R"("complete":{},"deliveries":{},"bytes":{},"seconds":{:.3f},"had_by_all":[{:.6f}])",
      followed->complete, followed->deliveries, followed->bytes, followed->seconds,
      fmt::join(followed->had_by_all, ","));
}

const std::map<std::string, Task> kTasks = {
    {"daybook", Timed(bench::RunDaybook)},
    {"book", Timed(bench::RunBook)},
    {"postgres", Timed(bench::RunPostgres)},
    {"redis", Timed(bench::RunRedis)},
    {"redis-indexed", Timed(bench::RunRedisIndexed)},
    {"nats", Timed(bench::RunNats)},
    {"sqlite", Timed(bench::RunSqlite)},
    {"rocksdb", Timed(bench::RunRocksAll)},
    {"rocksdb-commit", Timed(bench::RunRocksCommit)},
    {"file", Timed(bench::RunFile)},
    {"daybook-get", Timed(bench::GetDaybook)},
    {"postgres-select", Timed(bench::SelectPostgres)},
    {"daybook-export", Scan(bench::ExportDaybook)},
    {"postgres-copy-out", Scan(bench::CopyOutPostgres)},
    {"rocksdb-scan", Scan(bench::ScanRocks)},
    {"rocksdb-compact", Compact},
    {"subscribe", Subscribe},
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
  CLI::App app("Drives Daybook or one of its peers; tools/bench/compare starts them");
  Load load;
  std::string task, token_file;
  double seconds = 3, warm_up = 0.5;
  app.add_option("task", task)->required()->check(CLI::IsMember(kTasks));
  app.add_option("where", load.where, "HOST:PORT, a connection string, or a directory")->required();
  app.add_option("--writers", load.writers, "Each waits for an answer before it sends on");
  app.add_option("--batch", load.batch, "Events in one commit");
  app.add_option("--seconds", seconds, "That are counted");
  app.add_option("--warm-up", warm_up, "Seconds before those");
  app.add_option("--events", load.events_max, "End after so many, too");
  app.add_option("--stored", load.stored, "Events that are there already");
  app.add_option("--token-file", token_file);
  CLI11_PARSE(app, argc, argv);
  load.measured = std::chrono::duration<double>(seconds);
  load.warm_up = std::chrono::duration<double>(warm_up);
  load.ready = [] {
    std::puts("ready");
    std::fflush(stdout);
  };
  if (!token_file.empty()) {
    const auto token = daybook::ReadSmallFile(token_file);
    if (!token) return Fail(token.error());
    load.token = token->value_or("");
    load.token = load.token.substr(0, load.token.find('\n'));
  }
  const auto begun = bench::Clock::now();
  const auto printed = kTasks.at(task)(load);
  if (!printed) return Fail(printed.error());
  const std::chrono::duration<double> took = bench::Clock::now() - begun;
  fmt::print("{{{},\"took\":{:.3f},\"cpu\":{:.3f}}}\n", *printed, took.count(), ProcessorSeconds());
  return 0;
}
