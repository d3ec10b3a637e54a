"""Reading: everything at once, and single events by their positions."""

import itertools
import os

import servers
import stores

TITLES = {"daybook-export": "Daybook, export (NDJSON)", "postgres-copy-out": "PostgreSQL, COPY … TO",
          "rocksdb-scan": "RocksDB, iterator over the same entries",
          "daybook-get": "Daybook, GET by position", "postgres-select": "PostgreSQL, SELECT by position"}


def measure(bench, _name):
    count = bench.sizes["read"]
    directory, postgres = stores.book(bench, count), stores.postgres(bench, count)
    daybook = servers.Daybook(bench.binaries)
    single = ["--writers", 16, "--seconds", bench.seconds, "--stored", count]
    runs = {task: [] for task in TITLES}
    with daybook.running(directory), postgres.running(directory, fresh=False) as table:
        reader = daybook.where(directory, "reader")
        for turn in itertools.chain([0], bench.each_turn()):
            os.sync()
            for task, where, options in (
                    ("daybook-export", reader, []), ("postgres-copy-out", table, []),
                    ("rocksdb-scan", [directory / "book/journal"], []),
                    ("daybook-get", reader, single), ("postgres-select", table, single)):
                run = stores.drive(bench, task, where, *options)
                if not options and run["events"] < count:
                    raise SystemExit(f"{TITLES[task]}: {run['events']:,} of {count:,} events came.")
                if turn > 0:  # the first one warms up
                    runs[task].append(run)
                    bench.say(f"  {turn}  {TITLES[task]:40} {run['rate']:10,.0f} events/s")
    return {"title": f"Reading {count:,} events", "runs": runs, "titles": TITLES, "stored": count}
