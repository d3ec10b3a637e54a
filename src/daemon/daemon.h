// The daemon as a whole: a book, what follows it, and the server before them.

#ifndef DAYBOOK_DAEMON_DAEMON_H_
#define DAYBOOK_DAEMON_DAEMON_H_

#include <functional>
#include <memory>
#include <string>

#include "access/registry.h"
#include "access/sign_ins.h"
#include "backup/live.h"
#include "daemon/config.h"
#include "daemon/logging.h"
#include "evidence/evidence_store.h"
#include "http/disk_threads.h"
#include "http/identity_provider.h"
#include "http/metrics.h"
#include "http/server.h"
#include "keyring/keyring.h"
#include "log/cosigning.h"
#include "net/tls.h"
#include "projection/programme.h"
#include "projection/schema_registry.h"
#include "replay/live.h"

namespace daybook::daemon {

/// Values of the process's exit status. Scripts know them: never renumber.
inline constexpr int kClean = 0;        ///< Asked to stop, and stopped.
inline constexpr int kUsage = 2;        ///< An option nobody knows, or a value that cannot be.
inline constexpr int kCannotStart = 3;  ///< The book cannot be opened, or the address listened on.

/// Everything of one book that runs: from Start until destruction.
class Daemon {
 public:
  /// When it returns a daemon, the book is open and requests are answered. `log` must outlive it.
  static Result<std::unique_ptr<Daemon>> Start(const Config& config, Log& log);

  ~Daemon();  ///< Stops, without waiting for answers in hand.

  /// Where it listens: `host:port`.
  std::string address() const;

  /// The same as a URL.
  std::string url() const;

  /// What verifies the book's checkpoints (C2SP signed-note): as Book::verifier_keys.
  std::vector<std::string> verifier_keys() const;

  /// Stops accepting, finishes what was accepted, closes every connection. Idempotent.
  void Stop();

  /// Has each thread that no answer can do without call `answer`: those that serve connections, and
  /// the one that commits.
  void AskThreads(const std::function<void()>& answer);

  /// Loads the certificate again, for connections to come. Says in the log how that went.
  void Reload();

  /// Logs what has gone wrong, or is well again, since it was last asked.
  void LogChanges();

 private:
  Daemon(Config config, Log& log);

  const Config config_;
  Log& log_;
  http::Metrics metrics_;
  // Destroyed from the last to the first: who uses comes after what is used.
  std::unique_ptr<Book> book_;
  std::unique_ptr<projection::Programme> programme_;
  std::unique_ptr<projection::Decider> decider_;
  std::unique_ptr<replay::LiveReplay> replay_;
  std::unique_ptr<projection::SchemaRegistry> schemas_;
  std::unique_ptr<access::Registry> access_;  // null where it is open
  access::SignIns sign_ins_;
  std::unique_ptr<http::IdentityProvider> provider_;  // null without one
  std::unique_ptr<Cosigning> cosigning_;              // null without witnesses
  std::unique_ptr<EvidenceStore> evidence_;
  std::unique_ptr<keyring::Keyring> keyring_;
  std::unique_ptr<backup::LiveBackup> backups_;
  http::DiskThreads disk_;
  std::unique_ptr<net::ServerTls> tls_;  // null: in the clear
  std::unique_ptr<http::Server> server_;

  Result<void> OpenAccess();
  void LogDisk();
  void LogQuorum();
  void LogProvider();

  // As they were last logged.
  std::string trouble_;
  std::string disk_warning_;
  std::string quorum_trouble_;
  std::string provider_trouble_;
};

/// Runs `daybookd` until SIGTERM or SIGINT. Returns the exit status.
int Main(int argc, char** argv);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_DAEMON_H_
