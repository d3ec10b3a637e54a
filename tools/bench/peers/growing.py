"""Whether a book that has grown is as quick and as small as an empty one."""

import os
import statistics
import time

import servers
import stores

STEPS = 10


def open_timed(bench, directory):
    """A daemon, and how long it took from its start until it answered with the newest event."""
    daybook = servers.Daybook(bench.binaries)
    begun = time.perf_counter()
    daybook.open(directory)
    daybook.await_search(daybook.size())
    return daybook, time.perf_counter() - begun


def grow(bench, directory, count):
    """Appends in steps, and looks after each at the memory of the daemon."""
    daybook = servers.Daybook(bench.binaries)
    daybook.open(directory)
    where = [daybook.where(), "--token-file", directory / "writer.token"]
    begun_with, memory = daybook.size(), []
    try:
        for step in range(STEPS):
            took = stores.drive(bench, "daybook", where, *stores.FILL, "--events",
                                (count - begun_with) // STEPS)
            now, most = daybook.memory()
            memory.append({"events": daybook.size(), "now": now, "most": most,
                           "rate": took["events"] / took["took"]})
            bench.say(f"  {memory[-1]['events']:12,} events   {now / 2**20:6.0f} MiB now, "
                      f"{most / 2**20:6.0f} MiB at most   {memory[-1]['rate']:9,.0f} events/s")
        daybook.await_search(daybook.size())
    finally:
        daybook.stop()
    return memory


def take_turn(bench, directory, appends):
    """Of one book: the time it takes to start, and, if wanted, how fast it is appended to. After that
    the daemon is killed, so that the next start finds as much to do as there can be."""
    os.sync()
    daybook, started = open_timed(bench, directory)
    run = {"start": started, "events": daybook.size()}
    try:
        if appends:
            where = [daybook.where(), "--token-file", directory / "writer.token"]
            for name, load in (("batch_rate", (16, 100)), ("single_rate", (64, 1))):
                run[name] = stores.drive(bench, "daybook", where, "--writers", load[0], "--batch",
                                         load[1], "--seconds", bench.seconds)["rate"]
            run["memory"] = daybook.memory()[0]
            daybook.daemon.kill()
        else:
            daybook.stop()
    except BaseException:
        daybook.daemon.kill()
        raise
    return run


def measure(bench, _name):
    small, middle, large = bench.sizes["grow"]
    few, many = stores.book(bench, small), bench.fresh_directory("grown")
    memory = grow(bench, many, middle)
    runs = {"small": [], "middle": [], "empty": [], "large": []}
    for _ in range(bench.turns):
        runs["small"].append(take_turn(bench, few, False))
        runs["middle"].append(take_turn(bench, many, False))
    memory += grow(bench, many, large)
    for turn in bench.each_turn():
        empty = bench.fresh_directory("empty")
        runs["empty"].append(take_turn(bench, empty, True))
        runs["large"].append(take_turn(bench, many, True))
        bench.say(f"  {turn}  batches: {runs['large'][-1]['batch_rate']:,.0f} events/s, when empty "
                  f"{runs['empty'][-1]['batch_rate']:,.0f}; 64 connections: "
                  f"{runs['large'][-1]['single_rate']:,.0f}, {runs['empty'][-1]['single_rate']:,.0f}")
    for name in ("small", "middle"):
        starts = [run["start"] for run in runs[name]]
        bench.say(f"  start with {runs[name][0]['events']:,} events: "
                  f"{statistics.median(starts) * 1e3:.0f} ms")
    return {"title": f"A book that grows to {large:,} events", "sizes": bench.sizes["grow"],
            "memory": memory, "runs": runs}
