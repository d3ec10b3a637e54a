// What the HTTP server serves, passed in.

#ifndef DAYBOOK_HTTP_SERVICES_H_
#define DAYBOOK_HTTP_SERVICES_H_

#include <spdlog/logger.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "daybook/log.h"
#include "http/metrics.h"
#include "http/options.h"
#include "projection/decider.h"
#include "projection/programme.h"
#include "projection/schema_registry.h"
#include "replay/live.h"

namespace daybook {
namespace access {
class Registry;
class SignIns;
}  // namespace access
class Cosigning;
class EvidenceStore;
}  // namespace daybook

namespace daybook::keyring {
class Keyring;
}  // namespace daybook::keyring

namespace daybook::backup {
class LiveBackup;
}  // namespace daybook::backup

namespace daybook::net {
class ServerTls;
}  // namespace daybook::net

namespace daybook::http {

class DiskThreads;
class IdentityProvider;

/// What is told of one request when its answer is sent. No query and no name that was in the
/// path: those may be personal data.
struct Served {
  std::string_view method;
  std::string_view route;  ///< The pattern, e.g. `/v1/events/{event}`; `-` when none fits.
  unsigned status = 0;
  std::uint64_t bytes = 0;  ///< Of the answer's body, as it was sent.
  std::chrono::microseconds took{};
  std::string_view trace_id;
  std::string_view ended;  ///< Why the answer ended early, or "".
};

/// Everything here outlives the server.
struct Services {
  Book& book;
  projection::Programme& programme;
  const projection::Decider& decider;
  projection::SchemaRegistry& schemas;
  EvidenceStore& evidence;
  keyring::Keyring& keyring;
  DiskThreads& disk;
  replay::LiveReplay& replay;
  Metrics& metrics;
  const Options& options;
  spdlog::logger& log;
  std::function<void(const Served&)> on_served;  ///< Called on io threads; must be brief.
  const Cosigning* cosigning = nullptr;          ///< Null: the book has no witnesses.
  access::Registry* access = nullptr;            ///< Null: whoever reaches it may do everything.
  const net::ServerTls* tls = nullptr;           ///< Null: connections are in the clear.
  access::SignIns* sign_ins = nullptr;           ///< Null: nobody signs in with a browser.
  IdentityProvider* provider = nullptr;          ///< Null: the book alone says who comes in.
  backup::LiveBackup* backups = nullptr;         ///< Null: none are made.
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SERVICES_H_
