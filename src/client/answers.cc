#include "client/answers.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "event/entry.h"
#include "event/instant.h"
#include "net/event_page.h"

namespace daybook::client {
namespace {

using Kind = ClientError::Kind;
namespace ondemand = simdjson::ondemand;

// Numbers of 64 bits come as strings.
std::optional<std::uint64_t> ParseNumber(std::string_view text) {
  std::uint64_t number = 0;
  const auto [rest, failed] = std::from_chars(text.begin(), text.end(), number);
  if (failed != std::errc() || rest != text.end()) return std::nullopt;
  return number;
}

// Throws simdjson_error on anything else.
std::uint64_t ReadNumber(std::string_view text) {
  const auto number = ParseNumber(text);
  if (!number) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
  return *number;
}

// Throws simdjson_error on anything but an event of an answer to an append.
Appended DecodeAppended(ondemand::object event, const Draft& draft) {
  Appended appended;
  for (auto field : event) {
    const std::string_view name = field.unescaped_key();
    if (name == "repeated") {
      appended.repeated = field.value().get_bool();
      continue;
    }
    const std::string_view text = field.value().get_string();
    if (name == "id" && text != draft.id) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
    if (name == "position") appended.position = ReadNumber(text);
    if (name == "revision") appended.revision = ReadNumber(text);
    if (name != "recordedtime") continue;
    const auto recorded = ParseInstant(text);
    if (!recorded) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
    appended.recorded = *recorded;
  }
  return appended;
}

AppendAnswer DecodeAnswer(const simdjson::padded_string& body, const std::vector<Draft>& drafts) {
  ondemand::parser parser;
  ondemand::document document = parser.iterate(body);
  AppendAnswer answer;
  for (auto field : document.get_object()) {
    const std::string_view name = field.unescaped_key();
    if (name == "checkpoint") answer.checkpoint = std::string_view(field.value().get_string());
    if (name != "events") continue;
    for (auto event : field.value().get_array()) {
      if (answer.events.size() == drafts.size()) throw simdjson::simdjson_error(simdjson::CAPACITY);
      answer.events.push_back(DecodeAppended(event.get_object(), drafts[answer.events.size()]));
    }
  }
  if (answer.events.size() != drafts.size()) {
    throw simdjson::simdjson_error(simdjson::NO_SUCH_FIELD);
  }
  return answer;
}

}  // namespace

std::unexpected<ClientError> Fails(Kind kind, std::string detail) {
  return std::unexpected(ClientError{.kind = kind, .detail = std::move(detail)});
}

ClientResult<AppendAnswer> ReadAppended(const std::string& body, const std::vector<Draft>& drafts) {
  try {
    return DecodeAnswer(simdjson::padded_string(body), drafts);
  } catch (const simdjson::simdjson_error&) {
    return Fails(Kind::kBadAnswer, "The answer does not account for every event. Is this Daybook?");
  }
}

ClientResult<StoredEvent> ReadStored(std::string entry) {
  while (entry.ends_with('\n')) entry.pop_back();
  EntryReader reader;
  const auto decoded = reader.Read(entry);
  if (!decoded) return Fails(Kind::kBadAnswer, "The answer is not an event. Is this Daybook?");
  return StoredEvent{.position = decoded->position,
                     .revision = decoded->revision,
                     .recorded = decoded->recorded,
                     .json = std::move(entry)};
}

ClientResult<StreamPage> ReadStreamPage(std::string body) {
  auto answered = net::ParseEventPage(std::move(body));
  StreamPage page;
  if (answered && answered->next) page.next = ParseNumber(*answered->next);
  if (!answered || answered->next.has_value() != page.next.has_value()) {
    return Fails(Kind::kBadAnswer, "The answer is not a page of events. Is this Daybook?");
  }
  page.events.reserve(answered->entries.size());
  for (std::string& entry : answered->entries) {
    auto stored = ReadStored(std::move(entry));
    if (!stored) return std::unexpected(std::move(stored.error()));
    page.events.push_back(*std::move(stored));
  }
  return page;
}

std::optional<Position> ReadPosition(const std::string& json) {
  try {
    simdjson::dom::parser parser;
    return ReadNumber(parser.parse(json)["position"].get_string());
  } catch (const simdjson::simdjson_error&) {
    return std::nullopt;
  }
}

ClientResult<tree::Checkpoint> OpenHead(std::string_view checkpoint, const tree::Policy& policy) {
  std::vector<tree::VerifierKey> logs;
  logs.reserve(policy.logs.size());
  for (const tree::Policy::Log& log : policy.logs) logs.push_back(log.key);
  auto head = tree::OpenCheckpoint(checkpoint, logs);
  if (!head) return Fails(Kind::kUnproven, head.error().detail);
  return *head;
}

}  // namespace daybook::client
