"""A book of each format that ever was on disk: this version verifies, opens and folds it."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from daemon import Daemon, entries, event, get, post

GOLDEN = pathlib.Path(__file__).parents[1] / "golden"
PRESENT = "format-4"  # what is older is brought to it when a daemon opens it, and verified then


def run(*command):
    """Runs a program, which must succeed: what it says."""
    ran = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120,
                         check=False)
    assert ran.returncode == 0, (command, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def open_golden(daybookd, daybook, directory, golden):
    """It is whole, folds to what is stored of it, and goes on."""
    data = directory / golden.name
    shutil.copytree(golden, data)
    if golden.name == PRESENT:
        assert "All 91 events" in run(daybook, "verify", "--data", data)
    daemon = Daemon(daybookd, data, "--disk-reserve", "1048576")
    assert len(entries(daemon)) == 91
    assert "views are what they come to" in run(daybook, "replay", "--url", daemon.url)
    status, view = get(daemon, "/v1/views/status")
    assert status == 200 and json.loads(view)["rows"], view
    status, answer = post(daemon.connect(), [event("next", "case/1")])
    assert status in (200, 201), answer
    assert daemon.stop() == 0
    assert "All 92 events" in run(daybook, "verify", "--data", data)


def main(daybookd, daybook):
    books = sorted(GOLDEN.glob("format-*"))
    assert books
    with tempfile.TemporaryDirectory() as directory:
        for golden in books:
            open_golden(daybookd, daybook, pathlib.Path(directory), golden)
    print(f"{len(books)} golden books are whole, open and fold")


if __name__ == "__main__":
    main(*sys.argv[1:])
