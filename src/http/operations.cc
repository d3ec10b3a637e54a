// GET /, /health/live, /health/ready and /metrics: for those who run the daemon

#include <nlohmann/json.hpp>
#include <vector>

#include "backup/live.h"
#include "event/instant.h"
#include "http/accept.h"
#include "http/identity_provider.h"
#include "http/resources.h"
#include "http/router.h"
#include "keyring/keyring.h"
#include "log/cosigning.h"
#include "log/follower.h"
#include "net/tls.h"
#include "web/address.h"

namespace daybook::http {
namespace {

using Json = nlohmann::ordered_json;

// How far something that follows the book is.
struct Progress {
  std::string name;
  Position position = 0;
  std::optional<Error> failure;
};

std::vector<Progress> Followers(const Services& services) {
  Follower& indexer = services.book.indexer();
  const auto& programme = services.programme;
  std::vector<Progress> followers;
  followers.push_back({indexer.name(), indexer.position().value(), indexer.failure()});
  followers.push_back({"programme", programme.position().value(), programme.failure()});
  return followers;
}

Position LagOf(const Progress& follower, Position size) {
  return size > follower.position ? size - follower.position : 0;
}

Json FollowerJson(const Progress& follower, Position size) {
  Json json{{"name", follower.name},
            {"position", std::to_string(follower.position)},
            {"lag", std::to_string(LagOf(follower, size))}};
  if (follower.failure) json["failure"] = follower.failure->detail;
  return json;
}

Json WitnessJson(const WitnessState& witness, Position size) {
  Json json{{"name", witness.name},
            {"size", std::to_string(witness.size)},
            {"lag", std::to_string(size > witness.size ? size - witness.size : 0)}};
  if (witness.confirmed_at) json["confirmed"] = FormatInstant(*witness.confirmed_at);
  if (!witness.failure.empty()) json["failure"] = witness.failure;
  return json;
}

// For whoever looks: a book short of its quorum takes appends and answers as ever.
Json QuorumJson(const CosigningState& cosigning, Position size) {
  Json witnesses = Json::array();
  for (const WitnessState& witness : cosigning.witnesses) {
    witnesses.push_back(WitnessJson(witness, size));
  }
  Json json{{"reached", cosigning.reached},
            {"size", std::to_string(cosigning.size)},
            {"lag", std::to_string(size > cosigning.size ? size - cosigning.size : 0)}};
  if (!cosigning.failure.empty()) json["failure"] = cosigning.failure;
  json["witnesses"] = std::move(witnesses);
  return json;
}

// In bytes, as strings: they may be more than a JSON number can be.
Json DiskJson(const DiskState& disk) {
  Json json = Json::object();
  if (disk.free_bytes) json["free"] = std::to_string(*disk.free_bytes);
  json["warnBelow"] = std::to_string(disk.warn_bytes);
  json["reserve"] = std::to_string(disk.reserve_bytes);
  if (!disk.warning.empty()) json["warning"] = disk.warning;
  return json;
}

Reply JsonReply(const Json& json) {
  return TextReply("application/json",
                   json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Reply Ready(const Services& services) {
  const WriteState state = services.book.write_state();
  const Position size = services.book.size();
  bool ready = state.writable;
  Json followers = Json::array();
  for (const Progress& follower : Followers(services)) {
    followers.push_back(FollowerJson(follower, size));
    if (follower.failure) ready = false;
  }
  Json json{{"status", ready ? "ready" : "not ready"}, {"writable", state.writable}};
  if (!state.writable) json["reason"] = state.reason;
  json["size"] = std::to_string(size);
  json["followers"] = std::move(followers);
  json["disk"] = DiskJson(services.book.disk());
  if (const auto& trouble = services.keyring.trouble()) json["keyring"] = trouble->detail;
  if (services.cosigning != nullptr) {
    json["quorum"] = QuorumJson(services.cosigning->state(), size);
  }
  Reply reply = JsonReply(json);
  if (!ready) reply.status = 503;
  return reply;
}

Upkeep UpkeepOf(const Services& services) {
  Upkeep upkeep{.keyring_usable = !services.keyring.trouble().has_value()};
  if (services.provider != nullptr) {
    upkeep.provider_answers = services.provider->trouble().empty();
  }
  if (services.tls != nullptr) upkeep.certificate_ends = services.tls->ends();
  if (services.backups == nullptr) return upkeep;
  const backup::LiveBackupState backups = services.backups->state();
  if (!backups.wanted) return upkeep;
  upkeep.backup_made = backups.newest.value_or(Instant());
  upkeep.backup_failed = backups.phase == backup::LiveBackupState::Phase::kFailed;
  return upkeep;
}

void Collect(const Services& services) {
  const Position size = services.book.size();
  const BookStats stats = services.book.stats();
  Metrics& metrics = services.metrics;
  metrics.SetBook(static_cast<double>(size), services.book.write_state().writable);
  metrics.SetDisk(services.book.disk());
  metrics.SetAppends(static_cast<double>(stats.groups), static_cast<double>(stats.commits),
                     static_cast<double>(stats.events), static_cast<double>(stats.busy),
                     static_cast<double>(stats.queued));
  for (const Progress& follower : Followers(services)) {
    metrics.SetFollower(follower.name, static_cast<double>(follower.position),
                        static_cast<double>(LagOf(follower, size)), follower.failure.has_value());
  }
  metrics.SetUpkeep(UpkeepOf(services));
  if (services.cosigning != nullptr) metrics.SetQuorum(services.cosigning->state());
}

}  // namespace

AsyncReply GetIndex(Exchange& exchange) {
  static constexpr std::string_view kOffered[] = {"application/json", "text/html"};
  if (Negotiate(exchange.request.Header("Accept"), kOffered) == 1) {
    // Anybody may have the list; who may have the Overview is decided at its own address.
    Reply reply;
    reply.status = 303;
    const web::Address overview{.path = "/overview", .params = exchange.request.params};
    reply.fields.emplace_back("Location", overview.Text());
    co_return reply;
  }
  Json routes = Json::array();
  for (const Route& route : Routes()) {
    routes.push_back({{"method", std::string(to_string(route.method))},
                      {"path", route.pattern},
                      {"summary", route.summary}});
  }
  const Json json{{"name", "daybook"}, {"routes", std::move(routes)}};
  co_return JsonReply(json);
}

AsyncReply GetLive(Exchange& /*exchange*/) {
  const Json json{{"status", "live"}};
  co_return JsonReply(json);
}

AsyncReply GetReady(Exchange& exchange) { co_return Ready(exchange.services); }

AsyncReply GetMetrics(Exchange& exchange) {
  Collect(exchange.services);
  co_return TextReply("text/plain; version=0.0.4; charset=utf-8",
                      exchange.services.metrics.Render());
}

}  // namespace daybook::http
