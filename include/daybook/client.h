// A client for a daemon, to be embedded in other programs: appending, reading, following, proving.
//
//   auto client = daybook::Client::For("https://book.example.org:7117", {.token = token});
//   auto draft = daybook::MakeDraft({.id = daybook::NewEventId(), .source = "/gate",
//                                    .type = "door.opened", .subject = "door/front"});
//   auto answer = client->Append(*draft);  // on the daemon's disk once this has a value

#ifndef DAYBOOK_CLIENT_H_
#define DAYBOOK_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"

namespace daybook {

/// Why a call has no value.
struct ClientError {
  enum class Kind : std::uint8_t {
    kInvalid,      ///< What was asked for cannot be sent. Nothing was.
    kUntrusted,    ///< The daemon's certificate is not believed. Nothing was sent.
    kUnreachable,  ///< No connection was made before the deadline.
    kNoAnswer,     ///< Sent, and no answer came before the deadline.
    kBusy,         ///< 429, 502, 503 or 504, as often as the deadline let it be asked.
    kRefused,      ///< Any other answer that is not 2xx: `status`, `title` and `detail` say why.
    kBadAnswer,    ///< An answer that no Daybook gives, or not to what was asked.
    kUnproven,     ///< A signature or a proof does not hold.
  };
  Kind kind = Kind::kInvalid;
  unsigned status = 0;             ///< Of the last answer; 0 when there was none.
  std::string title = {};          ///< Of the daemon's problem document (RFC 9457); or "".
  std::string detail = {};         ///< A sentence for a person; never empty.
  std::vector<Fault> faults = {};  ///< Every place at fault in what was sent.
  /// Of an append that failed: whether the events may be in the book all the same, since some try
  /// may have arrived whose outcome was never told. Appending the same drafts again tells.
  bool perhaps_stored = false;

  /// All of it in one line.
  std::string Text() const;
};

template <typename T>
using ClientResult = std::expected<T, ClientError>;

struct ClientOptions {
  /// Sent with each request, as `Authorization: Bearer`. A secret: it is sent within TLS, or to
  /// this machine.
  std::string token = {};
  /// What personal data is read for; without it sealed values stay sealed. At most 1,000 bytes.
  std::string purpose = {};

  /// PEM: whose signature on the daemon's certificate is believed, and nobody else's. Without it,
  /// the system's authorities are.
  std::filesystem::path ca = {};
  /// PEM: what the client shows of itself; both or neither.
  std::filesystem::path certificate = {}, key = {};

  /// Whose signatures prove what is in the book: its verifier keys (C2SP signed-note), one a line,
  /// or a policy (C2SP tlog-policy), which may ask for witnesses. At most one of the two. Got once
  /// from somebody trusted, not from the daemon. With it, every answer to an append is checked.
  std::string log_keys = {};
  std::string log_policy = {};

  /// Of each call that says so: tries, and the waiting between them, end by then.
  std::chrono::milliseconds deadline{30'000};
  /// A connection on which nothing comes for so long is given up, and what was asked tried again.
  std::chrono::milliseconds silence_max{10'000};
  std::chrono::milliseconds connect_timeout{5'000};
  /// Before the n-th further try it waits between 0 and first_delay · 2ⁿ⁻¹, at random and at most
  /// delay_max; after a `Retry-After`, that much longer.
  std::chrono::milliseconds first_delay{100};
  std::chrono::milliseconds delay_max{10'000};

  /// Connections that are kept while no call uses them.
  std::size_t idle_connections_max = 8;
};

/// What must be so when a commit is decided; else it is refused with status 412.
struct Expected {
  std::string subject;               ///< `kind/id`.
  std::optional<Revision> revision;  ///< Of its last event; nothing: it has no event yet.
};

/// What to wait for beyond being stored.
enum class Wait : std::uint8_t {
  kDurable,     ///< Nothing: every answer is given once the events are synced to disk.
  kSearchable,  ///< Searches find the events. Takes the right to read.
  /// The quorum of the book's witnesses has cosigned a head with the events in it; those of
  /// `log_policy` when there is one, else as the daemon says. Without witnesses, it waits in vain.
  kCosigned,
};

struct AppendOptions {
  std::vector<Expected> expected = {};
  Wait wait = Wait::kDurable;
  /// The events are history, told afterwards: stamped as such, and not held to the rules.
  bool imported = false;
  /// In the place of ClientOptions::deadline.
  std::optional<std::chrono::milliseconds> deadline = {};
};

struct AppendAnswer {
  /// One for each draft, in their order. `repeated`: the book had it when the try arrived that was
  /// answered; an earlier try of this same call may have brought it.
  std::vector<Appended> events;
  std::string checkpoint;  ///< The signed head of a book with the events (C2SP tlog-checkpoint).
  Wait reached = Wait::kDurable;  ///< What was waited for, or kDurable if the deadline came first.
  unsigned tries = 1;
};

/// An event in the book.
struct StoredEvent {
  Position position = 0;
  Revision revision = 0;
  Instant recorded;
  std::string json;  ///< One CloudEvent, the exact bytes that are in the tree (see `purpose`).
};

/// Takes events as they come; false: no more are wanted.
using TakeEvent = std::function<bool(const StoredEvent&)>;

/// Which events; every one that is set must hold.
struct EventFilter {
  std::string type = {};
  std::string kind = {};     ///< The subject's part before the slash.
  std::string subject = {};  ///< `kind/id`.
  std::string actor = {};    ///< Who appended it, or for whom.
  std::string text = {};     ///< In the event, ASCII letters in either case.
};

/// An event that is in the book, as anybody can check who holds the keys.
struct ProvenEvent {
  StoredEvent event;
  std::string receipt;  ///< C2SP tlog-proof: valid for ever, whatever becomes of the daemon.
  std::string origin;   ///< The book's name.
  Position size = 0;    ///< Events in the book of the signed head.
};

/// Names an event: a random UUID, version 4.
std::string NewEventId();

/// Speaks to one daemon. Thread-safe: each call that is under way has a connection of its own.
/// Calls return on the thread that made them and start no other thread. No call may be under way
/// when it is moved from, assigned to or destroyed.
///
/// Each call is tried again when its connection is lost and after 429, 502, 503 and 504, with the
/// delays of ClientOptions, until its deadline. Looking up the name of a host is the system's,
/// which keeps to times of its own: give an address where that matters.
class Client {
 public:
  /// `url` is `http://host[:port][/prefix]`, or https. Reads the files of the options, and connects
  /// to nothing yet. Fails with kInvalid.
  static ClientResult<Client> For(std::string_view url, ClientOptions options = {});

  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  /// Appends all of the events in one commit, or none. A value means: every event is in the book,
  /// on disk (synced), at the position answered, and is there once, however often it was tried: an
  /// id of a source is stored once, for ever. So may a program that lost its answer (see
  /// ClientError::perhaps_stored), or was killed, append the same drafts again, with the same ids.
  /// Another event of that source and id is refused with status 409. Ends by the deadline; between
  /// 1 and 10,000 events, and 16 MiB.
  ClientResult<AppendAnswer> Append(const std::vector<Draft>& drafts,
                                    const AppendOptions& options = {});
  ClientResult<AppendAnswer> Append(const Draft& draft, const AppendOptions& options = {});

  /// One event, or kRefused with status 404. Ends by the deadline.
  ClientResult<StoredEvent> Read(Position position);

  /// The same by its id. Several sources may have given that id: then, without `source`, kRefused
  /// with status 409.
  ClientResult<StoredEvent> Read(std::string_view id, std::string_view source = {});

  /// The events of one subject from a revision on, oldest first, to the end that its stream has
  /// then. Pages of bounded size are fetched one after the other, each by the deadline. The value
  /// is the revision to go on from.
  ClientResult<Revision> ReadStream(std::string_view subject, Revision from, const TakeEvent& take);

  /// The events of the book from a position on, oldest first, to the end that the book has then.
  /// Memory is bounded: who takes slowly is sent them slowly. The deadline is for each time nothing
  /// comes. The value is the position to go on from.
  ClientResult<Position> ReadFrom(Position from, const EventFilter& filter, const TakeEvent& take);

  /// The same, and then each new event as it is appended, until `stop` is requested, which any
  /// thread may do, or `take` says no. Each event comes once, in order: a connection that breaks is
  /// resumed after the last event taken. Fails once the daemon has not been reached for the
  /// deadline. `caught_up`, if any, is called each time the end of the book is reached.
  ClientResult<Position> Follow(Position from, const EventFilter& filter, const TakeEvent& take,
                                std::stop_token stop, const std::function<void()>& caught_up = {});

  /// An event with its receipt, checked with the keys of the options: of the newest head, or, under
  /// a policy that asks for witnesses, of the newest cosigned one. Fails with kUnproven if the
  /// receipt does not prove what was asked for, with kInvalid without keys. Ends by the deadline.
  ClientResult<ProvenEvent> Prove(Position position);

 private:
  class Core;
  explicit Client(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace daybook

#endif  // DAYBOOK_CLIENT_H_
