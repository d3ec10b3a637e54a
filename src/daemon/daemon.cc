#include "daemon/daemon.h"

#include <fmt/format.h>

#include "http/listen_address.h"
#include "log/follower.h"

namespace daybook::daemon {

Daemon::Daemon(Config config, Log& log) : config_(std::move(config)), log_(log) {}

Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::Start(const Config& config, Log& log) {
  // Before the book is opened: a typing error must not cost a recovery.
  auto endpoint = http::ParseListen(config.http.listen);
  if (!endpoint) return std::unexpected(std::move(endpoint.error()));
  std::unique_ptr<Daemon> daemon(new Daemon(config, log));
  auto book = Book::Open(config.data, config.book);
  if (!book) return std::unexpected(std::move(book.error()));
  daemon->book_ = *std::move(book);
  auto programme =
      projection::Programme::Open(*daemon->book_, config.data / kDerivedDirectory / "programme");
  if (!programme) return std::unexpected(std::move(programme.error()));
  daemon->programme_ = *std::move(programme);
  daemon->decider_ = std::make_unique<projection::Decider>(*daemon->book_, *daemon->programme_);
  auto server = http::Server::Start(http::Services{
      .book = *daemon->book_,
      .programme = *daemon->programme_,
      .decider = *daemon->decider_,
      .metrics = daemon->metrics_,
      .options = daemon->config_.http,
      .log = log.messages(),
      .on_served = [&log](const http::Served& served) { log.AddRequest(served); },
  });
  if (!server) return std::unexpected(std::move(server.error()));
  daemon->server_ = *std::move(server);
  return daemon;
}

std::string Daemon::address() const { return http::FormatEndpoint(server_->endpoint()); }
std::string Daemon::verifier_key() const { return book_->verifier_key(); }

void Daemon::Stop() {
  server_->Stop(config_.stop_timeout);
  book_->StopAppending();
}

void Daemon::LogChanges() {
  std::string trouble;
  if (const WriteState state = book_->write_state(); !state.writable) {
    trouble += "The book takes no appends: " + state.reason + " ";
  }
  if (const auto failure = book_->indexer().failure()) {
    trouble += "The search index has stopped following: " + failure->detail + " ";
  }
  if (const auto failure = programme_->failure()) {
    trouble += "The programme's views have stopped following: " + failure->detail + " ";
  }
  if (trouble == trouble_) return;
  if (trouble.empty()) {
    log_.messages().info("All is well again");
  } else {
    log_.messages().error(trouble);
  }
  trouble_ = std::move(trouble);
}

}  // namespace daybook::daemon
