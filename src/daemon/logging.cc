#include "daemon/logging.h"

#include <fmt/chrono.h>
#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <nlohmann/json.hpp>

namespace daybook::daemon {
namespace {

using Json = nlohmann::ordered_json;

// What a request's line begins with on its way to JsonFormatter, which no message can.
constexpr char kMembers = '\x01';

// Seconds, so that no unit needs a name.
double SecondsOf(const http::Served& served) {
  return std::chrono::duration<double>(served.took).count();
}

// One JSON object a line.
class JsonFormatter : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    const auto time = std::chrono::time_point_cast<std::chrono::milliseconds>(message.time);
    const auto whole = std::chrono::time_point_cast<std::chrono::seconds>(time);
    const std::string_view level(spdlog::level::to_string_view(message.level).data(),
                                 spdlog::level::to_string_view(message.level).size());
    const std::string_view payload(message.payload.data(), message.payload.size());
    fmt::format_to(std::back_inserter(out),
                   R"({{"time":"{:%Y-%m-%dT%H:%M:%S}.{:03}Z","level":"{}",)", fmt::gmtime(whole),
                   (time - whole).count(), level);
    if (payload.starts_with(kMembers)) {
      out.append(payload.substr(1));
    } else {
      out.append(std::string_view("\"message\":"));
      out.append(Json(payload).dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    out.append(std::string_view("}\n"));
  }

  std::unique_ptr<formatter> clone() const override { return std::make_unique<JsonFormatter>(); }
};

}  // namespace

Log::Log(LogFormat format, const std::string& level, spdlog::sink_ptr sink) : format_(format) {
  if (!sink) sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  messages_ = std::make_unique<spdlog::logger>("daybookd", std::move(sink));
  messages_->set_level(spdlog::level::from_str(level));
  if (format == LogFormat::kJson) {
    messages_->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    messages_->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  }
}

void Log::AddRequest(const http::Served& served) {
  if (!messages_->should_log(spdlog::level::info)) return;
  messages_->info(format_ == LogFormat::kJson ? kMembers + RequestAsJson(served)
                                              : RequestAsText(served));
}

std::string RequestAsText(const http::Served& served) {
  std::string line =
      fmt::format("{} {} {} {} B {:.2f} ms trace={}", served.method, served.route, served.status,
                  served.bytes, SecondsOf(served) * 1'000, served.trace_id);
  if (!served.ended.empty()) line += fmt::format(" ended early: {}", served.ended);
  return line;
}

std::string RequestAsJson(const http::Served& served) {
  Json json{{"message", "request"},       {"method", served.method},
            {"route", served.route},      {"status", served.status},
            {"bytes", served.bytes},      {"duration_ms", SecondsOf(served) * 1'000},
            {"trace_id", served.trace_id}};
  if (!served.ended.empty()) json["ended_early"] = served.ended;
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.substr(1, text.size() - 2);
}

}  // namespace daybook::daemon
