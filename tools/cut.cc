#include "tools/cut.h"

namespace daybook::tools {

namespace {

constexpr const char* kGroup = "Cut";

}  // namespace

CLI::Option* AddAudience(CLI::App& command, std::string& audience) {
  return command
      .add_option("--audience", audience,
                  "What is released to: internal (all), board, committee or public")
      ->check(CLI::IsMember({"internal", "board", "committee", "public"}))
      ->type_name("WHO")
      ->group(kGroup);
}

std::vector<CLI::Option*> AddCut(CLI::App& command, CutOptions& cut) {
  auto* at = command
                 .add_option("--at", cut.at,
                             "As at: what had occurred by this day (all of it, in London) or time")
                 ->type_name("WHEN")
                 ->group(kGroup);
  auto* known =
      command.add_option("--known", cut.known, "As known: what was recorded by this day or time")
          ->type_name("WHEN")
          ->group(kGroup);
  return {at, known, AddAudience(command, cut.audience)};
}

void AddTo(Target& target, const CutOptions& cut) {
  target.Add("at", cut.at).Add("known", cut.known).Add("audience", cut.audience);
}

}  // namespace daybook::tools
