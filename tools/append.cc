#include <algorithm>

#include "daybook/limits.h"
#include "tools/append_body.h"
#include "tools/appended.h"
#include "tools/files.h"
#include "tools/problem.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kAppendHelp = R"(Append events, all of them or none

Examples:
  daybook append --type login.succeeded --subject login/ada
  daybook append --type visit.started --subject visit/1 --time 2024-07-30 --data '{"days":2}'
  daybook append --type plan.approved --subject plan/2025 --data @plan.json --if-revision 3
  daybook append event.json
  jq -c '.[]' events.json | daybook append -

A file holds one event, a JSON array of events, or an event on each line. What is printed is the
position of each event. For large files there is: daybook import
)";

struct AppendOptions {
  std::string file;
  EventFlags flags;
  std::string if_revision;
  bool json = false;
};

// `@file` and `-` name where the data is; anything else is the data.
Result<std::string> ReadData(Console& console, const std::string& data) {
  if (data == "-") return ReadWhole(console, "-", limits::kEventBytes);
  if (!data.starts_with('@')) return data;
  return ReadWhole(console, data.substr(1), limits::kEventBytes);
}

// Whether anything of a single event is given, other than what the environment gives.
bool DescribesEvent(const EventFlags& flags) {
  return !flags.id.empty() || !flags.type.empty() || !flags.subject.empty() ||
         !flags.time.empty() || !flags.precision.empty() || !flags.data.empty() ||
         !flags.attributes.empty();
}

Result<AppendBody> ReadBody(Console& console, const AppendOptions& options) {
  if (!options.file.empty()) {
    if (DescribesEvent(options.flags)) {
      return Fail(ErrorCode::kMalformed,
                  "Give a file or the options of one event, not both: events in a file have "
                  "their own attributes");
    }
    auto text = ReadWhole(console, options.file, limits::kBodyBytes);
    if (!text) return std::unexpected(std::move(text.error()));
    return DetectBody(std::move(*text));
  }
  if (options.flags.type.empty() || options.flags.subject.empty()) {
    return Fail(ErrorCode::kMalformed, "Give a file, or --type and --subject of one event");
  }
  EventFlags flags = options.flags;
  auto data = ReadData(console, flags.data);
  if (!data) return std::unexpected(std::move(data.error()));
  flags.data = std::move(*data);
  return MakeBody(flags);
}

Result<HttpRequest> MakeRequest(const AppendBody& body, const AppendOptions& options) {
  HttpRequest request{.method = "POST",
                      .target = "/v1/events",
                      .headers = {{"Content-Type", body.media_type}},
                      .body = body.text};
  if (!options.if_revision.empty()) {
    auto expect = ExpectHeader(body.subject, options.if_revision);
    if (!expect) return std::unexpected(std::move(expect.error()));
    request.headers["Daybook-Expect"] = *expect;
  }
  return request;
}

Result<Exit> PrintAppended(Console& console, const std::string& answer, bool as_json) {
  const auto appended = ParseAppended(answer);
  if (!appended) return std::unexpected(appended.error());
  if (as_json) {
    console.out << answer << (answer.ends_with('\n') ? "" : "\n");
    return Exit::kOk;
  }
  for (const AppendedEvent& event : *appended) console.out << event.position << '\n';
  const auto repeated = std::ranges::count_if(*appended, &AppendedEvent::repeated);
  if (repeated > 0) {
    Say(console, Grouped(static_cast<std::uint64_t>(repeated)) + " already there.");
  }
  return Exit::kOk;
}

Exit Append(Session& session, const AppendOptions& options) {
  Console& console = session.console;
  const auto body = ReadBody(console, options);
  const auto request = body ? MakeRequest(*body, options) : std::unexpected(body.error());
  if (!request) {
    SayError(console, request.error());
    return Exit::kUsage;
  }
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto response = client.Send(*request);
    const auto accepted = Accepted(response);
    if (accepted) return PrintAppended(console, accepted->body, options.json);
    SayError(console, accepted.error());
    // A random id is known to nobody else, and without it the event could be appended twice.
    const bool unknown = !response || response->status >= 500;
    if (unknown && !body->id.empty()) {
      Say(console, "If the event may be in the book all the same, repeat it with --id " + body->id +
                       ", which never appends it twice.");
    }
    return Exit::kRefused;
  });
}

void AddFlags(CLI::App& command, EventFlags& flags) {
  const auto add = [&](const char* name, std::string& value, const char* type, const char* says) {
    return command.add_option(name, value, says)->type_name(type)->group("Event");
  };
  add("--type", flags.type, "TYPE", "What happened, as kind.past-tense");
  add("--subject", flags.subject, "SUBJECT", "What it is about, as kind/id");
  add("--id", flags.id, "ID", "Names the event for ever; a random UUID if not given");
  add("--source", flags.source, "URI", "Where events with such ids come from")
      ->envname("DAYBOOK_SOURCE")
      ->capture_default_str();
  add("--time", flags.time, "TIME", "When it happened: RFC 3339, or a day, month or year");
  add("--precision", flags.precision, "HOW", "instant, day, month, year or unknown");
  add("--data", flags.data, "JSON", "What there is to say of it; @FILE or - reads it");
  command.add_option("--attr", flags.attributes, "Another attribute, as name=value; repeatable")
      ->type_name("NAME=VALUE")
      ->group("Event")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

void AddAppend(CLI::App& app, Session& session) {
  auto options = std::make_shared<AppendOptions>();
  CLI::App* command = app.add_subcommand("append", kAppendHelp);
  command->add_option("file", options->file, "Events to append; - is stdin")->type_name("FILE");
  AddFlags(*command, options->flags);
  command
      ->add_option("--if-revision", options->if_revision,
                   "Only if the subject's last event has this revision, or none: it has no event")
      ->type_name("N|none");
  command->add_flag("--json", options->json, "The whole answer as JSON");
  Choose(*command, session, options, Append);
}

}  // namespace daybook::tools
