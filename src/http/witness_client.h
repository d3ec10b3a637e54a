// Asking witnesses over HTTP.

#ifndef DAYBOOK_HTTP_WITNESS_CLIENT_H_
#define DAYBOOK_HTTP_WITNESS_CLIENT_H_

#include <chrono>
#include <stop_token>
#include <string>

#include "daybook/error.h"
#include "log/ask_witness.h"
#include "net/tls.h"

namespace daybook::http {

/// From looking up its host to the end of the answer: a witness syncs one small file.
inline constexpr std::chrono::seconds kWitnessTimeout{10};

/// Posts `body` to `add-checkpoint` below the witness's URL, on a connection of its own, and waits
/// for the answer: at most for `timeout` (and, for a host that is a name, as long as the system
/// takes to look it up), and no longer than until a stop. `tls` is for a URL with https.
/// Thread-safe. Fails with kIo.
Result<WitnessAnswer> PostToWitness(const tree::Policy::Witness& witness, const std::string& body,
                                    const std::stop_token& stop, net::TlsContext& tls,
                                    std::chrono::milliseconds timeout = kWitnessTimeout);

/// Whether a witness of a policy can be asked at all: its URL is `http://host[:port][/prefix]`, or
/// https. Fails with kMalformed.
Result<void> CheckWitnessUrl(const tree::Policy::Witness& witness);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_WITNESS_CLIENT_H_
