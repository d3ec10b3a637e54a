// A client and a real server, with mishaps in between.

#ifndef DAYBOOK_TESTS_CLIENT_CLIENT_FIXTURE_H_
#define DAYBOOK_TESTS_CLIENT_CLIENT_FIXTURE_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "client/faulty_proxy.h"
#include "daybook/client.h"
#include "http/server_fixture.h"

namespace daybook::client {

using std::chrono::milliseconds;
using Kind = ClientError::Kind;

class ClientTest : public http::ServerTest {
 protected:
  void SetUp() override {
    Start();
    proxy_ = std::make_unique<FaultyProxy>(port_);
  }

  /// Tries again within milliseconds, and takes a connection for lost after 3 s: the disk may be
  /// slow.
  static ClientOptions Quick() {
    return {.silence_max = milliseconds(3'000),
            .first_delay = milliseconds(1),
            .delay_max = milliseconds(20)};
  }

  Client ThroughProxy(ClientOptions options = Quick()) const {
    return Client::For(proxy_->url(), std::move(options)).value();
  }
  Client Direct(ClientOptions options = Quick()) const {
    return Client::For("http://127.0.0.1:" + std::to_string(port_), std::move(options)).value();
  }

  /// Positions in the book of the events with this id: one, if it is stored once.
  std::vector<Position> StoredAt(const std::string& id) const { return book_->FindId(id).value(); }

  std::unique_ptr<FaultyProxy> proxy_;
};

}  // namespace daybook::client

#endif  // DAYBOOK_TESTS_CLIENT_CLIENT_FIXTURE_H_
