"""Installs the client, builds a project of somebody else's with it, and runs that twice against the
real daemon. The README must show the project's program as it is."""

import pathlib
import subprocess
import sys
import tempfile

from daemon import Daemon


def run(*command):
    ran = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                         stdin=subprocess.DEVNULL, timeout=120)
    assert ran.returncode == 0, f"{command}: {ran.stdout}{ran.stderr}"
    return ran.stdout


def build(source, built, compiler, directory):
    """The consumer's program, from an install prefix of its own."""
    prefix, out = directory / "prefix", directory / "out"
    run("cmake", "--install", built, "--component", "client", "--prefix", prefix)
    headers = sorted(path.name for path in (prefix / "include" / "daybook").iterdir())
    assert headers == ["client.h", "error.h", "event.h", "limits.h"], headers
    for header in (prefix / "include" / "daybook").iterdir():
        assert "boost/" not in header.read_text(), header
    run("cmake", "-S", source / "tests" / "consumer", "-B", out, f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={compiler}")
    run("cmake", "--build", out)
    return out / "door"


def check_readme(source):
    program = (source / "tests" / "consumer" / "main.cc").read_text()
    shown = program[program.index("#include"):]
    assert shown in (source / "README.md").read_text(), "The README does not show tests/consumer/main.cc"


def main(daybookd, source, built, compiler):
    check_readme(source)
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        door = build(source, built, compiler, directory)
        daemon = Daemon(daybookd, directory / "book", access="")
        try:
            for position in (1, 2):  # the first event is the administrator's grant
                said = run(door, daemon.url, directory / "book" / "admin.token").splitlines()
                assert said[0] == f"At position {position}, on disk", said
                assert len(said) == 1 + position, said
                assert '"by":"caretaker"' in said[-1], said
        finally:
            daemon.stop()


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4])
