#include "tools/manual/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace daybook::manual {
namespace {

// As it is read: a hyphen can be typed again, a backslash is one, and no line is a request.
std::string Escaped(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    if (c == '-') {
      out += "\\-";
    } else if (c == '\\') {
      out += "\\e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Bold(std::string_view text) { return "\\fB" + Escaped(text) + "\\fR"; }

std::string Italic(std::string_view text) { return "\\fI" + Escaped(text) + "\\fR"; }

std::string Upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

bool IsExample(std::string_view line) { return line.starts_with("  "); }

std::string Listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + Bold(word);
  return out;
}

// What can be said of the value besides what it is for.
std::string ValueText(const DescribedOption& option) {
  std::string out;
  if (!option.choices.empty()) out += fmt::format("One of {}.\n", Listed(option.choices));
  if (!option.range.empty()) out += fmt::format("From {}.\n", Escaped(option.range));
  if (!option.fallback.empty()) out += fmt::format("If not given: {}.\n", Bold(option.fallback));
  if (option.repeatable) out += "May be given several times.\n";
  if (!option.environment.empty()) {
    out += fmt::format("Environment: {}.\n", Bold(option.environment));
  }
  return out;
}

std::string OptionText(const DescribedOption& option) {
  std::string names;
  for (const std::string& name : option.names) {
    names += names.empty() ? "" : ", ";
    names += option.argument ? Italic(name) : Bold(name);
  }
  if (!option.argument && !option.type.empty()) names += ' ' + Italic(option.type);
  std::string says = Escaped(option.says);
  if (!says.empty() && !says.ends_with('.')) says += '.';
  return fmt::format(".TP\n{}\n{}\n{}", names, says, ValueText(option));
}

std::string OptionsText(const DescribedCommand& command) {
  std::string out;
  for (const DescribedOption& option : command.options) {
    // Every command has it, and it is said once.
    const bool help =
        option.names.back() == "--help" && command.name.find(' ') != std::string::npos;
    if (!help) out += OptionText(option);
  }
  return out;
}

std::string Usage(const DescribedCommand& command) {
  std::string out = Bold(command.name) + " [" + Italic("option") + " ...]";
  if (!command.commands.empty()) out += ' ' + Italic("command") + " ...";
  for (const DescribedOption& option : command.options) {
    if (!option.argument) continue;
    std::string argument = Italic(option.names.front()) + (option.repeatable ? " ..." : "");
    out += ' ' + (option.required ? argument : '[' + argument + ']');
  }
  return out + '\n';
}

// All but the title, with the empty line after it.
std::string_view RestOf(std::string_view says) {
  const std::size_t end = says.find('\n');
  return end == says.npos ? "" : says.substr(end + 1);
}

// A command, then those under it.
std::string CommandText(const DescribedCommand& command) {
  std::string title = Escaped(command.title());
  if (!title.ends_with('.')) title += '.';
  std::string out =
      fmt::format(".SS {}\n{}.PP\n{}\n", Escaped(command.name), Usage(command), title);
  const std::string rest = Prose(RestOf(command.says));
  if (!rest.empty()) out += ".PP\n" + rest;
  out += OptionsText(command);
  for (const DescribedCommand& under : command.commands) out += CommandText(under);
  return out;
}

}  // namespace

std::string Prose(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string out;
  bool example = false;
  bool paragraph = false;
  const auto end_example = [&] {
    if (std::exchange(example, false)) out += ".EE\n";
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      end_example();
      paragraph = !out.empty();
      continue;
    }
    if (IsExample(line) && !std::exchange(example, true))
      out += out.empty() ? ".EX\n" : ".PP\n.EX\n";
    if (!IsExample(line)) {
      if (example || paragraph) {
        end_example();
        out += ".PP\n";
      }
    }
    paragraph = false;
    out += Escaped(line) + '\n';
  }
  end_example();
  return out;
}

std::string Page(const DescribedCommand& command, const PageFrame& frame) {
  std::string title = command.title();
  if (title.ends_with('.')) title.pop_back();
  std::string out = fmt::format(
      ".\\\" Made from what --help says.\n.TH {} {} \"\" \"daybook {}\" Daybook\n"
      ".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}",
      Upper(command.name), frame.section, frame.version, command.name, Escaped(title),
      Usage(command));
  if (const std::string rest = Prose(RestOf(command.says)); !rest.empty()) {
    out += ".SH DESCRIPTION\n" + rest;
  }
  out += ".SH OPTIONS\n" + OptionsText(command);
  if (!command.commands.empty()) out += ".SH COMMANDS\n";
  for (const DescribedCommand& under : command.commands) out += CommandText(under);
  if (!command.footer.empty()) out += ".SH NOTES\n" + Prose(command.footer);
  for (const auto& [heading, text] : frame.more) {
    out += fmt::format(".SH {}\n{}", heading, Prose(text));
  }
  return out;
}

}  // namespace daybook::manual
