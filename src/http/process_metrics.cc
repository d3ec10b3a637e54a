#include "http/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace daybook::http {
namespace {

double SecondsIn(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

prometheus::Gauge& ProcessGauge(prometheus::Registry& registry, const std::string& name,
                                const std::string& help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

ProcessMetrics::ProcessMetrics(prometheus::Registry& registry)
    : cpu_(prometheus::BuildCounter()
               .Name("process_cpu_seconds_total")
               .Help("Time of processors, the system's for this process included.")
               .Register(registry)
               .Add({})),
      resident_(ProcessGauge(registry, "process_resident_memory_bytes", "Memory in use.")),
      open_files_(ProcessGauge(registry, "process_open_fds", "Open files and connections.")),
      files_max_(ProcessGauge(registry, "process_max_fds", "How many of them there may be.")) {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  ProcessGauge(registry, "process_start_time_seconds", "When the process was started.")
      .Set(std::chrono::duration<double>(since_1970).count());
}

void ProcessMetrics::Update() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    cpu_.Increment(SecondsIn(usage.ru_utime) + SecondsIn(usage.ru_stime) - cpu_.Value());
  }
  std::ifstream statm("/proc/self/statm");  // proc(5): the second number, in pages
  if (double all = 0, resident = 0; statm >> all >> resident) {
    resident_.Set(resident * static_cast<double>(sysconf(_SC_PAGESIZE)));
  }
  std::error_code error;
  double files = -1;  // the one that is open for looking
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end;
       at.increment(error)) {
    ++files;
  }
  if (!error) open_files_.Set(files);
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) files_max_.Set(static_cast<double>(limit.rlim_cur));
}

}  // namespace daybook::http
