// daybook_bench: what the parts of an append cost, and what the tree adds to a whole one.
//
//   daybook_bench                              all of it
//   daybook_bench --benchmark_filter=Proof     parts by name (Google Benchmark's options)
//   daybook_bench cost [DIRECTORY]             with and without the tree, on DIRECTORY's disk
//   daybook_bench append URL TOKEN_FILE|- PREFIX REQUESTS BATCH
//                                              the seconds that appending to a daemon takes

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "log/small_file.h"
#include "tools/bench/append.h"
#include "tools/bench/cost.h"

namespace {

int Fail(const daybook::Error& error) {
  std::fprintf(stderr, "daybook_bench: %s\n", error.detail.c_str());
  return 1;
}

int RunAppend(char** argv) {
  daybook::bench::AppendRun run{.url = argv[2],
                                .prefix = argv[4],
                                .requests = std::strtoul(argv[5], nullptr, 10),
                                .batch = std::strtoul(argv[6], nullptr, 10)};
  if (std::string_view(argv[3]) != "-") {
    const auto token = daybook::ReadSmallFile(argv[3]);
    if (!token) return Fail(token.error());
    run.token = token->value_or("");
    run.token = run.token.substr(0, run.token.find('\n'));
  }
  const auto seconds = daybook::bench::Append(run);
  if (!seconds) return Fail(seconds.error());
  std::printf("%.6f\n", *seconds);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 7 && std::string_view(argv[1]) == "append") return RunAppend(argv);
  const bool cost_alone = argc > 1 && std::string_view(argv[1]) == "cost";
  if (!cost_alone) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    if (!benchmark::GetBenchmarkFilter().empty() && benchmark::GetBenchmarkFilter() != "all") {
      return 0;
    }
  }
  const std::filesystem::path directory =
      cost_alone && argc > 2 ? argv[2] : std::filesystem::temp_directory_path();
  const auto compared = daybook::bench::CompareCost(directory);
  if (compared) return 0;
  return Fail(compared.error());
}
