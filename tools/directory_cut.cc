#include "tools/directory_cut.h"

#include <algorithm>
#include <utility>

#include "http/cut_params.h"
#include "http/view_of.h"
#include "replay/directory.h"

namespace daybook::tools {
namespace {

// With the words of the daemon, since they are its parameters.
Result<http::AskedCut> ReadAsked(const CutOptions& options) {
  const http::Params params{
      {"at", options.at}, {"known", options.known}, {"audience", options.audience}};
  http::ParamReader reader(params);
  const http::AskedCut asked = http::ReadCut(reader, *access::Everybody());
  if (auto read = reader.Finish(); !read) return std::unexpected(std::move(read.error()));
  return asked;
}

}  // namespace

replay::Run ShownOn(Progress& progress, Position size) {
  return {.on_progress = [&progress, size](const replay::Progress& now) {
    const std::uint64_t events = now.stage == replay::Stage::kReading ? now.done : size;
    progress.Update(events, static_cast<std::uint64_t>(now.share() * kReplayParts));
  }};
}

Result<DirectoryCut> ReadDirectoryCut(Console& console, const std::string& directory,
                                      const CutOptions& options, replay::Kinds kinds) {
  const auto asked = ReadAsked(options);
  if (!asked) return std::unexpected(asked.error());
  const auto book = replay::OpenBookIn(directory);
  if (!book) return std::unexpected(book.error());
  auto cut = http::SettleCut(**book, *asked);
  if (!cut) return std::unexpected(std::move(cut.error()));
  cut->size = std::min(cut->size, (*book)->size());
  const auto began = std::chrono::steady_clock::now();
  Progress progress(console, kReplayParts);
  const replay::Run run = ShownOn(progress, cut->size);
  auto read = replay::ReadFacts(**book, cut->size, run, kinds);
  if (!read) return std::unexpected(std::move(read.error()));
  auto subjects = replay::FoldAll(read->facts, *cut, run);
  if (!subjects) return std::unexpected(std::move(subjects.error()));
  return DirectoryCut{.facts = std::move(read->facts),
                      .subjects = *std::move(subjects),
                      .cut = *cut,
                      .as_of = improvement::AsOf::At(asked->AsOf(http::Now()), cut->audience),
                      .began = began};
}

}  // namespace daybook::tools
