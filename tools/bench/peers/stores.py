"""Stores that are full already: made once, and used by several parts."""

import json
import pathlib
import subprocess

import servers

FILL = ["--writers", "16", "--batch", "100", "--seconds", "100000", "--warm-up", "0"]


def drive(bench, task, where, *options, timeout=1_800):
    """What daybook_compare printed."""
    said = subprocess.run([bench.binaries / "daybook_compare", task, *where, *map(str, options)],
                          capture_output=True, text=True, check=False, timeout=timeout)
    if said.returncode != 0:
        raise SystemExit(f"{task}: {said.stderr}")
    return json.loads(said.stdout)


def fill(bench, peer, where, count):
    took = drive(bench, peer.name, where, *FILL, "--events", count)
    bench.say(f"  {peer.title}: {took['events']:,} events in {took['took']:.1f} s")


def once(directory, make):
    """A directory that `make` has filled, in this run or one before it."""
    filled = directory / "filled"
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
        where = daybook.start(directory)
        try:
            fill(bench, daybook, where, count)
            daybook.await_search(daybook.size())
        finally:
            daybook.stop()
    return once(bench.directory / f"book-{count}", make)


def postgres(bench, count):
    """A server that is not started, whose table has so many events."""
    def make(directory):
        peer = servers.Postgres(bench.programs["postgres"], directory / "postgres")
        where = peer.start(directory)
        try:
            fill(bench, peer, where, count)
            peer.sql("VACUUM (FREEZE, ANALYZE) events; CHECKPOINT")
        finally:
            peer.stop()
    directory = once(bench.directory / f"table-{count}", make)
    return servers.Postgres(bench.programs["postgres"], directory / "postgres")


def bytes_of(directory):
    """On disk: all of it, and of that RocksDB's write-ahead logs, which do not grow with the book."""
    files = [path for path in pathlib.Path(directory).rglob("*") if path.is_file()]
    size = {path: path.stat().st_blocks * 512 for path in files}
    return sum(size.values()), sum(bytes for path, bytes in size.items() if path.suffix == ".log")
