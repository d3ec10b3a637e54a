"""Whether a book that has grown is as quick and as small as an empty one.

Growing takes long, so what was reached is kept beside the book, and another run goes on from there.
"""

import json
import os
import statistics
import time

import machine
import servers
import stores

STEPS = 10  # of growing, between two looks at the memory
MEASURED = "measured.json"  # beside a book that grows: what was measured of it so far
LATELY = 5_000  # events that were appended before each timed start


class Unfinished(Exception):
    """The time of the part is over, and another run goes on."""


class Growth:
    """A book that grows, and all that was measured of it so far."""

    def __init__(self, bench, large):
        self.bench = bench
        self.directory = bench.directory / f"grown-{large}"
        self.directory.mkdir(exist_ok=True)
        self.file = self.directory / MEASURED
        self.measured = {"memory": [], "empty": [], "small first": [], "small": [],
                         "middle first": [], "middle": [], "large": []}
        if self.file.exists():
            self.measured = json.loads(self.file.read_text())
        self.end = time.monotonic() + bench.options.limit

    def keep(self):
        self.file.write_text(json.dumps(self.measured))

    def grow(self, count, step):
        """Appends until there are so many, and looks after each step at the memory of the daemon."""
        daybook = servers.Daybook(self.bench.binaries)
        daybook.open(self.directory)
        where = [daybook.where(), "--token-file", self.directory / "writer.token"]
        try:
            while daybook.size() < count:
                if time.monotonic() > self.end:
                    raise Unfinished
                took = stores.drive(self.bench, "daybook", where, *stores.FILL, "--events", step)
                self.look(daybook, took)
            daybook.await_search(daybook.size())
        finally:
            daybook.stop()

    def look(self, daybook, took):
        now, most = daybook.memory()
        seen = {"events": daybook.size(), "now": now, "most": most, "rate": took["events"] / took["took"]}
        self.measured["memory"].append(seen)
        self.keep()
        self.bench.say(f"  {seen['events']:12,} events   {now / 2**20:6.0f} MiB now, "
                       f"{most / 2**20:6.0f} MiB at most   {seen['rate']:9,.0f} events/s")

    def turn(self, name, directory, appends):
        """Of one book: the time until a daemon answers with its newest event, and, if wanted, how fast it
        is appended to. That one is killed, so that the next start finds as much to do as there can be;
        others are stopped after a few thousand appends."""
        os.sync()
        daybook = servers.Daybook(self.bench.binaries)
        begun = time.perf_counter()
        daybook.open(directory)
        daybook.await_search(daybook.size())
        run = {"start": time.perf_counter() - begun, "events": daybook.size()}
        where = [daybook.where(), "--token-file", directory / "writer.token"]
        try:
            if not appends:
                stores.drive(self.bench, "daybook", where, *stores.FILL, "--events", LATELY)
            else:
                for rate, writers, batch in (("batch_rate", 16, 100), ("single_rate", 64, 1)):
                    run[rate] = stores.drive(self.bench, "daybook", where, "--writers", writers, "--batch",
                                             batch, "--seconds", self.bench.seconds)["rate"]
        finally:
            if appends:
                daybook.daemon.kill()
            else:
                daybook.stop()
        self.measured[name].append(run)
        self.keep()
        return run

    def turns(self, name):
        """Those of a pair that are still to be taken."""
        while len(self.measured[name]) < self.bench.turns:
            if time.monotonic() > self.end:
                raise Unfinished
            yield len(self.measured[name]) + 1


def measure(bench, _name):
    small, middle, large = bench.sizes["grow"]
    few = stores.book(bench, small)
    growth = Growth(bench, large)
    machine.touch_memory()
    growth.grow(middle, middle // STEPS)
    for turn in growth.turns("middle"):
        if turn == 1:  # after appending all of it, there is more to do than usual
            growth.turn("small first", few, False)
            growth.turn("middle first", growth.directory, False)
        growth.turn("small", few, False)
        growth.turn("middle", growth.directory, False)
    growth.grow(large, (large - middle) // STEPS)
    for turn in growth.turns("large"):
        empty = growth.turn("empty", bench.fresh_directory("empty"), True)
        full = growth.turn("large", growth.directory, True)
        bench.say(f"  {turn}  batches: {full['batch_rate']:,.0f} events/s, when empty "
                  f"{empty['batch_rate']:,.0f}; 64 connections: {full['single_rate']:,.0f}, "
                  f"{empty['single_rate']:,.0f}")
    runs = {name: of for name, of in growth.measured.items() if name != "memory"}
    for name, of in runs.items():
        bench.say(f"  start ({name}) with {of[0]['events']:,} events: "
                  f"{statistics.median(run['start'] for run in of) * 1e3:.0f} ms")
    servers.wipe(growth.directory)
    return {"title": f"A book that grows to {large:,} events", "sizes": bench.sizes["grow"],
            "memory": growth.measured["memory"], "runs": runs}
