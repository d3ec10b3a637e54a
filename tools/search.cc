#include <algorithm>
#include <iterator>

#include "tools/event_pages.h"
#include "tools/event_row.h"
#include "tools/session.h"
#include "tools/table.h"

namespace daybook::tools {
namespace {

constexpr const char* kSearchHelp = R"(Find events

Examples:
  daybook search --kind finding --text 'duty team'
  daybook search --type 'action.rescheduled' --order -occurred
  daybook search --actor ada --recorded-from 2024-09-01 --json
  daybook search --subject finding/edt-capacity --plain | cut -f 4

All events that match, without a limit, or as CSV: daybook export
)";

struct SearchOptions {
  Filters filters;
  std::size_t limit = 50;
  bool json = false;
  bool plain = false;
};

// Follows the cursor until there are `limit` events, or no more.
Result<EventPage> Collect(HttpClient& client, const SearchOptions& options) {
  EventPage all;
  while (all.entries.size() < options.limit) {
    const std::size_t wanted = std::min(options.limit - all.entries.size(), kPageEvents);
    auto page = FetchEventPage(client, options.filters, all.next, wanted);
    if (!page) return page;
    std::ranges::move(page->entries, std::back_inserter(all.entries));
    all.next = std::move(page->next);
    all.position = page->position;
    if (!all.next) break;
  }
  return all;
}

// The daemon's own form, with the entries of all pages in one.
void PrintJson(std::ostream& out, const EventPage& found) {
  out << R"({"events":[)";
  for (std::size_t i = 0; i < found.entries.size(); ++i) {
    out << (i > 0 ? ",\n" : "\n") << found.entries[i];
  }
  out << "\n]";
  if (found.next) out << R"(,"next":")" << *found.next << '"';
  out << R"(,"position":")" << found.position << "\"}\n";
}

void PrintFound(Console& console, const EventPage& found, const SearchOptions& options) {
  if (options.json) return PrintJson(console.out, found);
  TextTable table{.columns = EventColumns(), .rows = {}};
  for (const std::string& entry : found.entries) table.rows.push_back(EventRow(entry));
  if (options.plain) return PrintPlain(console.out, table);
  if (table.rows.empty()) return Say(console, "No event matches.");
  PrintTable(console.out, table,
             {.width = console.width, .colour = console.colour && console.out_is_terminal});
  if (found.next) {
    Say(console, "There may be more; raise --limit to see them.");
  }
}

Exit Search(Session& session, const SearchOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto found = Collect(client, options);
    if (!found) return std::unexpected(found.error());
    PrintFound(session.console, *found, options);
    return Exit::kOk;
  });
}

}  // namespace

void AddSearch(CLI::App& app, Session& session) {
  // An answer is kept in memory before it is printed, because its columns are aligned.
  constexpr std::size_t kLimitMax = 10'000;
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command = app.add_subcommand("search", kSearchHelp);
  AddFilters(*command, options->filters);
  AddTimes(*command, options->filters);
  AddOrder(*command, options->filters);
  command->add_option("--limit", options->limit, "Events at most")
      ->check(CLI::Range(std::size_t{1}, kLimitMax))
      ->type_name("N")
      ->capture_default_str();
  auto* json_flag =
      command->add_flag("--json", options->json, "The events whole, as one JSON object");
  auto* plain = command->add_flag("--plain", options->plain,
                                  "A row a line, divided by tabs, without a heading");
  json_flag->excludes(plain);
  Choose(*command, session, options, Search);
}

}  // namespace daybook::tools
