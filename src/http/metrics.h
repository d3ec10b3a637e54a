// What the daemon measures, for Prometheus.

#ifndef DAYBOOK_HTTP_METRICS_H_
#define DAYBOOK_HTTP_METRICS_H_

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http/process_metrics.h"

namespace daybook {
struct CosigningState;
struct DiskState;
}  // namespace daybook

namespace daybook::http {

/// What goes wrong by itself in time. Nothing of what there is none of: no TLS, no provider, no
/// backups.
struct Upkeep {
  using Time = std::chrono::system_clock::time_point;
  bool keyring_usable = true;
  std::optional<bool> provider_answers;
  std::optional<Time> certificate_ends;
  std::optional<Time> backup_made;  ///< The newest; 1970 when none was.
  std::optional<bool> backup_failed;
};

/// One for each server; nothing is global. Thread-safe.
class Metrics {
 public:
  Metrics();

  /// Counts one answered request. `route` is a pattern, never a path.
  void CountRequest(std::string_view route, std::string_view method, unsigned status,
                    std::chrono::microseconds took);

  /// Sets a figure that is read from elsewhere when the metrics are asked for.
  void SetFollower(const std::string& name, double position, double lag, bool failed);
  void SetBook(double events, bool writable);
  void SetDisk(const DiskState& disk);
  void SetAppends(double groups, double commits, double events, double refused, double queued);

  void SetUpkeep(const Upkeep& upkeep);
  void SetQuorum(const CosigningState& cosigning);

  prometheus::Gauge& connections() { return connections_; }
  prometheus::Counter& connections_refused() { return connections_refused_; }
  prometheus::Counter& handshakes_failed() { return handshakes_failed_; }
  prometheus::Gauge& stream_subscribers() { return stream_subscribers_; }

  /// Everything, in Prometheus' text format 0.0.4.
  std::string Render();

 private:
  std::mutex moving_;  // one at a time moves counters to what they are elsewhere
  prometheus::Registry registry_;
  ProcessMetrics process_{registry_};  // guarded by moving_
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Family<prometheus::Gauge>& follower_position_;
  prometheus::Family<prometheus::Gauge>& follower_lag_;
  prometheus::Family<prometheus::Gauge>& follower_failed_;
  prometheus::Family<prometheus::Gauge>& witness_size_;
  prometheus::Family<prometheus::Gauge>& witness_confirmed_;
  prometheus::Family<prometheus::Counter>& witness_failures_;
  prometheus::Family<prometheus::Gauge>& quorum_size_;
  prometheus::Family<prometheus::Gauge>& quorum_reached_;
  prometheus::Gauge& connections_;
  prometheus::Counter& connections_refused_;
  prometheus::Counter& handshakes_failed_;
  prometheus::Gauge& stream_subscribers_;
  prometheus::Gauge& book_events_;
  prometheus::Gauge& book_writable_;
  prometheus::Gauge& disk_free_;
  prometheus::Gauge& disk_warning_;
  prometheus::Gauge& disk_reserve_;
  prometheus::Gauge& queued_;
  prometheus::Counter& groups_;
  prometheus::Counter& commits_;
  prometheus::Counter& events_;
  prometheus::Counter& refused_;
};

/// Adds one to a gauge for as long as it lives.
class Counted {
 public:
  explicit Counted(prometheus::Gauge& gauge) : gauge_(gauge) { gauge_.Increment(); }
  ~Counted() { gauge_.Decrement(); }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  prometheus::Gauge& gauge_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_METRICS_H_
