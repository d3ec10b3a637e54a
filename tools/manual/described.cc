#include "tools/manual/described.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <regex>
#include <string_view>

namespace daybook::manual {
namespace {

// Null past the last: nothing else tells how many there are.
const CLI::Validator* CheckAt(CLI::Option& option, int index) {
  try {
    return option.get_validator(index);
  } catch (const CLI::OptionNotFound&) {
    return nullptr;
  }
}

// What the checks of an option say of its values: "{text,json}", "INT in [0 - 256]".
std::vector<std::string> ChecksOf(CLI::Option& option) {
  std::vector<std::string> checks;
  for (int i = 0; const CLI::Validator* check = CheckAt(option, i); ++i) {
    checks.push_back(check->get_description());
  }
  return checks;
}

// "{text,json}" → text, json.
std::vector<std::string> Choices(std::string_view check) {
  std::vector<std::string> choices;
  if (!check.starts_with('{') || !check.ends_with('}')) return choices;
  for (const std::string& choice :
       CLI::detail::split(std::string(check.substr(1, check.size() - 2)), ',')) {
    choices.push_back(choice.substr(0, choice.find("->")));
  }
  return choices;
}

// "INT in [0 - 256]" → "0 to 256".
std::string RangeOf(const std::string& check) {
  static const std::regex kRange(R"(\w+ in \[(\S+) - (\S+)\])");
  std::smatch found;
  return std::regex_match(check, found, kRange) ? found[1].str() + " to " + found[2].str() : "";
}

DescribedOption DescribeOption(CLI::Option& option) {
  DescribedOption described{.names = {},
                            .argument = option.get_lnames().empty() && option.get_snames().empty(),
                            .required = option.get_required(),
                            .repeatable = option.get_expected_max() > 1,
                            .says = option.get_description(),
                            .fallback = option.get_default_str(),
                            .environment = option.get_envname()};
  if (described.argument) described.names.push_back(option.get_name(true));
  for (const std::string& name : option.get_snames()) described.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) described.names.push_back("--" + name);
  if (option.get_items_expected_max() == 0) return described;
  described.type = option.get_type_name();
  for (const std::string& check : ChecksOf(option)) {
    if (check.empty()) continue;
    described.type.resize(described.type.size() - check.size() - 1);  // after a colon
    if (auto choices = Choices(check); !choices.empty()) described.choices = std::move(choices);
    if (auto range = RangeOf(check); !range.empty()) described.range = std::move(range);
  }
  return described;
}

}  // namespace

DescribedCommand Describe(CLI::App& app, const std::string& before) {
  DescribedCommand command{.name = (before.empty() ? "" : before + ' ') + app.get_name(),
                           .says = app.get_description(),
                           .footer = app.get_footer()};
  for (const bool arguments : {true, false}) {
    for (CLI::Option* option : app.get_options()) {
      DescribedOption described = DescribeOption(*option);
      if (described.argument == arguments) command.options.push_back(std::move(described));
    }
  }
  for (CLI::App* under : app.get_subcommands([](const CLI::App*) { return true; })) {
    // A group of options is an app without a name.
    if (!under->get_name().empty()) {
      command.commands.push_back(Describe(*under, command.name));
      continue;
    }
    for (DescribedOption& option : Describe(*under).options) {
      command.options.push_back(std::move(option));
    }
  }
  return command;
}

}  // namespace daybook::manual
