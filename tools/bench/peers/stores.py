"""Stores that are full already: made once, and used by several parts."""

import json
import pathlib
import subprocess

import servers

FILL = ["--writers", "16", "--batch", "100", "--seconds", "100000", "--warm-up", "0"]


def driver(bench, task, where, *options):
    """A daybook_compare that runs."""
    return subprocess.Popen([bench.binaries / "daybook_compare", task, *where, *map(str, options)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(running, task, timeout):
    """What it printed last, once it has ended; it is ended when that takes longer."""
    try:
        out, said = running.communicate(timeout=timeout)
    finally:
        running.kill()
    if running.returncode != 0:
        raise SystemExit(f"{task}: {said}")
    return json.loads(out.splitlines()[-1])


def drive(bench, task, where, *options, timeout=1_800):
    """What daybook_compare printed."""
    with driver(bench, task, where, *options) as running:
        return told(running, task, timeout)


def keep(path, value):
    """As JSON: the old text, or the new one, whatever happens."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(value, indent=1) + "\n")
    beside.replace(path)


def fill(bench, peer, where, count):
    took = drive(bench, peer.name, where, *FILL, "--events", count)
    bench.say(f"  {peer.title}: {took['events']:,} events in {took['took']:.1f} s")


FILLED = "filled"  # in a directory that is


def once(directory, make):
    """A directory that `make` has filled, in this run or one before it."""
    filled = directory / FILLED
    if not filled.exists():
        servers.wipe(directory)
        directory.mkdir(parents=True)
        make(directory)
        filled.touch()
    return directory


def book(bench, count):
    """A directory with a book of so many events, which no daemon has open."""
    def make(directory):
        daybook = servers.Daybook(bench.binaries)
        with daybook.running(directory) as where:
            fill(bench, daybook, where, count)
            daybook.settle()
    return once(bench.directory / f"book-{count}", make)


def postgres(bench, count):
    """A server that is not started, whose table has so many events."""
    def make(directory):
        peer = servers.Postgres(bench.programs["postgres"], directory / "postgres")
        with peer.running(directory) as where:
            fill(bench, peer, where, count)
            peer.sql("VACUUM (FREEZE, ANALYZE) events; CHECKPOINT")
    directory = once(bench.directory / f"table-{count}", make)
    return servers.Postgres(bench.programs["postgres"], directory / "postgres")


def changed(directory):
    """It is to be filled anew for whoever wants it next."""
    (directory / FILLED).unlink()


def bytes_of(directory):
    """On disk: all of it, and of that RocksDB's write-ahead logs, which do not grow with the book."""
    files = [path for path in pathlib.Path(directory).rglob("*") if path.is_file()]
    size = {path: path.stat().st_blocks * 512 for path in files}
    return sum(size.values()), sum(bytes for path, bytes in size.items() if path.suffix == ".log")
