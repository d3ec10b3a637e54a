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
        stores.keep(self.file, self.measured)

    def in_time(self):
        if time.monotonic() > self.end:
            raise Unfinished

    def grow(self, count, step):
        """Appends until there are so many, and looks after each step at the memory of the daemon."""
        daybook = servers.Daybook(self.bench.binaries)
        with daybook.running(self.directory) as where:
            while daybook.size() < count:
                self.in_time()
                took = stores.drive(self.bench, "daybook", where, *stores.FILL, "--events", step)
                self.look(daybook, took)
            daybook.settle()

    def look(self, daybook, took):
        now, most = daybook.memory()
        seen = {"events": daybook.size(), "now": now, "most": most, "rate": took["events"] / took["took"]}
        self.measured["memory"].append(seen)
        self.keep()
        self.bench.say(f"  {seen['events']:12,} events   {now / 2**20:6.0f} MiB now, "
                       f"{most / 2**20:6.0f} MiB at most   {seen['rate']:9,.0f} events/s")

    def stopped(self, directory):
        """The time until a daemon answers with the newest event of a book, which is then given some more and
        stopped."""
        os.sync()
        daybook = servers.Daybook(self.bench.binaries)
        with daybook.running(directory) as where:
            run = self.started(daybook)
            stores.drive(self.bench, "daybook", where, *stores.FILL, "--events", LATELY)
        return run

    def appended(self, directory):
        """That time, and how fast the book is appended to; its daemon is killed while it is."""
        os.sync()
        daybook = servers.Daybook(self.bench.binaries)
        with daybook.running(directory) as where:
            run = self.started(daybook)
            for rate, *load in (("batch_rate", "--writers", 16, "--batch", 100), ("single_rate", "--writers", 64)):
                run[rate] = stores.drive(self.bench, "daybook", where, *load, "--seconds", self.bench.seconds)["rate"]
            self.kill_at_full_speed(daybook, where)
        return run

    def kill_at_full_speed(self, daybook, where):
        """So that the next start finds as much to do as there can be."""
        with stores.driver(self.bench, "daybook", where, *stores.FILL) as running:
            time.sleep(1)
            daybook.daemon.kill()
            running.kill()

    @staticmethod
    def started(daybook):
        begun = time.perf_counter()
        daybook.settle()
        return {"start": daybook.start_seconds + time.perf_counter() - begun, "events": daybook.size()}

    def add(self, **runs):
        """Those of one turn, all or none of them."""
        for name, run in runs.items():
            self.measured[name].append(run)
        self.keep()

    def turns(self, name, first):
        """Those that are still to be taken, after `first`, which comes before the first of each run."""
        if len(self.measured[name]) < self.bench.turns:
            first()
        while len(self.measured[name]) < self.bench.turns:
            self.in_time()
            yield len(self.measured[name]) + 1


def measure(bench, _name):
    small, middle, large = bench.sizes["grow"]
    few = stores.book(bench, small)
    growth = Growth(bench, large)
    machine.touch_memory()
    growth.grow(middle, middle // STEPS)

    def just_filled():  # there is more to do than usual
        runs = {"small first": growth.stopped(few), "middle first": growth.stopped(growth.directory)}
        if not growth.measured["small first"]:
            growth.add(**runs)

    for _ in growth.turns("middle", just_filled):
        growth.add(small=growth.stopped(few), middle=growth.stopped(growth.directory))
    growth.grow(large, (large - middle) // STEPS)
    for turn in growth.turns("large", lambda: growth.appended(growth.directory)):  # it was stopped before
        empty, full = growth.appended(bench.fresh_directory("empty")), growth.appended(growth.directory)
        growth.add(empty=empty, large=full)
        bench.say(f"  {turn}  batches: {full['batch_rate']:,.0f} events/s, when empty "
                  f"{empty['batch_rate']:,.0f}; 64 connections: {full['single_rate']:,.0f}, "
                  f"{empty['single_rate']:,.0f}")
    runs = {name: of for name, of in growth.measured.items() if name != "memory"}
    for name, of in runs.items():
        bench.say(f"  start ({name}) with {of[0]['events']:,} events: "
                  f"{statistics.median(run['start'] for run in of) * 1e3:.0f} ms")
    growth.file.unlink()  # it is done: the book goes when the bench is closed
    return {"title": f"A book that grows to {large:,} events", "sizes": bench.sizes["grow"],
            "memory": growth.measured["memory"], "runs": runs}
