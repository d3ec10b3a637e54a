#include <utility>

#include "client/answers.h"
#include "client/core.h"
#include "net/percent_encode.h"
#include "tree/receipt.h"

namespace daybook {
namespace {

using Kind = ClientError::Kind;

constexpr const char* kPageEvents = "500";  // it ends sooner when its bytes reach a bound

ClientResult<StoredEvent> ReadAt(client::Daemon& daemon, std::string target) {
  auto answer = daemon.Ask({.target = std::move(target)});
  if (!answer) return std::unexpected(std::move(answer.error()));
  return client::ReadStored(std::move(answer->response.body));
}

std::unexpected<ClientError> IsAnother(Position position) {
  return client::Fails(Kind::kBadAnswer,
                       "The daemon gave another event, at position " + std::to_string(position));
}

ClientResult<ProvenEvent> Verify(std::string text, Position position, const tree::Policy& policy) {
  const auto unproven = [](const Error& error) {
    return client::Fails(Kind::kUnproven, error.detail);
  };
  auto receipt = tree::Receipt::Parse(text);
  if (!receipt) return unproven(receipt.error());
  const auto head = receipt->Verify(policy);
  if (!head) return unproven(head.error());
  auto event = client::ReadStored(std::move(receipt->entry));
  if (!event) return std::unexpected(std::move(event.error()));
  if (receipt->index != position || event->position != position) return IsAnother(receipt->index);
  return ProvenEvent{.event = *std::move(event),
                     .receipt = std::move(text),
                     .origin = head->origin,
                     .size = head->size};
}

}  // namespace

ClientResult<StoredEvent> Client::Read(Position position) {
  auto event = ReadAt(*core_, "/v1/events/" + std::to_string(position));
  if (event && event->position != position) return IsAnother(event->position);
  return event;
}

ClientResult<StoredEvent> Client::Read(std::string_view id, std::string_view source) {
  net::Target target("/v1/events/" + net::PercentEncode(id));
  return ReadAt(*core_, target.Add("source", source).text());
}

ClientResult<Revision> Client::ReadStream(std::string_view subject, Revision from,
                                          const TakeEvent& take) {
  const std::size_t slash = subject.find('/');
  if (slash == std::string_view::npos) {
    return client::Fails(Kind::kInvalid, "A subject has the form kind/id");
  }
  const std::string path = "/v1/subjects/" + net::PercentEncode(subject.substr(0, slash)) + "/" +
                           net::PercentEncode(subject.substr(slash + 1)) + "/events";
  for (std::optional<Revision> next = from; next;) {
    net::Target target(path);
    target.Add("from", std::to_string(*next)).Add("limit", kPageEvents);
    if (core_->options().purpose.empty()) target.Add("personal", "sealed");
    auto answer =
        core_->Ask({.target = target.text(), .headers = {{"Accept", "application/json"}}});
    if (!answer) return std::unexpected(std::move(answer.error()));
    const auto page = client::ReadStreamPage(std::move(answer->response.body));
    if (!page) return std::unexpected(page.error());
    if (page->next && *page->next <= *next) {
      return client::Fails(Kind::kBadAnswer, "A page of events does not lead on to the next one");
    }
    for (const StoredEvent& event : page->events) {
      from = event.revision + 1;
      if (!take(event)) return from;
    }
    next = page->next;
  }
  return from;
}

ClientResult<ProvenEvent> Client::Prove(Position position) {
  if (!core_->trust()) {
    return client::Fails(Kind::kInvalid, "Without log_keys or log_policy nothing is proven");
  }
  const tree::Policy& policy = *core_->trust();
  net::Target target("/v1/receipts/" + std::to_string(position));
  if (!policy.quorum.empty()) target.Add("checkpoint", "cosigned");
  auto answer = core_->Ask({.target = target.text()});
  if (!answer) return std::unexpected(std::move(answer.error()));
  return Verify(std::move(answer->response.body), position, policy);
}

}  // namespace daybook
