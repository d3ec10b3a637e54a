#include "http/listen_address.h"

#include <fmt/format.h>

#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <cstdint>
#include <fstream>

namespace daybook::http {

namespace asio = boost::asio;

Result<asio::ip::tcp::endpoint> ParseListen(std::string_view text) {
  const auto colon = text.rfind(':');
  std::string host(text.substr(0, colon));
  const std::string_view port_text =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  std::uint16_t port = 0;
  const char* const end = port_text.data() + port_text.size();
  const auto [past, error] = std::from_chars(port_text.data(), end, port);
  if (port_text.empty() || error != std::errc() || past != end) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("`{}` is no address to listen on: write 127.0.0.1:7117.", text));
  }
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code unreadable;
  const auto address = asio::ip::make_address(host, unreadable);
  if (unreadable) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("`{}` is no numeric address, nor localhost.", host));
  }
  return asio::ip::tcp::endpoint(address, port);
}

Result<void> MayListen(const asio::ip::tcp::endpoint& endpoint, Protection protection) {
  if (endpoint.address().is_loopback()) return {};
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("Refusing to listen on {}, beyond loopback: {}.",
                            FormatEndpoint(endpoint), why));
  };
  if (protection.open) return refuse("whoever reached it could do everything, as --open says");
  if (!protection.tls) {
    return refuse(
        "without TLS everything could be read and changed on the way; give "
        "--tls-certificate and --tls-key");
  }
  if (!protection.principals) return refuse("nobody has been granted access to this book yet");
  return {};
}

std::string FormatEndpoint(const asio::ip::tcp::endpoint& endpoint) {
  const bool v6 = endpoint.address().is_v6();
  return fmt::format("{}{}{}:{}", v6 ? "[" : "", endpoint.address().to_string(), v6 ? "]" : "",
                     endpoint.port());
}

Result<void> WritePortFile(const std::filesystem::path& path, std::string_view address) {
  const std::filesystem::path draft = path.string() + ".new";
  std::ofstream file(draft);
  file << address << '\n';
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(draft, path, error);
  if (!file || error) return Fail(ErrorCode::kIo, "Cannot write " + path.string() + ".");
  return {};
}

}  // namespace daybook::http
