#include "http/metrics.h"

#include <prometheus/text_serializer.h>

#include "daybook/log.h"
#include "log/cosigning.h"

namespace daybook::http {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// A synced append takes 0.4 ms to a few; a long page, tens; a stuck disk, seconds.
const prometheus::Histogram::BucketBoundaries kSeconds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

prometheus::Family<prometheus::Gauge>& GaugeFamily(prometheus::Registry& registry,
                                                   const std::string& name,
                                                   const std::string& help) {
  return BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Gauge& OneGauge(prometheus::Registry& registry, const std::string& name,
                            const std::string& help) {
  return GaugeFamily(registry, name, help).Add({});
}

prometheus::Counter& OneCounter(prometheus::Registry& registry, const std::string& name,
                                const std::string& help) {
  return BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

// Moves a counter that is counted elsewhere to what it is there.
void MoveTo(prometheus::Counter& counter, double value) {
  counter.Increment(value - counter.Value());
}

}  // namespace

Metrics::Metrics()
    : requests_(BuildCounter()
                    .Name("daybook_http_requests_total")
                    .Help("Requests answered.")
                    .Register(registry_)),
      durations_(BuildHistogram()
                     .Name("daybook_http_request_duration_seconds")
                     .Help("From the end of a request's headers to the end of its answer.")
                     .Register(registry_)),
      follower_position_(GaugeFamily(registry_, "daybook_follower_position",
                                     "Events a follower of the book has taken in.")),
      follower_lag_(GaugeFamily(registry_, "daybook_follower_lag_events",
                                "Events in the book that a follower has yet to take in.")),
      follower_failed_(GaugeFamily(registry_, "daybook_follower_failed",
                                   "1 when a follower has stopped because of a failure.")),
      witness_size_(GaugeFamily(registry_, "daybook_witness_cosigned_events",
                                "Events in the newest checkpoint that a witness cosigned.")),
      witness_confirmed_(GaugeFamily(registry_, "daybook_witness_cosigned_timestamp_seconds",
                                     "When a witness last cosigned a checkpoint.")),
      witness_failures_(BuildCounter()
                            .Name("daybook_witness_failures_total")
                            .Help("Times that a witness could not be asked, or did not cosign.")
                            .Register(registry_)),
      quorum_size_(GaugeFamily(registry_, "daybook_quorum_cosigned_events",
                               "Events in the newest checkpoint that the quorum cosigned.")),
      quorum_reached_(GaugeFamily(registry_, "daybook_quorum_reached",
                                  "0 when the last round ended without the quorum.")),
      connections_(OneGauge(registry_, "daybook_http_connections", "Open connections.")),
      connections_refused_(OneCounter(registry_, "daybook_http_connections_refused_total",
                                      "Connections refused because there were too many.")),
      handshakes_failed_(OneCounter(registry_, "daybook_http_tls_handshakes_failed_total",
                                    "TLS handshakes that failed.")),
      stream_subscribers_(
          OneGauge(registry_, "daybook_stream_subscribers", "Readers of the event stream.")),
      book_events_(OneGauge(registry_, "daybook_book_events", "Events in the book.")),
      book_writable_(
          OneGauge(registry_, "daybook_book_writable", "1 while the book takes appends.")),
      disk_free_(OneGauge(registry_, "daybook_disk_free_bytes",
                          "Free on the book's disk; -1 when that cannot be told.")),
      disk_warning_(OneGauge(registry_, "daybook_disk_warning_bytes",
                             "With less free than this there is a warning.")),
      disk_reserve_(OneGauge(registry_, "daybook_disk_reserve_bytes",
                             "With less free than this nothing is appended.")),
      queued_(OneGauge(registry_, "daybook_append_queue_commits", "Commits that wait.")),
      groups_(OneCounter(registry_, "daybook_append_groups_total",
                         "Synced writes; commits by groups is the mean size of a group.")),
      commits_(OneCounter(registry_, "daybook_append_commits_total", "Commits that are durable.")),
      events_(OneCounter(registry_, "daybook_append_events_total", "Events that are durable.")),
      refused_(OneCounter(registry_, "daybook_append_refusals_total",
                          "Commits refused because the queue was full.")) {}

void Metrics::CountRequest(std::string_view route, std::string_view method, unsigned status,
                           std::chrono::microseconds took) {
  const std::string pattern(route);
  const std::string verb(method);
  requests_
      .Add({{"route", pattern},
            {"method", verb},
            {"status", std::string(1, static_cast<char>('0' + status / 100)) + "xx"}})
      .Increment();
  durations_.Add({{"route", pattern}, {"method", verb}}, kSeconds)
      .Observe(std::chrono::duration<double>(took).count());
}

void Metrics::SetFollower(const std::string& name, double position, double lag, bool failed) {
  follower_position_.Add({{"follower", name}}).Set(position);
  follower_lag_.Add({{"follower", name}}).Set(lag);
  follower_failed_.Add({{"follower", name}}).Set(failed ? 1 : 0);
}

void Metrics::SetBook(double events, bool writable) {
  book_events_.Set(events);
  book_writable_.Set(writable ? 1 : 0);
}

void Metrics::SetDisk(const DiskState& disk) {
  disk_free_.Set(disk.free_bytes ? static_cast<double>(*disk.free_bytes) : -1);
  disk_warning_.Set(static_cast<double>(disk.warn_bytes));
  disk_reserve_.Set(static_cast<double>(disk.reserve_bytes));
}

void Metrics::SetAppends(double groups, double commits, double events, double refused,
                         double queued) {
  const std::scoped_lock lock(moving_);
  MoveTo(groups_, groups);
  MoveTo(commits_, commits);
  MoveTo(events_, events);
  MoveTo(refused_, refused);
  queued_.Set(queued);
}

void Metrics::SetUpkeep(const Upkeep& upkeep) {
  const auto set = [this](const char* name, const char* help, double value) {
    OneGauge(registry_, name, help).Set(value);  // made when it is first there
  };
  const auto set_time = [&](const char* name, const char* help, std::optional<Upkeep::Time> time) {
    if (!time) return;
    set(name, help, std::chrono::duration<double>(time->time_since_epoch()).count());
  };
  set("daybook_keyring_usable", "0 while no personal data can be shown or taken in.",
      upkeep.keyring_usable ? 1 : 0);
  set_time("daybook_tls_certificate_ends_timestamp_seconds", "When the certificate ends.",
           upkeep.certificate_ends);
  set_time("daybook_backup_made_timestamp_seconds",
           "When the newest backup was made; 0 when there is none.", upkeep.backup_made);
  if (upkeep.backup_failed) {
    set("daybook_backup_failed", "1 when the last backup that was asked for failed.",
        *upkeep.backup_failed ? 1 : 0);
  }
  if (upkeep.provider_answers) {
    set("daybook_identity_provider_answers", "0 while the identity provider cannot be asked.",
        *upkeep.provider_answers ? 1 : 0);
  }
}

void Metrics::SetQuorum(const CosigningState& cosigning) {
  const std::scoped_lock lock(moving_);
  for (const WitnessState& witness : cosigning.witnesses) {
    const prometheus::Labels labels = {{"witness", witness.name}};
    witness_size_.Add(labels).Set(static_cast<double>(witness.size));
    MoveTo(witness_failures_.Add(labels), static_cast<double>(witness.failures));
    if (!witness.confirmed_at) continue;
    const auto since_1970 = witness.confirmed_at->time_since_epoch();
    witness_confirmed_.Add(labels).Set(std::chrono::duration<double>(since_1970).count());
  }
  quorum_size_.Add({}).Set(static_cast<double>(cosigning.size));
  quorum_reached_.Add({}).Set(cosigning.reached ? 1 : 0);
}

std::string Metrics::Render() {
  const std::scoped_lock lock(moving_);
  process_.Update();
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace daybook::http
