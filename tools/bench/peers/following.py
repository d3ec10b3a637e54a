"""Subscribers of the event stream, and what is left to whoever appends."""

import json
import subprocess

import servers
import stores


def append(bench, daybook, directory, count):
    where = [daybook.where(), "--token-file", directory / "writer.token"]
    took = stores.drive(bench, "daybook", where, "--seconds", 100_000, "--warm-up", 0, "--events", count)
    return took["events"] / took["took"]


def take_turn(bench, subscribers, count):
    directory = bench.fresh_directory("followed")
    daybook = servers.Daybook(bench.binaries)
    daybook.open(directory)
    try:
        alone = append(bench, daybook, directory, count)
        followers = subprocess.Popen(
            [bench.binaries / "daybook_compare", "subscribe", daybook.where(), "--token-file",
             directory / "reader.token", "--writers", str(subscribers), "--stored",
             str(daybook.size()), "--events", str(count), "--seconds", "10"],
            stdout=subprocess.PIPE, text=True)
        try:
            if followers.stdout.readline() != "ready\n":
                raise SystemExit("The streams were not opened.")
            followed = append(bench, daybook, directory, count)
            said = followers.communicate(timeout=120)[0]
        finally:
            followers.kill()
        if followers.returncode != 0:
            raise SystemExit("A stream broke.")
    finally:
        daybook.stop()
    return {"alone": alone, "followed": followed, **json.loads(said)}


def measure(bench, _name):
    subscribers, count = bench.sizes["follow"]
    runs = []
    for turn in bench.each_turn():
        run = take_turn(bench, subscribers, count)
        runs.append(run)
        bench.say(f"  {turn}  {run['followed']:,.0f} events/s, alone {run['alone']:,.0f}; "
                  f"{run['complete']} of {subscribers} saw all {count:,} events, "
                  f"{run['deliveries'] / max(run['seconds'], 1e-9):,.0f} deliveries/s")
    return {"title": f"{subscribers:,} subscribers", "subscribers": subscribers, "events": count,
            "runs": {"daybook": runs}}
