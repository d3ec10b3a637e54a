// The HTTP client, as the commands call it.

#ifndef DAYBOOK_TOOLS_HTTP_CLIENT_H_
#define DAYBOOK_TOOLS_HTTP_CLIENT_H_

#include "net/http_client.h"
#include "net/percent_encode.h"

namespace daybook::tools {

using net::BodyReader;
using net::HttpClient;
using net::HttpOptions;
using net::HttpRequest;
using net::HttpResponse;
using net::PercentEncode;
using net::Sink;
using net::Target;

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_HTTP_CLIENT_H_
