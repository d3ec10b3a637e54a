#include "tools/session.h"

#include "access/jwt.h"
#include "access/token.h"
#include "log/small_file.h"

namespace daybook::tools {

Result<HttpClient> ClientFor(const Session& session) {
  HttpOptions options = session.http;
  if (session.token_file.empty()) return HttpClient::For(session.url, std::move(options));
  const auto text = ReadSmallFile(session.token_file);
  if (!text) return std::unexpected(text.error());
  if (!*text) return Fail(ErrorCode::kNotFound, "There is no token file " + session.token_file);
  const std::string& token = **text;
  options.token = token.substr(0, token.find_first_of(" \r\n"));
  // One of an identity provider's is for the daemon to judge.
  const auto read = access::ReadToken(options.token);
  if (!read && !access::LooksLikeJwt(options.token)) {
    return Fail(ErrorCode::kMalformed, session.token_file + ": " + read.error().detail);
  }
  return HttpClient::For(session.url, std::move(options));
}

}  // namespace daybook::tools
