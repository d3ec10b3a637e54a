#include "tools/manual/completion.h"

#include <fmt/format.h>

#include <string_view>

namespace daybook::manual {
namespace {

// The parts that are the same for every program, which is @ in them. What both shells do alike
// works on the variables of its caller.
constexpr const char* kBoth = R"sh(
# What may follow the command is known, beside what may follow those before it.
_@_enter() {
  _@_known "$command"
  all_options+="$options " all_values+="$values "
}

# Sets the kind of what comes now.
_@_ask() {
  if [[ $all_values == *" $before="* ]]; then
    kind=${all_values##*" $before="}
    kind=${kind%% *}
  elif [[ $word == -* || -z $commands$argument ]]; then
    kind=${all_options// /,}
  else
    kind=${argument:-${commands// /,}}
  fi
}
)sh";

constexpr const char* kBash = R"bash(
_@() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command=@ commands options values argument kind all_options=' ' all_values=' ' i
  # bash takes --option=value for three words.
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  _@_enter
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ $all_values == *" ${COMP_WORDS[i]}="* ]]; then
      [[ ${COMP_WORDS[i + 1]} == '=' ]] && ((i++))
      ((i++))
    elif [[ -n ${COMP_WORDS[i]} && " $commands " == *" ${COMP_WORDS[i]} "* ]]; then
      command+=" ${COMP_WORDS[i]}"
      _@_enter
    fi
  done
  _@_ask
  case $kind in
    files)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      ;;
    directories)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      ;;
    *) mapfile -t COMPREPLY < <(compgen -W "${kind//,/ }" -- "$word") ;;
  esac
}

complete -F _@ @
)bash";

constexpr const char* kZsh = R"zsh(
_@() {
  local word=${words[CURRENT]} before=${words[CURRENT-1]}
  local command=@ commands options values argument kind all_options=' ' all_values=' ' i
  if [[ $word == --*=* ]]; then
    before=${word%%=*}
    compset -P '*='
  fi
  _@_enter
  for ((i = 2; i < CURRENT; i++)); do
    if [[ $all_values == *" ${words[i]}="* ]]; then
      ((i++))
    elif [[ -n ${words[i]} && " $commands " == *" ${words[i]} "* ]]; then
      command+=" ${words[i]}"
      _@_enter
    fi
  done
  _@_ask
  case $kind in
    files) _files ;;
    directories) _files -/ ;;
    *) compadd -- ${(s:,:)kind} ;;
  esac
}

_@ $argv
)zsh";

// What the script makes of a value: "files", "directories", words with commas between them, or "".
std::string KindOf(const DescribedOption& option) {
  if (!option.choices.empty()) return fmt::format("{}", fmt::join(option.choices, ","));
  if (option.type == "DIR") return "directories";
  return option.type.find("FILE") == std::string::npos ? "" : "files";
}

void AddCommand(const DescribedCommand& command, std::string& script) {
  std::vector<std::string> commands, options, values;
  std::string argument;
  for (const DescribedCommand& under : command.commands) {
    commands.push_back(under.name.substr(command.name.size() + 1));
  }
  for (const DescribedOption& option : command.options) {
    if (option.argument) {
      if (argument.empty()) argument = KindOf(option);
      continue;
    }
    for (const std::string& name : option.names) {
      if (name.starts_with("--")) options.push_back(name);
      if (!option.type.empty()) values.push_back(name + '=' + KindOf(option));
    }
  }
  script += fmt::format(
      "    '{}')\n      commands='{}' argument='{}'\n      options='{}'\n      values='{}'\n"
      "      ;;\n",
      command.name, fmt::join(commands, " "), argument, fmt::join(options, " "),
      fmt::join(values, " "));
  for (const DescribedCommand& under : command.commands) AddCommand(under, script);
}

// The table of commands, then the parts that read it.
std::string Script(const DescribedCommand& command, std::string_view head,
                   std::string_view reader) {
  std::string script = fmt::format(
      "{0}\n# Sets what may follow a command, which is given with those before it.\n"
      "_{1}_known() {{\n  case $1 in\n",
      head, command.name);
  AddCommand(command, script);
  script += "  esac\n}\n";
  const std::string readers = std::string(kBoth).append(reader);
  for (const char c : readers) {
    if (c == '@') {
      script += command.name;
    } else {
      script += c;
    }
  }
  return script;
}

}  // namespace

std::string BashCompletion(const DescribedCommand& command) {
  const std::string head = fmt::format(
      "# Completion of {} in bash. Made from what --help says.\n# shellcheck shell=bash\n",
      command.name);
  return Script(command, head, kBash);
}

std::string ZshCompletion(const DescribedCommand& command) {
  const std::string head =
      fmt::format("#compdef {}\n# Made from what --help says.\n", command.name);
  return Script(command, head, kZsh);
}

}  // namespace daybook::manual
