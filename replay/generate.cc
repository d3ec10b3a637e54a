// daybook_generate: an invented programme as NDJSON on standard output.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "replay/generator/generator.h"

namespace {

constexpr const char* kHelp =
    R"(Writes an invented improvement programme, one CloudEvent on each line

Examples:
  daybook_generate --events 100000 > events.ndjson
  daybook_generate --seed 7 --authorities 153 --years 10 --events 5000000 | daybook import -

The same options write the same bytes, on any machine.)";

// Written at once: more would gain nothing.
constexpr std::size_t kPieceBytes = 1024 * 1024;

bool Write(std::string& piece) {
  const bool written = std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
  piece.clear();
  return written;
}

int Generate(const daybook::replay::GeneratorOptions& options) {
  daybook::replay::Generator generator(options);
  daybook::replay::Generated event;
  std::string piece;
  piece.reserve(kPieceBytes + 4'096);
  bool written = true;
  while (written && generator.Next(event)) {
    piece.append(event.json) += '\n';
    if (piece.size() >= kPieceBytes) written = Write(piece);
  }
  written = written && Write(piece) && std::fflush(stdout) == 0;
  if (!written) std::perror("daybook_generate: cannot write");
  return written ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  daybook::replay::GeneratorOptions options;
  CLI::App app(kHelp, "daybook_generate");
  app.add_option("--seed", options.seed, "Another seed, another programme")->capture_default_str();
  app.add_option("--authorities", options.authorities, "Councils")
      ->check(CLI::Range(std::uint64_t{1}, daybook::replay::kAuthoritiesMax))
      ->capture_default_str();
  app.add_option("--years", options.years, "Over which it goes, from 2015")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--events", options.events, "How many")->capture_default_str();
  app.add_flag("--control", options.control,
               "Also what a book says of itself: not for a book that is in use");
  CLI11_PARSE(app, argc, argv);
  return Generate(options);
}
