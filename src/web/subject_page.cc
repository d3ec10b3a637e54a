#include "web/subject_page.h"

#include <algorithm>

#include "improvement/audience.h"
#include "improvement/subject.h"
#include "web/grid.h"
#include "web/grid_cells.h"
#include "web/layout.h"
#include "web/measure_values.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Table;
using Row = std::vector<improvement::Cell>;

std::string KindOfSubject(std::string_view subject) {
  return std::string(subject.substr(0, subject.find('/')));
}

// `finding.raised` as `Finding raised`
std::string TypeWords(std::string type) {
  std::ranges::replace(type, '.', ' ');
  return ValueWords(type);
}

// SubjectNames such as `not-yet-evident` are shown as words; what people wrote stays as it is.
std::string ShownValue(std::string_view value) {
  const bool is_name = std::ranges::all_of(
      value, [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9'); });
  const std::string moment = MomentWords(value);
  return moment == value && is_name ? ValueWords(value) : moment;
}

// A value, or several subjects: those are linked by their names.
Model ValueModel(const Frame& frame, std::string_view value) {
  Model model;
  if (!AreSubjects(value)) return model.Add("parts", Model().Set("label", ShownValue(value)));
  ForEachPart(value, [&](std::string_view subject) {
    const Model link = Model().Set("href", LinkToSubject(frame, subject));
    model.Add("parts", Model().Set("label", frame.names.Of(subject)).Set("link", link));
  });
  return model;
}

void AddState(Model& model, const Frame& frame, const std::vector<StateField>& state) {
  if (state.empty()) return;
  model.Set("has_state", true);
  for (const StateField& field : state) {
    Model row;
    row.Set("field", NameWords(field.name));
    if (field.values.size() == 1) {
      row.Set("single", ValueModel(frame, field.values.front()));
    } else {
      row.Set("has_many", true);
      for (const std::string& value : field.values) row.Add("many", ValueModel(frame, value));
    }
    model.Add("state", row);
  }
}

// Events that correct or dispute one, as its row names them.
void AddMarks(Model& event, const Frame& frame, std::string_view positions, std::string_view mark,
              std::string_view colour) {
  if (positions.empty()) return;
  Model marks;
  marks.Set("mark", mark).Set("mark_colour", colour);
  while (!positions.empty()) {
    const auto end = std::min(positions.find(' '), positions.size());
    const std::string position(positions.substr(0, end));
    const std::string href = LinkTo(frame, {.path = "/events/" + position});
    marks.Add("mark_events", Model().Set("mark_position", position).Set("mark_href", href));
    positions.remove_prefix(std::min(end + 1, positions.size()));
  }
  event.Add("marks", marks);
}

std::string LagWords(const std::string& days) {
  if (days.empty() || days == "0") return {};
  return days + (days == "1" ? " day later" : " days later");
}

Model EventModel(const Frame& frame, const Table& trail, const Row& row, std::string_view subject) {
  const auto text = [&](std::string_view column) { return CellText(trail, row, column); };
  const std::string position = text("position");
  const std::string occurred = text("occurred");
  const auto audience = improvement::ParseAudience(text("audience"));
  Model event;
  event.Set("position", position)
      .Set("type_words", TypeWords(text("type")))
      .Set("occurred", occurred.empty() ? "on a day nobody knows" : MomentWords(occurred))
      .SetIfAny("actor", ShownValue(text("actor")))
      .Set("recorded", MomentWords(text("recorded")))
      .SetIfAny("lag", LagWords(text("lagDays")))
      .SetIfAny("paragraph", text("sourceparagraph"))
      .SetIfAny("reason", text("reason"))
      .Set("audience", audience ? AudienceWords(*audience) : "nobody else")
      .Set("event_href", LinkTo(frame, {.path = "/events/" + position}))
      .Set("receipt_href", "/v1/receipts/" + position);
  if (const std::string about = text("subject"); about != subject) {
    event.Set("about", frame.names.Of(about)).Set("about_href", LinkToSubject(frame, about));
  }
  AddMarks(event, frame, text("corrected"), "Corrected", "purple");
  AddMarks(event, frame, text("disputed"), "Disputed", "yellow");
  return event;
}

void AddChange(Model& event, const Frame& frame, const Table& trail, const Row& row) {
  const std::string field = CellText(trail, row, "field");
  if (field.empty()) return;
  event.Set("has_changes", true);
  event.Add("changes", Model()
                           .Set("changed", field.starts_with('/') ? field : NameWords(field))
                           .Set("before", ValueModel(frame, CellText(trail, row, "before")))
                           .Set("after", ValueModel(frame, CellText(trail, row, "after"))));
}

// Where the rows of each event begin, and where the last ones end.
std::vector<std::size_t> EventRows(const Table& trail) {
  std::vector<std::size_t> begins;
  std::string last;
  for (std::size_t i = 0; i < trail.rows.size(); ++i) {
    std::string position = CellText(trail, trail.rows[i], "position");
    if (i == 0 || position != last) begins.push_back(i);
    last = std::move(position);
  }
  begins.push_back(trail.rows.size());
  return begins;
}

void AddTrailPager(Model& model, const Frame& frame, std::size_t page, std::size_t pages) {
  if (pages < 2) return;
  const auto link = [&](std::size_t to) {
    const std::string href = LinkTo(frame, frame.here.With("page", std::to_string(to)));
    return Model().Set("page_href", href);
  };
  Model pager;
  pager.Set("page_words", "Page " + CountWords(page) + " of " + CountWords(pages));
  if (page > 1) pager.Set("page_before", link(page - 1));
  if (page < pages) pager.Set("page_after", link(page + 1));
  model.Set("trail_pager", std::move(pager));
}

void AddTrail(Model& model, const Frame& frame, const SubjectView& view) {
  const std::vector<std::size_t> begins = EventRows(view.trail);
  const std::size_t events = begins.size() - 1;
  const std::size_t pages = std::max<std::size_t>((events + kTrailEvents - 1) / kTrailEvents, 1);
  const std::size_t page = std::clamp<std::size_t>(view.page, 1, pages);
  const std::size_t end = std::min(events, page * kTrailEvents);
  for (std::size_t i = (page - 1) * kTrailEvents; i < end; ++i) {
    Model event = EventModel(frame, view.trail, view.trail.rows[begins[i]], view.subject);
    for (std::size_t row = begins[i]; row < begins[i + 1]; ++row) {
      AddChange(event, frame, view.trail, view.trail.rows[row]);
    }
    model.Add("trail_events", event);
  }
  model.Set("events_words", CountWords(events) + (events == 1 ? " event" : " events"));
  model.Set("csv", LinkTo(frame, frame.here.With("format", "csv")));
  model.Set("json", LinkTo(frame, frame.here.With("format", "json")));
  AddTrailPager(model, frame, page, pages);
}

Model VerifyModel(const std::string& position) {
  return Model().Set("verify_position", position).Set("verify_receipt", "/v1/receipts/" + position);
}

// A form, since it may be asked what for.
Model OpeningModel(const Address& address) {
  Model open;
  open.Set("open_action", address.path);
  for (const auto& [name, value] : address.params) {
    open.Add("hidden", Model().Set("hidden_name", name).Set("hidden_value", value));
  }
  return open;
}

// The newest event about the subject itself.
std::string NewestOf(const SubjectView& view) {
  Position newest = 0;
  bool any = false;
  for (const Row& row : view.trail.rows) {
    if (CellText(view.trail, row, "subject") != view.subject) continue;
    newest = std::max<Position>(newest, std::stoull(CellText(view.trail, row, "position")));
    any = true;
  }
  return any ? std::to_string(newest) : std::string();
}

// The page of the navigation that lists subjects of a kind.
Crumb ListOf(std::string_view kind) {
  if (kind == "finding") return {"Findings", {"/findings"}};
  if (kind == "action") return {"Actions", {"/actions"}};
  if (kind == "measure") return {"Measures", {"/measures"}};
  if (kind == "visit" || kind == "meeting") return {"Timeline", {"/timeline"}};
  return {"Events", {"/events"}};
}

}  // namespace

std::string SubjectPage(const Frame& frame, const SubjectView& view) {
  const std::string kind = KindOfSubject(view.subject);
  Model model;
  model.Set("kind_words", ValueWords(kind)).Set("subject_name", view.subject);
  AddState(model, frame, view.state);
  if (!view.values.rows.empty()) {
    model.Set("measured", MeasureValuesModel(frame, view.values));
  }
  AddTrail(model, frame, view);
  if (!view.opened.path.empty()) {
    model.Set("open", OpeningModel(view.opened.With(frame.cut.Params())));
  }
  for (const Crumb& act : view.acts) {
    model.Set("has_acts", true);
    model.Add("acts", Model().Set("act_label", act.text).Set("act_href", act.address.Text()));
  }
  if (frame.reads_views) {
    model.Set("looked_href", LinkTo(frame, {"/who-looked", {{"subject", view.subject}}}));
  }
  if (const std::string newest = NewestOf(view); !newest.empty()) {
    model.Set("verify", VerifyModel(newest));
  }
  const std::string title = view.title.empty() ? frame.names.Of(view.subject) : view.title;
  const Crumb list = ListOf(kind);
  return InFrame(frame, {.title = title, .section = list.address.path, .crumbs = {list}}, "subject",
                 std::move(model));
}

std::string EventPage(const Frame& frame, const EventView& view) {
  Model model;
  const std::string position = std::to_string(view.position);
  model.Set("subject_href", LinkToSubject(frame, view.subject)).Set("subject_name", view.subject);
  for (const StateField& field : view.attributes) {
    const bool time = field.name == "time" || field.name == "recordedtime";
    const std::string& value = field.values.front();
    model.Add("attributes", Model()
                                .Set("attribute", field.name)
                                .Set("attribute_value", time ? MomentWords(value) : value));
  }
  model.SetIfAny("data", view.data);
  model.Set("raw_href", "/v1/events/" + position).Set("verify", VerifyModel(position));
  return InFrame(frame,
                 {.title = "Event " + position + ": " + TypeWords(view.type),
                  .section = "/events",
                  .crumbs = {{"Events", {"/events"}}}},
                 "event", std::move(model));
}

}  // namespace daybook::web
