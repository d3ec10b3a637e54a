// What a connection sends to what it is answered: a whole server, with a book, over a pair of
// sockets. Whatever the bytes are, every answer is one of HTTP's, none says that the server is at
// fault, and the server goes on.
//
// What earlier inputs appended stays in the book: an input that breaks a property may need those.

#include <poll.h>
#include <spdlog/sinks/null_sink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <semaphore>

#include "access/registry.h"
#include "access/sign_ins.h"
#include "evidence/evidence_store.h"
#include "fuzz/fuzz.h"
#include "http/budgets.h"
#include "http/disk_threads.h"
#include "http/io_thread.h"
#include "http/metrics.h"
#include "http/services.h"
#include "keyring/keyring.h"
#include "support/temporary_directory.h"

namespace daybook::http {
namespace {

using fuzz::Require;
namespace fs = std::filesystem;

Options Patient() {
  Options options;
  options.address_rate = options.principal_rate = 1'000'000'000;
  options.linger_timeout = std::chrono::milliseconds(1);
  return options;
}

// As src/daemon wires it, in a directory in memory.
class Server {
 public:
  Server() {
    const Draft draft = *MakeDraft({.id = "e",
                                    .source = "/fuzz",
                                    .type = "case.noted",
                                    .subject = "case/1",
                                    .data = "{\"n\":1}"});
    Require(book_->Append({.drafts = {draft}}).has_value(), "an event is appended");
  }

  // Serves a connection on which these bytes come, and no more; gives what it was sent.
  std::string Answer(std::string_view bytes) {
    int ends[2];
    Require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "a pair of sockets");
    std::binary_semaphore ended{0};
    boost::asio::post(io_.context(), [&] {
      boost::asio::ip::tcp::socket socket(io_.context());
      socket.assign(boost::asio::ip::tcp::v4(), ends[1]);
      io_.Serve(std::move(socket), services_, budgets_, [&] { ended.release(); });
    });
    const auto sent = ::send(ends[0], bytes.data(), bytes.size(), MSG_NOSIGNAL);
    Require(sent == static_cast<ssize_t>(bytes.size()), "an input fits the socket");
    ::shutdown(ends[0], SHUT_WR);
    std::string answer = ReadAll(ends[0]);
    ::close(ends[0]);
    ended.acquire();
    return answer;
  }

 private:
  // A stream of events has no end: what is quiet for a while is left.
  static std::string ReadAll(int socket) {
    std::string all;
    char piece[16'384];
    pollfd wait{socket, POLLIN, 0};
    while (all.size() < 1'000'000 && ::poll(&wait, 1, 2'000) == 1) {
      const auto count = ::read(socket, piece, sizeof piece);
      if (count <= 0) break;
      all.append(piece, static_cast<std::size_t>(count));
      const bool endless = all.find("text/event-stream") != std::string::npos;
      if (endless && ::poll(&wait, 1, 20) == 0) break;
    }
    return all;
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = *Book::Open(directory_ / "book", {.disk_reserve_bytes = 0});
  std::unique_ptr<projection::Programme> programme_ =
      *projection::Programme::Open(*book_, directory_ / "programme");
  projection::Decider decider_{*book_, *programme_};
  replay::LiveReplay replay_{*book_, *programme_};
  std::unique_ptr<projection::SchemaRegistry> schemas_ = *projection::SchemaRegistry::Open(*book_);
  std::unique_ptr<EvidenceStore> evidence_ =
      *EvidenceStore::Open(directory_ / "evidence", {.disk_reserve_bytes = 0});
  std::unique_ptr<keyring::Keyring> keyring_ =
      *keyring::Keyring::Open(*book_, {.directory = directory_ / "keyring",
                                       .master_key = directory_ / "master-key",
                                       .mark = directory_ / "keyring-id"});
  access::SignIns sign_ins_;
  DiskThreads disk_;
  Metrics metrics_;
  const Options options_ = Patient();
  Budgets budgets_{options_};
  spdlog::logger log_{"fuzz", std::make_shared<spdlog::sinks::null_sink_mt>()};
  const Services services_{.book = *book_,
                           .programme = *programme_,
                           .decider = decider_,
                           .schemas = *schemas_,
                           .evidence = *evidence_,
                           .keyring = *keyring_,
                           .disk = disk_,
                           .replay = replay_,
                           .metrics = metrics_,
                           .options = options_,
                           .log = log_,
                           .on_served = [](const Served&) {},
                           .sign_ins = &sign_ins_};
  IoThread io_;
};

Server& TheServer() {
  if (fs::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
  static Server server;
  return server;
}

}  // namespace
}  // namespace daybook::http

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daybook::fuzz::Require;
  const std::string answer = daybook::http::TheServer().Answer(daybook::fuzz::View(data, size));
  if (answer.empty()) return 0;
  Require(answer.starts_with("HTTP/1."), "an answer is one of HTTP/1");
  const std::string_view status = std::string_view(answer).substr(9, 4);
  Require(status[0] >= '1' && status[0] <= '5' && status[3] == ' ', "it has a status");
  Require(!status.starts_with("500"), "the server is not at fault");
  Require(answer.find("\r\n\r\n") != std::string::npos, "its header is whole");
  return 0;
}
