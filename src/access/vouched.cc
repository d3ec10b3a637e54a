#include "access/vouched.h"

#include <fmt/format.h>

#include <algorithm>

namespace daybook::access {
namespace {

constexpr std::size_t kIssuerBytes = 255;

}  // namespace

Result<RoleRule> ParseRoleRule(std::string_view text) {
  const auto equals = text.rfind('=');
  if (equals == std::string_view::npos || equals == 0) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("`{}` is not like group=role or group=role:audience.", text));
  }
  std::string_view role = text.substr(equals + 1);
  RoleRule rule{.group = std::string(text.substr(0, equals))};
  if (const auto colon = role.find(':'); colon != std::string_view::npos) {
    rule.audience = improvement::ParseAudience(role.substr(colon + 1));
    if (!rule.audience) {
      return Fail(
          ErrorCode::kMalformed,
          fmt::format("`{}` ends with no audience: internal, board, committee, public.", text));
    }
    role = role.substr(0, colon);
  }
  rule.role = FindRole(role);
  if (rule.role == nullptr) {
    return Fail(ErrorCode::kMalformed, fmt::format("There is no role `{}`.", role));
  }
  return rule;
}

bool IsIssuer(std::string_view text) {
  const bool url = text.starts_with("https://") || text.starts_with("http://");
  return url && text.size() <= kIssuerBytes && std::ranges::all_of(text, [](char c) {
           return c > ' ' && c <= '~' && c != '#' && c != '?' && c != '"' && c != '\\';
         });
}

std::string NameOfVouched(std::string_view issuer, std::string_view subject) {
  return fmt::format("{}#{}", issuer, subject);
}

PrincipalPtr Vouched(std::string_view issuer, const Claims& claims, std::span<const RoleRule> rules,
                     Instant expires) {
  Principal principal{.name = NameOfVouched(issuer, claims.subject), .authtype = "user"};
  principal.vouched = true;
  principal.expires = expires;
  const auto rule = std::ranges::find_if(rules, [&](const RoleRule& candidate) {
    return std::ranges::find(claims.groups, candidate.group) != claims.groups.end();
  });
  if (rule != rules.end()) {
    principal.role = rule->role;
    principal.ceiling = rule->role->ceiling;
    if (rule->audience) principal.ceiling = std::max(principal.ceiling, *rule->audience);
  }
  return std::make_shared<const Principal>(std::move(principal));
}

}  // namespace daybook::access
