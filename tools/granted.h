// Who may use a daemon's book, as the command line sees it.

#ifndef DAYBOOK_TOOLS_GRANTED_H_
#define DAYBOOK_TOOLS_GRANTED_H_

#include "access/grants.h"
#include "tools/http_client.h"

namespace daybook::tools {

/// What is granted and not revoked, from the events themselves. Fails as asking does.
Result<access::Grants> ReadGrants(HttpClient& client);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_GRANTED_H_
