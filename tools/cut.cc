#include "tools/cut.h"

namespace daybook::tools {

void AddCut(CLI::App& command, CutOptions& cut) {
  constexpr const char* kGroup = "Cut";
  command
      .add_option("--at", cut.at,
                  "As at: what had occurred by this day (all of it, in London) or time")
      ->type_name("WHEN")
      ->group(kGroup);
  command.add_option("--known", cut.known, "As known: what was recorded by this day or time")
      ->type_name("WHEN")
      ->group(kGroup);
  command
      .add_option("--audience", cut.audience,
                  "What is released to: internal (all), board, committee or public")
      ->check(CLI::IsMember({"internal", "board", "committee", "public"}))
      ->type_name("WHO")
      ->group(kGroup);
}

void AddTo(Target& target, const CutOptions& cut) {
  target.Add("at", cut.at).Add("known", cut.known).Add("audience", cut.audience);
}

}  // namespace daybook::tools
