// Every limit of the HTTP server, with its unit, its default and the reason for it.

#ifndef DAYBOOK_HTTP_OPTIONS_H_
#define DAYBOOK_HTTP_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "daybook/limits.h"

namespace daybook::http {

using std::chrono::milliseconds;

struct Options {
  /// Where to listen: `127.0.0.1:7117`, `[::1]:7117`, `localhost:7117`; beyond loopback as
  /// MayListen allows. Port 0 takes a free one.
  std::string listen = "127.0.0.1:7117";

  /// Threads that read, decode and answer; each has its own connections. 0 is one fewer than the
  /// machine has cores, and at least 1: the commit thread wants a core of its own.
  std::size_t io_threads = 0;

  /// Open connections. One more is answered 503 and closed. Bounds sockets and session memory;
  /// twice the largest number the write path was measured with would do, this leaves room. A
  /// quarter is for those who read: once the others all wait for the book, one more change is
  /// answered 503 and its connection closed.
  std::size_t connections_max = 1'024;
  /// Of those, from one address (of IPv6, one /64); one more is answered 503 and closed. A browser
  /// opens six, an importer one. Not for loopback, unless limit_loopback.
  std::size_t address_connections_max = 128;
  /// Connections being told that there are too many; any more are closed without a word.
  std::size_t refusals_max = 64;
  /// Connections the kernel holds until they are accepted (it may cap this).
  int backlog = 1'024;

  /// Request line and headers. Large enough for any proxy's additions and 64 `ce-` attributes.
  std::size_t header_bytes_max = 16 * 1024;
  /// Requests a second from one address, and TLS handshakes with them; and from one principal. One
  /// who was quiet has those of two seconds at once. One more is answered 429 before its body is
  /// read. Far above what a dashboard or an importer asks, far below what keeps a core busy. 0 is
  /// no limit. Not for loopback, unless limit_loopback.
  std::size_t address_rate = 1'000;
  std::size_t principal_rate = 1'000;
  /// Whether the limits by address and principal hold for loopback, too: one proxy before the
  /// daemon, or a benchmark, is not to be taken for one impatient client.
  bool limit_loopback = false;
  /// Addresses, and principals, whose rate is known at a time: about 2 MiB of each.
  std::size_t rate_keys_max = 16'384;

  /// One request's body, as everywhere in Daybook.
  std::size_t body_bytes_max = limits::kBodyBytes;
  /// All bodies held at once; one more is answered 503. Sixteen of the largest.
  std::size_t bodies_bytes_max = 16 * limits::kBodyBytes;

  /// One file of evidence, which is never held: it is streamed in pieces of chunk_bytes.
  std::size_t evidence_bytes_max = limits::kEvidenceBytes;

  /// For a TLS handshake.
  milliseconds handshake_timeout{10'000};
  /// From a request's first byte to the end of its headers.
  milliseconds header_timeout{10'000};
  /// From the end of the headers to the end of the body: 16 MiB at 2.3 Mbit/s. For a body that is
  /// streamed, each piece of chunk_bytes has the time anew: 35 kbit/s.
  milliseconds body_timeout{60'000};
  /// Between requests. Above the usual 60 s of proxies, so that they close first.
  milliseconds idle_timeout{75'000};
  /// For one answer, or one piece of a streamed one, to be taken by the reader: at most about
  /// 1 MiB, or 280 kbit/s. A slower reader is cut off, so that it cannot hold memory for ever.
  milliseconds write_timeout{30'000};
  /// How long a request nobody will read is still drained, so that its sender sees the refusal.
  milliseconds linger_timeout{2'000};

  /// How long a reader waits for the index or a view to catch up with the book before 503.
  milliseconds catch_up_timeout{5'000};
  /// Between comments on a quiet event stream, which keep proxies from closing it.
  milliseconds heartbeat{15'000};
  /// Least time between two turns of one who follows the book, each of which is for all that has
  /// come: what a piece costs is mostly for its being one.
  milliseconds stream_interval{20};
  /// Least time between two looks at a watched view: it is computed anew each time.
  milliseconds view_interval{200};

  /// For how long somebody who looks at the same thing for the same purpose is not told of anew: a
  /// page that shows itself again each time the book grows would write in it each time.
  milliseconds disclosure_window{3'600'000};
  /// Disclosures known at a time, so that they are not told of anew: about 2 MiB.
  std::size_t disclosures_max = 16'384;

  /// Entries in a JSON page when none, and at most when some, are asked for.
  std::size_t page_entries = 100;
  std::size_t page_entries_max = 1'000;
  /// Bytes of entries in a JSON page; it stops after the entry that crosses it, with a cursor.
  std::size_t page_bytes = 1024 * 1024;
  /// Bytes in one piece of a streamed answer or body: what one reader or writer holds in memory.
  std::size_t chunk_bytes = 256 * 1024;
  /// Entries a search looks at before other sessions of its thread have a turn: a few
  /// milliseconds.
  std::size_t turn_entries = 5'000;
  /// Entries a search for a JSON page looks at before it answers with what it has and a cursor.
  std::size_t page_examined = 500'000;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_OPTIONS_H_
