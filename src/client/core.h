// What a client is made of.

#ifndef DAYBOOK_CLIENT_CORE_H_
#define DAYBOOK_CLIENT_CORE_H_

#include "client/daemon.h"
#include "daybook/client.h"

namespace daybook {

class Client::Core : public client::Daemon {
 public:
  using Daemon::Daemon;
};

}  // namespace daybook

#endif  // DAYBOOK_CLIENT_CORE_H_
