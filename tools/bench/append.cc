#include "tools/bench/append.h"

#include <fmt/format.h>

#include <chrono>

#include "tools/http_client.h"
#include "tools/problem.h"

namespace daybook::bench {
namespace {

constexpr std::size_t kDataBytes = 350;  // with its attributes an entry has some 500

std::string EventText(const std::string& id) {
  return fmt::format(R"({{"specversion":"1.0","id":"{}","source":"/bench","type":"case.noted",)"
                     R"("subject":"case/{}","data":{{"note":"{}"}}}})",
                     id, id.back(), std::string(kDataBytes, 'n'));
}

std::string Body(const AppendRun& run, std::size_t request) {
  std::string body = "[";
  for (std::size_t i = 0; i < run.batch; ++i) {
    if (i > 0) body += ',';
    body += EventText(fmt::format("{}-{}", run.prefix, request * run.batch + i));
  }
  return body + "]";
}

}  // namespace

Result<double> Append(const AppendRun& run) {
  auto client = tools::HttpClient::For(run.url, {.token = run.token});
  if (!client) return std::unexpected(std::move(client.error()));
  std::chrono::duration<double> took{};
  for (std::size_t i = 0; i < run.requests; ++i) {
    const tools::HttpRequest request{
        .method = "POST",
        .target = "/v1/events",
        .headers = {{"Content-Type", "application/cloudevents-batch+json"}},
        .body = Body(run, i)};
    const auto begun = std::chrono::steady_clock::now();
    const auto accepted = tools::Accepted(client->Send(request));
    took += std::chrono::steady_clock::now() - begun;
    if (!accepted) return std::unexpected(accepted.error());
  }
  return took.count();
}

}  // namespace daybook::bench
