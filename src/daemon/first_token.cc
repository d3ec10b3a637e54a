#include "daemon/first_token.h"

#include "access/grant_event.h"
#include "access/token.h"
#include "log/small_file.h"

namespace daybook::daemon {

Result<void> GrantFirst(Book& book, const std::filesystem::path& file) {
  const auto token = access::MakeToken();
  if (!token) return std::unexpected(token.error());
  if (auto kept = MakeSecretFile(file, *token + "\n"); !kept) return kept;
  const auto digest = access::ReadToken(*token);
  if (!digest) return std::unexpected(digest.error());
  const auto event = access::GrantEvent({.principal = "admin",
                                         .role = "administrator",
                                         .prefix = digest->prefix,
                                         .hash = digest->hash,
                                         .acts_for_others = true,
                                         .text = "At the first start."});
  if (!event) return std::unexpected(event.error());
  auto appended = book.Append({.drafts = {*event}, .author = {.type = "system", .id = "daybookd"}});
  if (!appended) return std::unexpected(std::move(appended.error()));
  return {};
}

}  // namespace daybook::daemon
