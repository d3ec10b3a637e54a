// daybook_bench: what the parts of an append cost, and what the tree adds to a whole one.
//
//   daybook_bench                              all of it
//   daybook_bench --benchmark_filter=Proof     parts by name (Google Benchmark's options)
//   daybook_bench cost [DIRECTORY]             with and without the tree, on DIRECTORY's disk

#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>
#include <string_view>

#include "tools/bench/cost.h"

int main(int argc, char** argv) {
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
  std::fprintf(stderr, "daybook_bench: %s\n", compared.error().detail.c_str());
  return 1;
}
