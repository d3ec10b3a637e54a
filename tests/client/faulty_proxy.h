// A proxy between a client and a server that loses, cuts, refuses and holds up what goes through.

#ifndef DAYBOOK_TESTS_CLIENT_FAULTY_PROXY_H_
#define DAYBOOK_TESTS_CLIENT_FAULTY_PROXY_H_

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daybook::client {

/// What becomes of one request.
struct Mishap {
  enum class Kind : std::uint8_t {
    kNone,
    kDropRequest,  ///< The connection ends before the server has it.
    kDropAnswer,   ///< It ends when the server has answered, with nothing of the answer passed on.
    kCutAnswer,    ///< It ends after `bytes` of the answer.
    kAnswer,       ///< The server is not asked: `answer` is the answer.
    kStall,        ///< Nothing comes until the client goes.
  };
  Kind kind = Kind::kNone;
  std::size_t bytes = 0;
  std::string answer = {};
};

/// On a free port of this machine, in threads of its own. Each connection carries one request.
class FaultyProxy {
 public:
  explicit FaultyProxy(std::uint16_t server_port);
  ~FaultyProxy();  ///< Ends every connection.
  FaultyProxy(const FaultyProxy&) = delete;
  FaultyProxy& operator=(const FaultyProxy&) = delete;

  /// What becomes of the next requests, one after the other; then nothing does any more.
  void Plan(std::vector<Mishap> mishaps);

  /// How many requests came, their first lines and header fields.
  std::vector<std::string> heads() const;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void Accept();
  void Serve(int client);
  Mishap Next(const std::string& head);
  void Relay(int client, const std::string& request, std::size_t bytes_max);
  int ConnectToServer();
  void Keep(int socket);
  void CloseKept(int socket);

  const std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  int listening_ = -1;
  mutable std::mutex mutex_;
  std::deque<Mishap> planned_;  // these five are guarded by mutex_
  std::vector<std::string> heads_;
  std::vector<int> open_;
  std::vector<std::jthread> serving_;
  bool ending_ = false;
  std::jthread accepting_;
};

/// A whole 503 that asks to come again.
std::string Busy(const std::string& retry_after);

}  // namespace daybook::client

#endif  // DAYBOOK_TESTS_CLIENT_FAULTY_PROXY_H_
