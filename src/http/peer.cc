#include "http/peer.h"

#include <boost/asio/ip/network_v6.hpp>

namespace daybook::http {

namespace ip = boost::asio::ip;

Peer PeerAt(const ip::address& address) {
  if (address.is_v4()) return {.network = address.to_string(), .loopback = address.is_loopback()};
  const ip::address_v6 six = address.to_v6();
  if (six.is_v4_mapped()) return PeerAt(ip::make_address_v4(ip::v4_mapped, six));
  const ip::network_v6 network(ip::address_v6(six.to_bytes()), 64);  // without a scope
  return {.network = network.canonical().to_string(), .loopback = six.is_loopback()};
}

}  // namespace daybook::http
