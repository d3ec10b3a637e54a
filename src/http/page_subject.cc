// GET /subjects/{kind}/{id}

#include <nlohmann/json.hpp>

#include "http/act_event.h"
#include "http/page_grid.h"
#include "http/resources.h"
#include "http/settled_cut.h"
#include "http/view_of.h"
#include "improvement/measure_values.h"
#include "web/subject_page.h"

namespace daybook::http {
namespace {

using OrderedJson = nlohmann::ordered_json;

// Anything of a state as a text; "" for what is not known.
std::string StateText(const OrderedJson& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number()) return value.dump();
  std::string text;
  if (value.is_array()) {
    for (const OrderedJson& item : value) {
      text += (text.empty() ? "" : ", ") + StateText(item);
    }
  } else if (value.is_object() && value.contains("precision")) {
    const OrderedJson& day = value.at("day");
    return day.is_string() ? day.get<std::string>() : "on a day nobody knows";
  } else if (value.is_object()) {
    for (const auto& [name, part] : value.items()) {
      const std::string shown = StateText(part);
      if (!shown.empty()) text += (text.empty() ? "" : ", ") + name + ": " + shown;
    }
  }
  return text;
}

// A dispute that is open, in the words of whoever raised it.
std::vector<std::string> OpenNotes(const OrderedJson& disputes) {
  std::vector<std::string> notes;
  for (const OrderedJson& dispute : disputes) {
    if (!dispute.value("resolved", false)) notes.push_back(dispute.value("note", ""));
  }
  return notes;
}

// The fields of a state that say something, its title apart.
void ReadState(const std::string& text, web::SubjectView& view) {
  const OrderedJson state = OrderedJson::parse(text, nullptr, false);
  if (!state.is_object()) return;
  for (const auto& [name, value] : state.items()) {
    // The points of a measure have a table of their own.
    if (name == "subject" || name == "events" || name == "points") continue;
    if (name == "title" || (name == "name" && view.title.empty())) {
      view.title = StateText(value);
      continue;
    }
    web::StateField field{.name = name, .values = {}};
    if (name == "disputes") {
      field = {.name = "openDisputes", .values = OpenNotes(value)};
    } else if (value.is_array()) {
      for (const OrderedJson& item : value) field.values.push_back(StateText(item));
    } else {
      field.values.push_back(StateText(value));
    }
    std::erase(field.values, "");
    if (name == "corrections" && value == 0) continue;
    if (!field.values.empty()) view.state.push_back(std::move(field));
  }
}

// What a measure came to, period by period.
void AddValues(const Exchange& exchange, const improvement::Cut& cut, web::SubjectView& view) {
  auto subject = exchange.services.programme.subject(view.subject, cut);
  if (!subject || !std::holds_alternative<improvement::Measure>(subject->state)) return;
  improvement::Subjects alone;
  alone.emplace(view.subject, *std::move(subject));
  view.values = improvement::MeasureValues(alone, improvement::AsOf::At(Now(), cut.audience));
}

// What may be recorded of a subject that has a state, as it is now.
void AddActs(const access::Principal& who, web::SubjectView& view) {
  if (view.state.empty()) return;
  const std::string kind = view.subject.substr(0, view.subject.find('/'));
  for (const web::Act& act : web::Acts()) {
    if (web::FindAct(act.type, kind) != &act || !MayAct(who, act.type, view.subject)) continue;
    web::Address address = web::SubjectAddress(view.subject);
    address.path += "/acts/" + std::string(act.type);
    view.acts.push_back({std::string(act.label), std::move(address)});
  }
}

struct AskedSubject {
  std::string subject;
  AskedPage page;
  std::optional<Format> format;
  std::size_t number = 1;  // of the page of its trail
};

Result<AskedSubject> ReadAsked(const Exchange& exchange) {
  auto subject = SubjectOf(exchange);
  if (!subject) return std::unexpected(std::move(subject.error()));
  AskedSubject asked{.subject = *std::move(subject), .page = {}};
  ParamReader params(exchange.request.params);
  asked.page = ReadPage(params, *exchange.principal);
  asked.format = ReadExportFormat(params);
  asked.number = ReadPageNumber(params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  return asked;
}

Result<Reply> SubjectReply(const Exchange& exchange, const AskedSubject& asked,
                           const improvement::Cut& cut) {
  const access::Principal& who = *exchange.principal;
  const auto& programme = exchange.services.programme;
  auto trail = programme.trail(asked.subject, cut,
                               [&who](std::string_view name) { return who.Covers(name); });
  if (!trail) return std::unexpected(std::move(trail.error()));
  if (asked.format) return ViewExport(exchange, asked.page, "trail", *asked.format, *trail);
  web::SubjectView view{.subject = asked.subject, .title = "", .trail = std::move(trail->table)};
  view.page = asked.number;
  if (who.Covers(asked.subject)) {
    auto state = programme.state(asked.subject, cut);
    if (state) ReadState(state->json, view);
    const bool none = !state && state.error().code == ErrorCode::kNotFound;
    if (!state && !none) return std::unexpected(std::move(state.error()));
    AddValues(exchange, cut, view);
  }
  if (asked.page.at.empty() && asked.page.known.empty()) AddActs(who, view);
  web::Frame frame = FrameOf(exchange, asked.page, cut, trail->cut.size);
  Opening opening(exchange, asked.page.opened);
  if (asked.page.opened) {
    frame.here = frame.here.With("personal", "opened").With("purpose", asked.page.purpose);
  } else if (MayReadPersonal(exchange)) {
    view.opened = frame.here.With("personal", "opened");
  }
  std::string html = web::SubjectPage(frame, view);
  // Where nothing is sealed there is nothing to be opened.
  if (!improvement::HasSealedReference(html) && !view.opened.path.empty()) {
    view.opened = {};
    html = web::SubjectPage(frame, view);
  }
  return PageReply(std::move(html), opening);
}

AsyncReply SubjectPageReply(Exchange& exchange) {
  const auto asked = ReadAsked(exchange);
  if (!asked) co_return std::unexpected(asked.error());
  auto cut = co_await SettledCut(exchange, asked->page.cut, std::nullopt);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  co_return SubjectReply(exchange, *asked, *cut);
}

}  // namespace

AsyncReply GetSubjectPage(Exchange& exchange) { return SubjectPageReply(exchange); }

}  // namespace daybook::http
