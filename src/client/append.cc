#include <algorithm>
#include <utility>

#include "client/answers.h"
#include "client/core.h"
#include "daybook/limits.h"

namespace daybook {
namespace {

using Kind = ClientError::Kind;
using client::Clock;

ClientResult<net::HttpRequest> AppendRequest(const std::vector<Draft>& drafts,
                                             const AppendOptions& options) {
  if (drafts.empty()) return client::Fails(Kind::kInvalid, "There is no event to append");
  net::HttpRequest request{.method = "POST", .target = "/v1/events"};
  request.headers["Content-Type"] = "application/cloudevents-batch+json";
  if (options.imported) request.headers["Daybook-Import"] = "1";
  std::string& expect = request.headers["Daybook-Expect"];
  for (const Expected& item : options.expected) {
    if (!expect.empty()) expect += ", ";
    expect += item.subject + "=";
    expect += item.revision ? std::to_string(*item.revision) : "none";
  }
  if (expect.find_first_of("\r\n") != std::string::npos) {
    return client::Fails(Kind::kInvalid, "A subject that is expected has a line break in it");
  }
  if (expect.empty()) request.headers.erase("Daybook-Expect");
  for (const Draft& draft : drafts)
    request.body += (request.body.empty() ? "[{" : ",{") + draft.body;
  request.body += ']';
  return request;
}

Position LastOf(const AppendAnswer& answer) {
  return std::ranges::max(answer.events, {}, &Appended::position).position;
}

// Whether the head in the answer is signed, and of a book with the events.
ClientResult<void> CheckHead(const AppendAnswer& answer, const tree::Policy& policy) {
  const auto head = client::OpenHead(answer.checkpoint, policy);
  if (!head) return std::unexpected(head.error());
  if (head->size > LastOf(answer)) return {};
  return client::Fails(Kind::kUnproven,
                       "The head that was answered is of a book without the events");
}

bool WaitForSearch(client::Daemon& daemon, Position position, Clock::time_point deadline) {
  net::Target target("/v1/events");
  target.Add("limit", "1").Add("min_position", std::to_string(position));
  const net::HttpRequest request{.target = target.text(),
                                 .headers = {{"Accept", "application/json"}}};
  return daemon.Ask(request, deadline).has_value();
}

// How many events the cosigned head in `note` is of; 0 if it is not believed.
Position CosignedSize(const std::string& note, const std::optional<tree::Policy>& policy) {
  if (policy) {
    const auto head = policy->Open(note);
    return head ? head->size : 0;
  }
  const auto parsed = tree::Note::Parse(note);
  if (!parsed) return 0;
  const auto head = tree::Checkpoint::Parse(parsed->text);
  return head ? head->size : 0;
}

// Witnesses are asked about once a second.
bool WaitForWitnesses(client::Daemon& daemon, Position position, Clock::time_point deadline) {
  ClientOptions patient = daemon.options();
  patient.delay_max = std::chrono::seconds(1);
  client::Retry retry(patient);
  do {
    const auto answer = daemon.Ask({.target = "/v1/log/checkpoint/cosigned"}, deadline);
    if (answer && CosignedSize(answer->response.body, daemon.trust()) > position) return true;
    if (!answer && answer.error().status != 404) return false;
  } while (retry.Wait("", deadline));
  return false;
}

Wait WaitFor(client::Daemon& daemon, Wait wait, Position position, Clock::time_point deadline) {
  const bool reached = wait == Wait::kSearchable ? WaitForSearch(daemon, position, deadline)
                       : wait == Wait::kCosigned ? WaitForWitnesses(daemon, position, deadline)
                                                 : true;
  return reached ? wait : Wait::kDurable;
}

}  // namespace

ClientResult<AppendAnswer> Client::Append(const std::vector<Draft>& drafts,
                                          const AppendOptions& options) {
  const auto deadline = Clock::now() + options.deadline.value_or(core_->options().deadline);
  const auto request = AppendRequest(drafts, options);
  if (!request) return std::unexpected(request.error());
  const auto answer = core_->Ask(*request, deadline);
  if (!answer) return std::unexpected(answer.error());
  auto appended = client::ReadAppended(answer->response.body, drafts);
  auto checked =
      appended && core_->trust() ? CheckHead(*appended, *core_->trust()) : ClientResult<void>();
  if (!appended || !checked) {
    ClientError error = appended ? std::move(checked.error()) : std::move(appended.error());
    error.status = answer->response.status;
    error.perhaps_stored = true;
    return std::unexpected(std::move(error));
  }
  appended->tries = answer->tries;
  appended->reached = WaitFor(*core_, options.wait, LastOf(*appended), deadline);
  return appended;
}

ClientResult<AppendAnswer> Client::Append(const Draft& draft, const AppendOptions& options) {
  return Append(std::vector{draft}, options);
}

}  // namespace daybook
