// Replaying a directory that no daemon has open.

#include <fmt/format.h>

#include <chrono>

#include "http/cut_params.h"
#include "http/table_text.h"
#include "http/view_of.h"
#include "replay/directory.h"
#include "replay/in_order.h"
#include "replay/read.h"
#include "tools/progress.h"
#include "tools/replay.h"

namespace daybook::tools {
namespace {

replay::Run RunWith(Progress& progress, Position size) {
  return {.on_progress = [&progress, size](const replay::Progress& now) {
    const std::uint64_t events = now.stage == replay::Stage::kReading ? now.done : size;
    progress.Update(events, static_cast<std::uint64_t>(now.share() * kReplayParts));
  }};
}

std::string SentenceOf(const replay::Outcome& outcome, std::chrono::duration<double> took) {
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(outcome.size) / took.count());
  std::string sentence = fmt::format("Replayed {} events in {:.1f} s, {} a second",
                                     Grouped(outcome.size), took.count(), Grouped(rate));
  if (!outcome.compared || outcome.difference) return sentence + ".";
  return sentence + fmt::format(": all that was stored of {} is what they come to.",
                                Grouped(*outcome.compared));
}

struct ReadView {
  const improvement::ViewKind* kind = nullptr;
  http::AskedCut cut;
};

// With the words of the daemon, since they are its parameters.
Result<ReadView> ReadAsked(const ReplayOptions& options) {
  ReadView asked{.kind = improvement::FindView(options.view), .cut = {}};
  if (asked.kind == nullptr) {
    std::string names;
    for (const improvement::ViewKind& view : improvement::Views()) {
      names.append(names.empty() ? "" : ", ").append(view.name);
    }
    return Fail(ErrorCode::kMalformed,
                fmt::format("There is no view '{}'; there are {}.", options.view, names));
  }
  const http::Params params{
      {"at", options.cut.at}, {"known", options.cut.known}, {"audience", options.cut.audience}};
  http::ParamReader reader(params);
  asked.cut = http::ReadCut(reader);
  if (auto read = reader.Finish(); !read) return std::unexpected(std::move(read.error()));
  return asked;
}

Result<projection::View> MakeView(const Book& book, const ReadView& asked, Progress& progress) {
  auto cut = http::SettleCut(book, asked.cut);
  if (!cut) return std::unexpected(std::move(cut.error()));
  cut->size = std::min(cut->size, book.size());
  const replay::Run run = RunWith(progress, cut->size);
  const auto read = replay::ReadFacts(book, cut->size, run);
  if (!read) return std::unexpected(read.error());
  const auto subjects = replay::FoldAll(read->facts, *cut, run);
  if (!subjects) return std::unexpected(subjects.error());
  const auto as_of = improvement::AsOf::At(asked.cut.AsOf(http::Now()), cut->audience);
  return projection::View{.table = asked.kind->make(*subjects, as_of), .cut = *cut};
}

Exit Print(Console& console, const projection::View& view, const RowFormat& format) {
  if (format.csv) {
    console.out << http::RenderTable(view, http::Format::kCsv);
    return Exit::kOk;
  }
  const std::string text = http::RenderTable(view, http::Format::kJson);
  if (format.json) {
    console.out << text;
    return Exit::kOk;
  }
  const auto table = ParseView(text);
  if (!table) return CannotReplay(console, table.error());
  PrintRows(console, *table, format.plain);
  return Exit::kOk;
}

}  // namespace

Exit ReplayData(Session& session, const ReplayOptions& options) {
  Console& console = session.console;
  const auto book = replay::OpenBookIn(options.data);
  if (!book) return CannotReplay(console, book.error());
  const auto began = std::chrono::steady_clock::now();
  std::optional<Progress> progress;
  progress.emplace(console, kReplayParts);
  const auto outcome =
      replay::ReplayDirectory(**book, options.data, RunWith(*progress, (*book)->size()));
  progress.reset();
  if (!outcome) return CannotReplay(console, outcome.error());
  return SayOutcome(console, outcome->difference.value_or(""), outcome->remark,
                    SentenceOf(*outcome, std::chrono::steady_clock::now() - began));
}

Exit ReplayView(Session& session, const ReplayOptions& options) {
  Console& console = session.console;
  const auto asked = ReadAsked(options);
  if (!asked) return CannotReplay(console, asked.error());
  const auto book = replay::OpenBookIn(options.data);
  if (!book) return CannotReplay(console, book.error());
  std::optional<Progress> progress;
  progress.emplace(console, kReplayParts);
  const auto view = MakeView(**book, *asked, *progress);
  progress.reset();
  if (!view) return CannotReplay(console, view.error());
  return Print(console, *view, options.format);
}

}  // namespace daybook::tools
