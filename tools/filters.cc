#include "tools/filters.h"

namespace daybook::tools {

namespace {

void Add(CLI::App& command, const char* name, std::string& value, const char* type,
         const char* says) {
  command.add_option(name, value, says)->type_name(type)->group("Filters");
}

}  // namespace

void AddFilters(CLI::App& command, Filters& filters) {
  Add(command, "--type", filters.type, "TYPE", "Type of event, e.g. finding.raised");
  Add(command, "--kind", filters.kind, "KIND", "Kind of subject, e.g. finding");
  Add(command, "--subject", filters.subject, "SUBJECT", "Subject, e.g. finding/edt-capacity");
  Add(command, "--actor", filters.actor, "WHO", "Who recorded it, or on whose behalf");
  Add(command, "--text", filters.text, "TEXT", "Text anywhere in the event, in either case");
}

void AddTimes(CLI::App& command, Filters& filters) {
  Add(command, "--from", filters.from, "TIME", "Occurred at this time or day, or later");
  Add(command, "--to", filters.to, "TIME", "Occurred before this time or day");
  Add(command, "--recorded-from", filters.recorded_from, "TIME",
      "Recorded at this time or day, or later");
  Add(command, "--recorded-to", filters.recorded_to, "TIME", "Recorded before this time or day");
  AddCut(command, filters.cut);
}

void AddOrder(CLI::App& command, Filters& filters) {
  command
      .add_option("--order", filters.order,
                  "recorded or occurred; -recorded or -occurred is the latest first")
      ->check(CLI::IsMember({"recorded", "-recorded", "occurred", "-occurred"}))
      ->type_name("ORDER");
}

void AddTo(Target& target, const Filters& filters) {
  AddTo(target, filters.cut);
  target.Add("type", filters.type)
      .Add("kind", filters.kind)
      .Add("subject", filters.subject)
      .Add("actor", filters.actor)
      .Add("text", filters.text)
      .Add("from", filters.from)
      .Add("to", filters.to)
      .Add("recordedfrom", filters.recorded_from)
      .Add("recordedto", filters.recorded_to)
      .Add("order", filters.order);
}

}  // namespace daybook::tools
