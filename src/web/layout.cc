#include "web/layout.h"

#include <algorithm>
#include <array>

#include "web/asset.h"
#include "web/template.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Audience;

struct Section {
  std::string_view path;
  std::string_view text;
  bool of_views = true;  // it is for those who read what is made of all subjects
};

constexpr std::array kSections = {
    Section{"/overview", "Overview"},          Section{"/timeline", "Timeline"},
    Section{"/findings", "Findings"},          Section{"/actions", "Actions"},
    Section{"/measures", "Measures"},          Section{"/changes", "Changes"},
    Section{"/readiness", "Readiness"},        Section{"/events", "Events", false},
    Section{"/integrity", "Integrity", false}, Section{"/who-looked", "Who looked"},
};

constexpr std::size_t kDaySize = std::string_view("2024-07-30").size();

std::string AtWords(std::string_view moment) {
  return moment.empty() ? "now" : MomentWords(moment);
}

void AddNavigation(Model& model, const Frame& frame, const PageTitle& title) {
  model.Set("has_navigation", true);
  for (const Section& section : kSections) {
    if (section.of_views && !frame.reads_views) continue;
    const bool active = section.path == title.section;
    const bool current = active && frame.here.path == section.path;
    model.Add("navigation", Model()
                                .Set("text", section.text)
                                .Set("href", LinkTo(frame, {.path = std::string(section.path)}))
                                .Set("active", active)
                                .Set("current", current)
                                .Set("within", active && !current));
  }
}

void AddCrumbs(Model& model, const Frame& frame, const PageTitle& title) {
  if (title.section == "/overview") return;
  model.Set("has_crumbs", true);
  if (frame.reads_views) {
    model.Add("crumbs", Model().Set("text", "Overview").Set("href", LinkTo(frame, {"/overview"})));
  }
  for (const Crumb& crumb : title.crumbs) {
    model.Add("crumbs", Model().Set("text", crumb.text).Set("href", LinkTo(frame, crumb.address)));
  }
}

Model StepModel(const Frame& frame, std::string_view day, const std::string& text) {
  PageCut cut = frame.cut;
  cut.at = day;
  return Model().Set("text", text).Set("href", frame.here.With(cut.Params()).Text());
}

// The visits before and after the one that is looked at; after the last one, now.
void AddSteps(Model& cut, const Frame& frame) {
  const std::string_view at = std::string_view(frame.cut.at).substr(0, kDaySize);
  const auto words = [](const Stop& stop) { return stop.title + ", " + BriefMoment(stop.day); };
  const auto later = std::ranges::find_if(
      frame.stops, [&](const Stop& stop) { return !at.empty() && stop.day > at; });
  const auto earlier =
      std::ranges::find_if(frame.stops.rbegin(), frame.stops.rend(),
                           [&](const Stop& stop) { return at.empty() || stop.day < at; });
  Model steps;
  if (earlier != frame.stops.rend()) {
    steps.Set("previous", StepModel(frame, earlier->day, words(*earlier)));
  }
  if (later != frame.stops.end()) {
    steps.Set("next", StepModel(frame, later->day, words(*later)));
  } else if (!at.empty()) {
    steps.Set("next", StepModel(frame, "", "Now"));
  }
  if (!frame.stops.empty()) cut.Set("steps", std::move(steps));
}

void AddAudiences(Model& cut, const Frame& frame) {
  for (std::size_t i = 0; i < improvement::kAudiences.size(); ++i) {
    const auto audience = static_cast<Audience>(i);
    if (audience < frame.cut.ceiling) continue;
    cut.Add("audiences", Model()
                             .Set("value", improvement::NameOf(audience))
                             .Set("text", ValueWords(AudienceWords(audience)))
                             .Set("selected", audience == frame.cut.audience));
  }
}

// A browser's own picker knows days and no times.
std::string_view InputType(std::string_view moment) {
  return moment.empty() || moment.size() == kDaySize ? "date" : "text";
}

Model CutModel(const Frame& frame) {
  const PageCut& asked = frame.cut;
  Model cut;
  cut.Set("action", frame.here.path)
      .Set("at", asked.at)
      .Set("known", asked.known)
      .Set("at_text", AtWords(asked.at))
      .Set("known_text", asked.known.empty() ? "now" : "on " + MomentWords(asked.known))
      .Set("at_type", InputType(asked.at))
      .Set("known_type", InputType(asked.known))
      .Set("audience_text", AudienceWords(asked.audience))
      .Set("now", frame.here.Text());
  for (const auto& [name, value] : frame.here.params) {
    cut.Add("kept", Model().Set("name", name).Set("value", value));
  }
  AddAudiences(cut, frame);
  AddSteps(cut, frame);
  return cut;
}

std::string BannerText(const PageCut& cut) {
  std::string text = "You are looking at what had happened by ";
  text += cut.at.empty() ? "now" : "the end of " + MomentWords(cut.at);
  if (!cut.known.empty()) text += ", as the book knew it on " + MomentWords(cut.known);
  if (cut.audience != cut.ceiling) {
    text.append(", as far as it is released to ").append(AudienceWords(cut.audience));
  }
  return text + ".";
}

// What a page on paper has to say of itself.
Model PrintModel(const Frame& frame, const PageTitle& title) {
  Model print;
  const auto add = [&](std::string_view name, std::string_view text) {
    print.Add("facts", Model().Set("name", name).Set("text", text));
  };
  add("Book", frame.book);
  add("As at", AtWords(frame.cut.at));
  add("As known", AtWords(frame.cut.known));
  add("For", AudienceWords(frame.cut.audience));
  add("Shown", title.filter.empty() ? "everything" : title.filter);
  add("Events", CountWords(frame.position));
  add("Checkpoint", CountWords(frame.checkpoint) + " events");
  add("Made", MomentWords(frame.made));
  return print;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> PageCut::Params() const {
  const bool less = audience != ceiling;
  return {{"at", at},
          {"known", known},
          {"audience", less ? std::string(improvement::NameOf(audience)) : std::string()}};
}

std::string LinkTo(const Frame& frame, const Address& address) {
  return address.With(frame.cut.Params()).Text();
}

std::string LinkToSubject(const Frame& frame, std::string_view subject) {
  return LinkTo(frame, SubjectAddress(subject));
}

std::string WithoutBook(std::string_view name, Model content) {
  content.Set("stylesheet", AssetUrl("daybook.css")).Set("home", "/");
  return Render(name, content);
}

std::string InFrame(const Frame& frame, const PageTitle& title, std::string_view name,
                    Model content) {
  content.Set("title", title.title)
      .Set("stylesheet", AssetUrl("daybook.css"))
      .Set("chart_script", AssetUrl("chart.js"))
      .Set("verify_script", AssetUrl("verify.js"))
      .Set("home", LinkTo(frame, {.path = frame.reads_views ? "/overview" : "/events"}))
      .Set("print", PrintModel(frame, title));
  if (frame.has_cut) content.Set("cut", CutModel(frame));
  if (!frame.who.empty()) {
    content.Set("who", Model().Set("who_name", frame.who).Set("signed_in", frame.signed_in));
  }
  if (frame.cut.IsNow()) {
    content.SetIfAny("stream", frame.stream);
    content.Set("stream_position", std::to_string(frame.position));
  }
  if (const auto script = AssetUrl("daybook.js"); !script.empty()) {
    content.Add("scripts", Model().Set("src", script));
  }
  if (!frame.cut.IsNow()) {
    content.Set("banner",
                Model().Set("text", BannerText(frame.cut)).Set("href", frame.here.Text()));
  }
  content.Set("book", Model()
                          .Set("name", frame.book)
                          .Set("position", CountWords(frame.position))
                          .Set("checkpoint", CountWords(frame.checkpoint))
                          .Set("made", MomentWords(frame.made))
                          .Set("integrity", LinkTo(frame, {.path = "/integrity"})));
  AddNavigation(content, frame, title);
  AddCrumbs(content, frame, title);
  return Render(name, content);
}

}  // namespace daybook::web
