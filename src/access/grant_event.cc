#include "access/grant_event.h"

#include "access/grants.h"
#include "catalogue/reserved.h"
#include "event/ijson.h"
#include "event/instant.h"

namespace daybook::access {
namespace {

void AddText(std::string& json, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  json += json.size() == 1 ? "\"" : ",\"";
  json.append(name).append("\":");
  AppendJsonString(json, value);
}

void AddSubjects(std::string& json, const std::vector<std::string>& subjects) {
  if (subjects.empty()) return;
  json += ",\"subjects\":[";
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    if (i > 0) json += ',';
    AppendJsonString(json, subjects[i]);
  }
  json += ']';
}

}  // namespace

std::string GrantData(const GrantFields& grant) {
  std::string json = "{";
  AddText(json, "principal", grant.principal);
  AddText(json, "role", grant.role);
  if (grant.certificate.empty()) AddText(json, "tokenHash", DigestHex(grant.hash));
  AddText(json, "tokenPrefix", grant.prefix);
  AddText(json, "certificate", grant.certificate);
  AddText(json, "audience", grant.audience);
  AddSubjects(json, grant.subjects);
  if (grant.acts_for_others) json += ",\"actsForOthers\":true";
  AddText(json, "expires", grant.expires);
  AddText(json, "text", grant.text);
  return json + "}";
}

std::string RevocationData(std::string_view principal, std::string_view prefix) {
  std::string json = "{";
  AddText(json, "principal", principal);
  AddText(json, "tokenPrefix", prefix);
  return json + "}";
}

Result<Draft> GrantEvent(const GrantFields& grant) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  // A certificate may be granted something again, once it was revoked.
  const std::string id = grant.certificate.empty()
                             ? "token-" + grant.prefix
                             : "certificate-" + grant.certificate + "-" + FormatInstant(now);
  return MakeDraft({.id = id,
                    .source = "/daybook",
                    .type = std::string(kGranted),
                    .subject = std::string(catalogue::kControl),
                    .time = FormatInstant(now),
                    .data = GrantData(grant)});
}

}  // namespace daybook::access
