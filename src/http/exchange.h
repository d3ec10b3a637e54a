// One request being answered: what a resource is given.

#ifndef DAYBOOK_HTTP_EXCHANGE_H_
#define DAYBOOK_HTTP_EXCHANGE_H_

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "access/principal.h"
#include "event/sha256.h"
#include "http/cookies.h"
#include "http/live_events.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/same_origin.h"
#include "http/services.h"
#include "http/spacing.h"
#include "http/waiter.h"

namespace daybook::http {

class BodyStream;

/// What a page says of whoever looks at it, and puts into its forms.
struct Visitor {
  std::string name;        ///< Of the principal; "" if nobody knows it.
  std::string csrf;        ///< What each form says back in its field `csrf`; "" if none need.
  bool signed_in = false;  ///< With this browser: so they can sign out.
};

/// Owned by the session until the answer, streamed or not, is sent. Confined to its executor.
struct Exchange {
  const Services& services;
  Waiter& waiter;
  Spacing& streams;  ///< When each of those who follow the book is sent what came.
  LiveEvents& live;  ///< What those who follow all of it are sent.
  Request request;
  BodyStream* body = nullptr;  ///< For a route that takes its body in pieces.
  access::PrincipalPtr principal = access::Nobody();  ///< Who asks; known before any handler runs.
  /// The SHA-256 of the client's verified certificate (DER), 64 digits; "" without one.
  std::string_view peer_certificate = {};
  /// How many values of each person the answer shows. Counted by whoever makes it (opening.h).
  mutable std::map<std::string, std::uint64_t> shown = {};
  /// The id of the event that tells of the export that is the answer (disclosing.h); "" for none.
  std::string export_told = {};
  bool secure = false;  ///< The connection is TLS.
  /// Known on every route; on one that asks for no credential, only of who signed in.
  Visitor visitor = {};
  Proof proof = Proof::kNothing;                       ///< What says who asks.
  std::optional<Sha256Digest> sign_in = std::nullopt;  ///< Of a cookie's secret, if that does.

  Book& book() const { return services.book; }
  const Options& options() const { return services.options; }
  Origin origin() const { return OriginOf(request, secure); }
};

/// Answers one request. An error is answered as its problem.
using Handler = boost::asio::awaitable<Result<Reply>> (*)(Exchange& exchange);

/// Whether the body of a request is worth reading, decided from its headers.
using Check = Result<void> (*)(const Request& request);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_EXCHANGE_H_
