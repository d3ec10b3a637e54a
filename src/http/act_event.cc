#include "http/act_event.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "event/entry.h"
#include "http/released.h"

namespace daybook::http {
namespace {

using ActJson = nlohmann::ordered_json;

// Several subjects, with white space or commas between.
ActJson ListOf(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n,;";
  ActJson list = ActJson::array();
  while (true) {
    const auto begin = text.find_first_not_of(kBetween);
    if (begin == std::string_view::npos) return list;
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(kBetween), text.size());
    list.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

// JSON, if it is that, or else a text.
ActJson ValueOf(const std::string& text) {
  ActJson value = ActJson::parse(text, nullptr, false);
  return value.is_discarded() ? ActJson(text) : value;
}

// The event at a position, by its names; null if it is not there for whoever asks.
ActJson NamesOf(const Exchange& exchange, std::string_view text) {
  Position position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc() || end != text.data() + text.size()) return nullptr;
  const auto entry = exchange.book().Read(position);
  if (!entry) return nullptr;
  Released released(exchange, {.at = {}, .audience = exchange.principal->ceiling});
  const auto shows = released.Shows(position, *entry);
  if (!shows || !*shows) return nullptr;
  EntryReader reader;
  const auto read = reader.Read(*entry);
  if (!read) return nullptr;
  return ActJson{{"source", read->source}, {"id", read->id}};
}

void AddFault(std::vector<Fault>& faults, std::string_view name, std::string detail) {
  Fault& fault = faults.emplace_back();
  fault.pointer = "/data/" + std::string(name);
  fault.detail = std::move(detail);
}

void AddField(const Exchange& exchange, const web::ActField& field, const std::string& text,
              ActJson& event, std::vector<Fault>& faults) {
  if (field.name == "reason") {
    event["reason"] = text;
    return;
  }
  ActJson& value = event["data"][std::string(field.name)];
  switch (field.input) {
    case web::Input::kSubjects:
      value = ListOf(text);
      break;
    case web::Input::kValue:
      value = ValueOf(text);
      break;
    default:
      value = text;
  }
  if (field.name != "event") return;
  value = NamesOf(exchange, text);
  if (value.is_null()) AddFault(faults, field.name, "There is no event at that position.");
}

}  // namespace

Result<std::string> ActEvent(const Exchange& exchange, const web::ActForm& form) {
  ActJson event{{"specversion", "1.0"},   {"id", form.id},           {"source", kPagesSource},
                {"type", form.act->type}, {"subject", form.subject}, {"data", ActJson::object()}};
  if (!form.day.empty()) {
    event["time"] = form.day + "T00:00:00Z";
    event["timeprecision"] = "day";
  }
  std::vector<Fault> faults;
  for (const web::ActField& field : form.act->fields) {
    const auto value = form.values.find(field.name);
    const bool given = value != form.values.end() && !value->second.empty();
    if (given) AddField(exchange, field, value->second, event, faults);
    if (!given && field.needed) {
      AddFault(faults, field.name, std::string(field.label) + " is needed.");
    }
  }
  if (!faults.empty()) {
    return std::unexpected(
        Error{ErrorCode::kUnprocessable, "Something is missing, or not there.", std::move(faults)});
  }
  return event.dump(-1, ' ', false, ActJson::error_handler_t::replace);
}

bool MayAct(const access::Principal& who, std::string_view type, std::string_view subject) {
  if (!access::Require(who, access::Permission::kAppend) || !who.Covers(subject)) return false;
  return who.AppendsAnything() || (who.role != nullptr && who.role->MayAppend(type, subject));
}

}  // namespace daybook::http
