// Where to listen, and where that turned out to be.

#ifndef DAYBOOK_HTTP_LISTEN_ADDRESS_H_
#define DAYBOOK_HTTP_LISTEN_ADDRESS_H_

#include <boost/asio/ip/tcp.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook::http {

/// Reads `127.0.0.1:7117`, `[::1]:7117` or `localhost:7117`. Fails with kMalformed when it is
/// none of these.
Result<boost::asio::ip::tcp::endpoint> ParseListen(std::string_view text);

/// What keeps those who can reach a server from what they may not do.
struct Protection {
  bool tls = false;
  bool principals = false;  ///< Somebody has been granted access; others have none.
  bool open = false;        ///< It is waived: everybody may do everything.
};

/// Whether to listen there: on loopback always, beyond it with all protection. Fails with
/// kUnprocessable, saying what is missing.
Result<void> MayListen(const boost::asio::ip::tcp::endpoint& endpoint, Protection protection);

/// `127.0.0.1:7117`, `[::1]:7117`.
std::string FormatEndpoint(const boost::asio::ip::tcp::endpoint& endpoint);

/// Writes `address` and a LF to a file. Whoever waits for the file finds it whole.
Result<void> WritePortFile(const std::filesystem::path& path, std::string_view address);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_LISTEN_ADDRESS_H_
