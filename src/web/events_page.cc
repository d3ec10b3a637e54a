#include "web/events_page.h"

#include <algorithm>
#include <array>

#include "web/grid.h"
#include "web/grid_model.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

constexpr std::array kFields = {
    SearchField{"text", "With the text", "", "search"},
    SearchField{"type", "Type", "For example finding.raised", "text"},
    SearchField{"kind", "Kind of subject", "For example finding", "text"},
    SearchField{"subject", "Subject", "For example finding/edt-capacity", "text"},
    SearchField{"actor", "By", "Who did it, or on whose behalf", "text"},
    SearchField{"from", "Occurred from", "", "date"},
    SearchField{"to", "Occurred before", "", "date"},
    SearchField{"recordedfrom", "Recorded from", "", "date"},
    SearchField{"recordedto", "Recorded before", "", "date"},
};

struct Order {
  std::string_view value;
  std::string_view label;
};
constexpr std::array kOrders = {
    Order{"-recorded", "Recorded, newest first"},
    Order{"recorded", "Recorded, oldest first"},
    Order{"-occurred", "Occurred, newest first"},
    Order{"occurred", "Occurred, oldest first"},
};

constexpr std::array kColumns = {
    GridColumn{"position", "Event", Show::kPosition},
    GridColumn{"type", "What", Show::kWords},
    GridColumn{"subject", "About", Show::kSubject},
    GridColumn{"occurred", "Occurred", Show::kMoment},
    GridColumn{"actor", "By", Show::kWords},
    GridColumn{"reason", "Reason"},
    GridColumn{"recorded", "Recorded", Show::kMoment},
};
constexpr Grid kEvents{"/events", "events", "Events", "No event fits what was asked for.",
                       kColumns};

std::string_view Asked(const EventsView& view, std::string_view name) {
  for (const auto& [key, value] : view.asked) {
    if (key == name) return value;
  }
  return {};
}

Model FormModel(const Frame& frame, const EventsView& view) {
  Model form;
  for (const auto& [name, value] : frame.cut.Params()) {
    if (value.empty()) continue;
    form.Add("hidden", Model().Set("hidden_name", name).Set("hidden_value", value));
  }
  for (const SearchField& field : kFields) {
    Model input;
    const std::string_view value = Asked(view, field.name);
    // A time from a link is no day, which is all that a date input takes.
    constexpr std::size_t kDay = 10;
    const bool is_day = value.empty() || value.size() == kDay;
    input.Set("field", field.name).Set("label_text", field.label).Set("field_value", value);
    input.Set("input_type", field.type == "date" && !is_day ? "text" : field.type);
    if (!field.hint.empty()) {
      input.Set("hinted", Model().Set("hint", field.hint));
    }
    form.Add("fields", input);
  }
  for (const Order& order : kOrders) {
    form.Add("orders", Model()
                           .Set("choice", order.value)
                           .Set("choice_label", order.label)
                           .Set("chosen", order.value == Asked(view, "order")));
  }
  return form;
}

// What was asked for, in words.
std::string FilterWords(const EventsView& view) {
  std::string words;
  for (const SearchField& field : kFields) {
    const std::string_view value = Asked(view, field.name);
    if (value.empty()) continue;
    words += (words.empty() ? "" : "; ") + std::string(field.label) + ": " + MomentWords(value);
  }
  return words;
}

}  // namespace

std::vector<SearchField> SearchFields() { return {kFields.begin(), kFields.end()}; }

std::vector<std::string> EventColumns() {
  std::vector<std::string> columns;
  columns.reserve(kColumns.size());
  for (const GridColumn& column : kColumns) columns.emplace_back(column.column);
  return columns;
}

std::string EventsPage(const Frame& frame, const EventsView& view) {
  Model model;
  Frame around = frame;
  around.here = around.here.With(view.asked);
  const std::string filter = FilterWords(view);
  model.Set("form", FormModel(frame, view));
  if (!filter.empty()) {
    model.Set("asked_words",
              Model().Set("words", filter).Set("clear_href", LinkTo(frame, frame.here)));
  }
  model.Set("events", PlainGridModel(frame, kEvents, view.events));
  model.Set("csv", LinkTo(frame, around.here.With("format", "csv")));
  model.Set("ndjson", LinkTo(frame, around.here.With("format", "ndjson")));
  if (!view.next.empty()) {
    model.Set("next_href", LinkTo(frame, around.here.With("after", view.next)));
  }
  return InFrame(around, {.title = "Events", .section = "/events", .filter = filter}, "events",
                 std::move(model));
}

}  // namespace daybook::web
