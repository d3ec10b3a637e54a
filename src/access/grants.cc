#include "access/grants.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "event/instant.h"

namespace daybook::access {
namespace {

namespace dom = simdjson::dom;

std::string_view Text(dom::element data, std::string_view name) {
  std::string_view text;
  return data.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool Has(dom::element data, std::string_view name) {
  return data.at_key(name).error() == simdjson::SUCCESS;
}

bool ReadFlag(dom::element data, std::string_view name, bool& flag) {
  return !Has(data, name) || data.at_key(name).get(flag) == simdjson::SUCCESS;
}

// A grant only narrows what its role may read.
bool ReadAudience(dom::element data, Principal& principal) {
  if (principal.role != nullptr) principal.ceiling = principal.role->ceiling;
  if (!Has(data, "audience")) return true;
  const auto audience = improvement::ParseAudience(Text(data, "audience"));
  if (audience) principal.ceiling = std::max(principal.ceiling, *audience);
  return audience.has_value();
}

bool ReadSubjects(dom::element data, Principal& principal) {
  if (!Has(data, "subjects")) return true;
  dom::array subjects;
  if (data.at_key("subjects").get(subjects) != simdjson::SUCCESS) return false;
  auto& patterns = principal.subjects.emplace();
  patterns.reserve(subjects.size());
  for (const dom::element subject : subjects) {
    std::string_view pattern;
    if (subject.get(pattern) != simdjson::SUCCESS) return false;
    patterns.emplace_back(pattern);
  }
  return true;
}

bool ReadExpiry(dom::element data, Principal& principal) {
  if (!Has(data, "expires")) return true;
  const auto expires = ParseInstant(Text(data, "expires"));
  if (expires) principal.expires = *expires;
  return expires.has_value();
}

bool ReadCredential(dom::element data, Grant& grant) {
  const std::string_view certificate = Text(data, "certificate");
  const auto hash = DigestFromHex(Text(data, "tokenHash"));
  if (certificate.empty() == !hash.has_value()) return false;  // one of the two
  if (!hash) {
    grant.certificate = certificate;
    return IsDigestHex(certificate);
  }
  grant.hash = *hash;
  grant.prefix = Text(data, "tokenPrefix");
  return !grant.prefix.empty();
}

// Nothing where any of it cannot be read: what would narrow it must not be lost.
std::optional<Grant> ReadGrant(dom::element data) {
  Principal principal;
  Grant grant;
  principal.name = Text(data, "principal");
  grant.role = Text(data, "role");
  principal.role = FindRole(grant.role);
  const bool whole = !principal.name.empty() && ReadCredential(data, grant) &&
                     ReadAudience(data, principal) && ReadSubjects(data, principal) &&
                     ReadExpiry(data, principal) &&
                     ReadFlag(data, "actsForOthers", principal.acts_for_others);
  if (!whole) return std::nullopt;
  principal.authtype = grant.certificate.empty() ? "token" : "certificate";
  grant.principal = std::make_shared<const Principal>(std::move(principal));
  return grant;
}

}  // namespace

void Grants::Learn(const Entry& event) {
  if (event.imported || !event.data) return;
  if (event.type == kGranted) Add(event);
  if (event.type == kRevoked) Revoke(event);
}

void Grants::Add(const Entry& event) {
  auto grant = ReadGrant(*event.data);
  if (!grant) return;
  grant->position = event.position;
  barred_.erase(grant->principal->name);
  all_.push_back(*std::move(grant));
  ever_ = true;
}

void Grants::Revoke(const Entry& event) {
  const std::string_view name = Text(*event.data, "principal");
  const std::string_view prefix = Text(*event.data, "tokenPrefix");
  const std::string_view certificate = Text(*event.data, "certificate");
  const bool altogether = prefix.empty() && certificate.empty();
  if (altogether) barred_.emplace(name);
  std::erase_if(all_, [&](const Grant& grant) {
    if (grant.principal->name != name) return false;
    return altogether || (!prefix.empty() && grant.prefix == prefix) ||
           (!certificate.empty() && grant.certificate == certificate);
  });
}

const Grant* Grants::ByToken(const TokenDigest& token) const {
  for (const Grant& grant : all_) {
    if (grant.prefix == token.prefix && IsSame(grant.hash, token.hash)) return &grant;
  }
  return nullptr;
}

const Grant* Grants::ByCertificate(std::string_view fingerprint) const {
  if (fingerprint.empty()) return nullptr;
  for (const Grant& grant : all_ | std::views::reverse) {  // the last one says what it is for
    if (grant.certificate == fingerprint) return &grant;
  }
  return nullptr;
}

}  // namespace daybook::access
