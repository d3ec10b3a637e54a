// Replaying a directory that no daemon has open.

#include <fmt/format.h>

#include <chrono>

#include "http/table_text.h"
#include "improvement/views.h"
#include "replay/directory.h"
#include "tools/directory_cut.h"
#include "tools/replay.h"

namespace daybook::tools {
namespace {

std::string SentenceOf(const replay::Outcome& outcome, std::chrono::duration<double> took) {
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(outcome.size) / took.count());
  std::string sentence = fmt::format("Replayed {} events in {:.1f} s, {} a second",
                                     Grouped(outcome.size), took.count(), Grouped(rate));
  if (!outcome.compared || outcome.difference) return sentence + ".";
  return sentence + fmt::format(": all that was stored of {} is what they come to.",
                                Grouped(*outcome.compared));
}

Result<const improvement::ViewKind*> FindAsked(const std::string& name) {
  if (const improvement::ViewKind* kind = improvement::FindView(name)) return kind;
  return Fail(ErrorCode::kMalformed,
              fmt::format("There is no view '{}'; there are {}.", name, improvement::ViewNames()));
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
  Progress progress(console, kReplayParts);
  const auto outcome =
      replay::ReplayDirectory(**book, options.data, ShownOn(progress, (*book)->size()));
  progress.Clear();
  if (!outcome) return CannotReplay(console, outcome.error());
  return SayOutcome(console, outcome->difference.value_or(""), outcome->remark,
                    SentenceOf(*outcome, std::chrono::steady_clock::now() - began));
}

Exit ReplayView(Session& session, const ReplayOptions& options) {
  Console& console = session.console;
  const auto kind = FindAsked(options.view);
  if (!kind) return CannotReplay(console, kind.error());
  const auto read = ReadDirectoryCut(console, options.data, options.cut, (*kind)->kinds);
  if (!read) return CannotReplay(console, read.error());
  const projection::View view{.table = (*kind)->make(read->subjects, read->as_of),
                              .cut = read->cut};
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - read->began;
  const Exit exit = Print(console, view, options.format);
  if (exit == Exit::kOk) {
    Say(console, fmt::format("Read and folded {} events in {:.3f} s.", Grouped(read->cut.size),
                             took.count()));
  }
  return exit;
}

}  // namespace daybook::tools
