#include "daemon/daemon.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/first_token.h"
#include "http/listen_address.h"
#include "http/witness_client.h"
#include "log/follower.h"
#include "log/published.h"
#include "log/small_file.h"

namespace daybook::daemon {
namespace {

// A policy file is some hundred lines at most, of a key and a URL each.
Result<std::optional<tree::Policy>> ReadPolicy(const Config& config) {
  if (!config.witness_policy) return std::nullopt;
  const std::string path = config.witness_policy->string();
  const auto text = ReadSmallFile(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return Fail(ErrorCode::kNotFound, "There is no witness policy " + path + ".");
  auto policy = tree::Policy::Parse(**text);
  if (!policy) return Fail(policy.error().code, path + ": " + policy.error().detail);
  if (policy->witnesses.empty()) {
    return Fail(ErrorCode::kMalformed, path + ": The policy names no witness.");
  }
  for (const tree::Policy::Witness& witness : policy->witnesses) {
    if (auto fine = http::CheckWitnessUrl(witness); !fine) {
      return Fail(fine.error().code, path + ": " + fine.error().detail);
    }
  }
  return *std::move(policy);
}

// Null when there shall be none.
Result<std::unique_ptr<net::ServerTls>> LoadTls(const Config& config, Log& log) {
  if (!config.tls) return nullptr;
  auto tls = net::ServerTls::Load(*config.tls);
  if (tls) log.messages().info("The certificate is valid until {}", (*tls)->last_day());
  return tls;
}

Result<std::unique_ptr<Cosigning>> StartCosigning(const Book& book, tree::Policy policy,
                                                  const Config& config) {
  const std::vector<std::string> keys = book.verifier_keys();
  const auto is_book = [&](const tree::Policy::Log& log) {
    return std::ranges::find(keys, log.key.Text()) != keys.end();
  };
  if (!policy.logs.empty() && std::ranges::none_of(policy.logs, is_book)) {
    return Fail(ErrorCode::kMalformed,
                "The witness policy names logs, but not this book: " + book.verifier_key());
  }
  auto tls = net::ClientTls({.certificate = {}, .key = {}, .ca = config.witness_ca});
  if (!tls) return std::unexpected(std::move(tls.error()));
  CosigningOptions options;
  options.policy = std::move(policy);
  options.file = config.data / kCosignedFile;
  options.carry = [tls = *std::move(tls)](const tree::Policy::Witness& witness,
                                          const std::string& body, const std::stop_token& stop) {
    return http::PostToWitness(witness, body, stop, *tls);
  };
  return Cosigning::Start(book, std::move(options));
}

Result<std::unique_ptr<keyring::Keyring>> OpenKeyring(const Book& book, const Config& config,
                                                      Log& log) {
  auto opened = keyring::Keyring::Open(
      book, {.directory = config.keyring,
             .master_key = config.master_key,
             .mark = config.data / "keyring-id",
             .say = [&log](const std::string& said) { log.messages().warn(said); }});
  if (opened && (*opened)->trouble()) log.messages().error((*opened)->trouble()->detail);
  return opened;
}

}  // namespace

Daemon::Daemon(Config config, Log& log) : config_(std::move(config)), log_(log) {}

Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::Start(const Config& config, Log& log) {
  // Before the book is opened: a typing error must not cost a recovery.
  auto endpoint = http::ParseListen(config.http.listen);
  if (!endpoint) return std::unexpected(std::move(endpoint.error()));
  // Whether there are principals only the book can tell: the server asks again.
  const http::Protection protection{
      .tls = config.tls.has_value(), .principals = true, .open = config.open};
  auto allowed = http::MayListen(*endpoint, protection);
  if (!allowed) return std::unexpected(std::move(allowed.error()));
  auto tls = LoadTls(config, log);
  if (!tls) return std::unexpected(std::move(tls.error()));
  auto policy = ReadPolicy(config);
  if (!policy) return std::unexpected(std::move(policy.error()));
  std::unique_ptr<Daemon> daemon(new Daemon(config, log));
  daemon->tls_ = *std::move(tls);
  auto book = Book::Open(config.data, config.book);
  if (!book) return std::unexpected(std::move(book.error()));
  daemon->book_ = *std::move(book);
  auto programme =
      projection::Programme::Open(*daemon->book_, config.data / kDerivedDirectory / "programme");
  if (!programme) return std::unexpected(std::move(programme.error()));
  daemon->programme_ = *std::move(programme);
  daemon->decider_ = std::make_unique<projection::Decider>(*daemon->book_, *daemon->programme_);
  daemon->replay_ = std::make_unique<replay::LiveReplay>(*daemon->book_, *daemon->programme_);
  auto schemas = projection::SchemaRegistry::Open(*daemon->book_);
  if (!schemas) return std::unexpected(std::move(schemas.error()));
  daemon->schemas_ = *std::move(schemas);
  if (auto opened = daemon->OpenAccess(); !opened) {
    return std::unexpected(std::move(opened.error()));
  }
  if (config.oidc) {
    auto provider = http::IdentityProvider::Start(*config.oidc, log.messages());
    if (!provider) return std::unexpected(std::move(provider.error()));
    daemon->provider_ = *std::move(provider);
  }
  if (*policy) {
    auto cosigning = StartCosigning(*daemon->book_, **std::move(policy), config);
    if (!cosigning) return std::unexpected(std::move(cosigning.error()));
    daemon->cosigning_ = *std::move(cosigning);
  }
  auto evidence = EvidenceStore::Open(config.data / "evidence",
                                      {.disk_reserve_bytes = config.book.disk_reserve_bytes});
  if (!evidence) return std::unexpected(std::move(evidence.error()));
  daemon->evidence_ = *std::move(evidence);
  auto keyring = OpenKeyring(*daemon->book_, config, log);
  if (!keyring) return std::unexpected(std::move(keyring.error()));
  daemon->keyring_ = *std::move(keyring);
  daemon->backups_ = std::make_unique<backup::LiveBackup>(
      backup::Source{.book = *daemon->book_, .data = config.data, .keyring = config.keyring},
      config.backups, config.backups_kept);
  auto server = http::Server::Start(http::Services{
      .book = *daemon->book_,
      .programme = *daemon->programme_,
      .decider = *daemon->decider_,
      .schemas = *daemon->schemas_,
      .evidence = *daemon->evidence_,
      .keyring = *daemon->keyring_,
      .disk = daemon->disk_,
      .replay = *daemon->replay_,
      .metrics = daemon->metrics_,
      .options = daemon->config_.http,
      .log = log.messages(),
      .on_served = [&log](const http::Served& served) { log.AddRequest(served); },
      .cosigning = daemon->cosigning_.get(),
      .access = daemon->access_.get(),
      .tls = daemon->tls_.get(),
      .sign_ins = &daemon->sign_ins_,
      .provider = daemon->provider_.get(),
      .backups = daemon->backups_.get(),
  });
  if (!server) return std::unexpected(std::move(server.error()));
  daemon->server_ = *std::move(server);
  return daemon;
}

Result<void> Daemon::OpenAccess() {
  if (config_.open) {
    log_.messages().warn("Open: whoever reaches this daemon may do everything");
    return {};
  }
  auto access = access::Registry::Open(*book_);
  if (!access) return std::unexpected(std::move(access.error()));
  access_ = *std::move(access);
  if (access_->IsUsed()) return {};
  const std::filesystem::path file = config_.data / kFirstTokenFile;
  if (auto made = GrantFirst(*book_, file); !made) return made;
  log_.messages().info("Nobody was granted anything here: the token of an administrator is in {}",
                       file.string());
  return access_->Refresh();
}

std::string Daemon::address() const { return http::FormatEndpoint(server_->endpoint()); }
std::string Daemon::url() const { return (tls_ ? "https://" : "http://") + address(); }
std::vector<std::string> Daemon::verifier_keys() const { return book_->verifier_keys(); }

void Daemon::AskThreads(const std::function<void()>& answer) {
  server_->AskThreads(answer);
  book_->AskCommitThread(answer);
}

void Daemon::Stop() {
  server_->Stop(config_.stop_timeout);
  book_->StopAppending();
}

void Daemon::Reload() {
  if (!tls_) {
    log_.messages().info("SIGHUP: there is nothing to load again");
    return;
  }
  const auto loaded = tls_->Reload();
  if (loaded) {
    log_.messages().info("SIGHUP: the certificate is loaded again, and valid until {}",
                         tls_->last_day());
  } else {
    log_.messages().error("SIGHUP: the certificate stays as it was: {}", loaded.error().detail);
  }
}

void Daemon::LogChanges() {
  LogDisk();
  if (cosigning_) LogQuorum();
  if (provider_) LogProvider();
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
    log_.messages().info("The book takes appends and is followed again");
  } else {
    log_.messages().error(trouble);
  }
  trouble_ = std::move(trouble);
}

// Before appending has to stop, so this is a warning.
void Daemon::LogDisk() {
  DiskState disk = book_->disk();
  if (disk.warning == disk_warning_) return;
  if (disk.warning.empty()) {
    log_.messages().info("The disk has room again: {} bytes are free", disk.free_bytes.value_or(0));
  } else {
    log_.messages().warn("{} There are {} now", disk.warning, disk.free_bytes.value_or(0));
  }
  disk_warning_ = std::move(disk.warning);
}

// Who comes with a token of Daybook's is let in as ever.
void Daemon::LogProvider() {
  std::string trouble = provider_->trouble();
  if (trouble == provider_trouble_) return;
  if (!trouble.empty()) {
    log_.messages().warn("The identity provider {} cannot be asked: {}", config_.oidc->issuer,
                         trouble);
  }
  provider_trouble_ = std::move(trouble);
}

// A book short of its quorum goes on as ever, so this is a warning.
void Daemon::LogQuorum() {
  const CosigningState state = cosigning_->state();
  std::string trouble;
  if (!state.reached) trouble += "Checkpoints are not cosigned by the quorum of witnesses. ";
  for (const WitnessState& witness : state.witnesses) {
    if (!witness.failure.empty()) {
      trouble += fmt::format("The witness {} did not cosign: {} ", witness.name, witness.failure);
    }
  }
  if (!state.failure.empty()) {
    trouble += "The cosigned checkpoint could not be kept on disk: " + state.failure;
  }
  if (trouble == quorum_trouble_) return;
  if (trouble.empty()) {
    log_.messages().info("All witnesses cosign again");
  } else {
    log_.messages().warn(trouble);
  }
  quorum_trouble_ = std::move(trouble);
}

}  // namespace daybook::daemon
