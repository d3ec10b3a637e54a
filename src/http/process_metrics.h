// What the process takes of its machine, under the names that Prometheus' own libraries use.

#ifndef DAYBOOK_HTTP_PROCESS_METRICS_H_
#define DAYBOOK_HTTP_PROCESS_METRICS_H_

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

namespace daybook::http {

/// One for each registry. Not thread-safe.
class ProcessMetrics {
 public:
  /// The start of the process is taken to be now.
  explicit ProcessMetrics(prometheus::Registry& registry);

  /// Looks at the process; what cannot be told stays as it was.
  void Update();

 private:
  prometheus::Counter& cpu_;
  prometheus::Gauge& resident_;
  prometheus::Gauge& open_files_;
  prometheus::Gauge& files_max_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PROCESS_METRICS_H_
