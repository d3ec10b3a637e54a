// One request being answered: what a resource is given.

#ifndef DAYBOOK_HTTP_EXCHANGE_H_
#define DAYBOOK_HTTP_EXCHANGE_H_

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "access/principal.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/services.h"
#include "http/waiter.h"

namespace daybook::http {

class BodyStream;

/// Owned by the session until the answer, streamed or not, is sent. Confined to its executor.
struct Exchange {
  const Services& services;
  Waiter& waiter;
  Request request;
  BodyStream* body = nullptr;  ///< For a route that takes its body in pieces.
  access::PrincipalPtr principal = access::Nobody();  ///< Who asks; known before any handler runs.
  /// The SHA-256 of the client's verified certificate (DER), 64 digits; "" without one.
  std::string_view peer_certificate = {};
  /// How many values of each person the answer shows. Counted by whoever makes it (opening.h).
  mutable std::map<std::string, std::uint64_t> shown = {};
  /// The id of the event that tells of the export that is the answer (disclosing.h); "" for none.
  std::string export_told = {};

  Book& book() const { return services.book; }
  const Options& options() const { return services.options; }
};

/// Answers one request. An error is answered as its problem.
using Handler = boost::asio::awaitable<Result<Reply>> (*)(Exchange& exchange);

/// Whether the body of a request is worth reading, decided from its headers.
using Check = Result<void> (*)(const Request& request);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_EXCHANGE_H_
