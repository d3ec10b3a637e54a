// GET and POST /v1/replay: the views made anew while they are read

#include <cmath>
#include <nlohmann/json.hpp>

#include "http/resources.h"
#include "replay/live.h"

namespace daybook::http {
namespace {

using replay::LiveState;

std::string_view ResultOf(const replay::Outcome& outcome) {
  if (outcome.difference) return "different";
  return outcome.compared ? "same" : "not-compared";
}

double SecondsOf(std::chrono::milliseconds time) {
  return static_cast<double>(time.count()) / 1'000;
}

void AddProgress(nlohmann::ordered_json& json, const LiveState& state) {
  const replay::Progress& progress = state.progress;
  json["stage"] = replay::NameOf(progress.stage);
  json["done"] = std::to_string(progress.done);
  json["total"] = std::to_string(progress.total);
  json["share"] = std::round(progress.share() * 1'000) / 1'000;
  if (const auto left = state.left()) json["secondsLeft"] = SecondsOf(*left);
}

void AddOutcome(nlohmann::ordered_json& json, const replay::Outcome& outcome) {
  json["result"] = ResultOf(outcome);
  json["position"] = std::to_string(outcome.size);
  if (outcome.compared) json["compared"] = std::to_string(*outcome.compared);
  if (outcome.difference) json["difference"] = *outcome.difference;
  if (!outcome.remark.empty()) json["remark"] = outcome.remark;
}

Reply ReplayReply(const LiveState& state) {
  nlohmann::ordered_json json;
  switch (state.phase) {
    case LiveState::Phase::kNone:
      json["state"] = "none";
      break;
    case LiveState::Phase::kRunning:
      json["state"] = "running";
      AddProgress(json, state);
      break;
    case LiveState::Phase::kDone:
      json["state"] = "done";
      AddOutcome(json, state.outcome);
      break;
    case LiveState::Phase::kFailed:
      json["state"] = "failed";
      if (state.failure) json["failure"] = state.failure->detail;
      break;
  }
  if (state.phase != LiveState::Phase::kNone) {
    json["size"] = std::to_string(state.size);
    json["seconds"] = SecondsOf(state.took);
  }
  return TextReply("application/json",
                   json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace

AsyncReply GetReplay(Exchange& exchange) {
  co_return ReplayReply(exchange.services.replay.state());
}

AsyncReply StartReplay(Exchange& exchange) {
  replay::LiveReplay& replay = exchange.services.replay;
  auto started = replay.Start();
  if (!started) co_return std::unexpected(std::move(started.error()));
  Reply reply = ReplayReply(replay.state());
  reply.status = 202;
  reply.fields.emplace_back("Location", "/v1/replay");
  co_return reply;
}

}  // namespace daybook::http
