// GET and POST /v1/backups: copies of the book, made while it is written to

#include <nlohmann/json.hpp>

#include "backup/live.h"
#include "event/instant.h"
#include "http/resources.h"

namespace daybook::http {
namespace {

using BackupPhase = backup::LiveBackupState::Phase;

Reply BackupReply(const backup::LiveBackupState& state) {
  nlohmann::ordered_json json;
  switch (state.phase) {
    case BackupPhase::kNone:
      json["state"] = "none";
      break;
    case BackupPhase::kRunning:
      json["state"] = "running";
      json["part"] = state.part;
      json["done"] = std::to_string(state.done);
      if (state.total > 0) json["total"] = std::to_string(state.total);
      break;
    case BackupPhase::kDone:
      json["state"] = "done";
      json["number"] = state.backup.number;
      json["made"] = FormatInstant(state.backup.made);
      json["events"] = std::to_string(state.backup.events);
      json["bytes"] = std::to_string(state.backup.bytes);
      break;
    case BackupPhase::kFailed:
      json["state"] = "failed";
      if (state.failure) json["failure"] = state.failure->detail;
      break;
  }
  return TextReply("application/json",
                   json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace

AsyncReply GetBackups(Exchange& exchange) {
  const backup::LiveBackup* const backups = exchange.services.backups;
  if (backups == nullptr) co_return BackupReply({});
  co_return BackupReply(backups->state());
}

AsyncReply StartBackup(Exchange& exchange) {
  backup::LiveBackup* const backups = exchange.services.backups;
  if (backups == nullptr) {
    co_return Fail(ErrorCode::kUnavailable, "Nobody makes backups here.");
  }
  auto started = backups->Start();
  if (!started) co_return std::unexpected(std::move(started.error()));
  Reply reply = BackupReply(backups->state());
  reply.status = 202;
  reply.fields.emplace_back("Location", "/v1/backups");
  co_return reply;
}

}  // namespace daybook::http
