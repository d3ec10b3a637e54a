"""Holds the manual pages and the completions to what the programs themselves say with --help."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

OPTION = re.compile(r"^  ((?:-\w,)?(?:--[a-z-]+|-\w))\b(.*)")


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def help_of(binary, command):
    """The options of a command, and the names of those under it, as its help has them."""
    options, commands, under = [], [], False
    for line in run(binary, *command, "--help").splitlines():
        if line.startswith("Usage:"):
            options, commands = [], []  # before it there are examples
        under = line == "Subcommands:" or (under and line != "")
        if under and (found := re.match(r"  ([a-z-]+)(?: |$)", line)):
            commands.append(found[1])
        elif found := OPTION.match(line):
            options.append(found[1].split(",")[-1])
    return options, commands


def every_command(binary, command=()):
    options, commands = help_of(binary, command)
    yield command, options, commands
    for name in commands:
        yield from every_command(binary, (*command, name))


def check_page(page, name, tree):
    """Each command has a heading, and below it each of its options."""
    said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True,
                          text=True).stdout.splitlines()
    faults = [line for line in said if "missing date" not in line]
    assert not faults, faults
    text = re.sub(".\b", "", run("mandoc", "-T", "utf8", "-O", "width=200", page))
    parts = dict(re.findall(r"^ {3}(%s [a-z -]+)\n(.*?)(?=^ {0,3}\S|\Z)" % name, text,
                            re.MULTILINE | re.DOTALL))
    parts[name] = text[text.index("\nOPTIONS\n"):]
    for command, options, _ in tree:
        part = parts[" ".join((name, *command))]
        for option in options:
            if command and option == "--help":
                continue
            assert re.search(r"^ +(-\w, )?%s( |$)" % option, part, re.MULTILINE), (command, option)


def complete_in_zsh(script, name, *words):
    """What zsh is told to offer for the last of the words, and that it completes files itself."""
    asked = ("compadd() { shift; print -rl -- $@ }; _files() { print files $@ }; compset() { };"
             ' script=$1; shift; words=("$@"); CURRENT=$#; set --; source $script')
    return run("zsh", "-fuc", asked, "zsh", script, name, *words).split()


def complete(script, name, *words):
    """What bash offers for the last of the words."""
    asked = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _%s;'
             ' printf "%%s\\n" "${COMPREPLY[@]}"' % name)
    return run("bash", "-uc", asked, "bash", script, name, *words).split()


def check_completion(script, name, tree, complete=complete):
    for command, options, commands in tree:
        offered = complete(script, name, *command, "--")
        missing = set(option for option in options if option.startswith("--")) - set(offered)
        assert not missing, (command, missing)
        if commands:
            assert set(complete(script, name, *command, "")) == set(commands), command


def check_values_in_zsh(scripts):
    daemon, client = scripts / "_daybookd", scripts / "_daybook"
    assert complete_in_zsh(daemon, "daybookd", "--log-format", "") == ["text", "json"]
    assert complete_in_zsh(daemon, "daybookd", "--log-format=") == ["text", "json"]
    assert complete_in_zsh(daemon, "daybookd", "--data", "") == ["files", "-/"]
    assert complete_in_zsh(client, "daybook", "append", "") == ["files"]
    assert "--url" in complete_in_zsh(client, "daybook", "--url", "token", "token", "create", "-")
    assert "--role" in complete_in_zsh(client, "daybook", "--url", "token", "token", "create", "-")


def check_values(scripts):
    """Values are completed by what they are, wherever they stand."""
    daemon, client = scripts / "daybookd.bash", scripts / "daybook.bash"
    assert complete(daemon, "daybookd", "--log-format", "") == ["text", "json"]
    assert complete(daemon, "daybookd", "--log-level", "=", "w") == ["warn"]
    assert complete(client, "daybook", "token", "create", "--audience", "p") == ["public"]
    assert "--role" in complete(client, "daybook", "--url", "token", "token", "create", "--")
    assert "--url" in complete(client, "daybook", "token", "create", "--u")
    assert complete(client, "daybook", "--purpose", "append", "rep") == ["replay", "report"]
    with tempfile.TemporaryDirectory() as directory:
        (pathlib.Path(directory) / "event.json").touch()
        (pathlib.Path(directory) / "eventual").mkdir()
        start = os.path.join(directory, "ev")
        both = {start + "ent.json", start + "entual"}
        assert set(complete(client, "daybook", "append", start)) == both
        assert complete(daemon, "daybookd", "--data", start) == [start + "entual"]


def main(daemon, client, made):
    made = pathlib.Path(made)
    for binary, section in ((daemon, 8), (client, 1)):
        name = pathlib.Path(binary).name
        tree = list(every_command(binary))
        assert sum(len(options) for _, options, _ in tree) > 40, tree
        check_page(made / f"{name}.{section}", name, tree)
        check_completion(made / f"{name}.bash", name, tree)
        check_completion(made / f"_{name}", name, tree, complete_in_zsh)
        print(name, len(tree), "commands")
    check_values(made)
    check_values_in_zsh(made)


main(*sys.argv[1:])
