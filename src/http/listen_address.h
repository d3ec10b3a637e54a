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
/// none of these, and with kUnprocessable for an address that others can reach.
Result<boost::asio::ip::tcp::endpoint> ParseListen(std::string_view text);

/// `127.0.0.1:7117`, `[::1]:7117`.
std::string FormatEndpoint(const boost::asio::ip::tcp::endpoint& endpoint);

/// Writes `address` and a LF to a file. Whoever waits for the file finds it whole.
Result<void> WritePortFile(const std::filesystem::path& path, std::string_view address);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_LISTEN_ADDRESS_H_
