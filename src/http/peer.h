// Who is at the other end of a connection, as far as the network says.

#ifndef DAYBOOK_HTTP_PEER_H_
#define DAYBOOK_HTTP_PEER_H_

#include <boost/asio/ip/address.hpp>
#include <string>

namespace daybook::http {

struct Peer {
  /// What limits by address are kept for: an IPv4 address, `192.0.2.7`; of IPv6 the network,
  /// `2001:db8:0:1::/64`, since one host has all of it.
  std::string network;
  bool loopback = false;
};

Peer PeerAt(const boost::asio::ip::address& address);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PEER_H_
