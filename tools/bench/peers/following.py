"""Subscribers of the event stream, and what is left to whoever appends."""

import contextlib
import json
import statistics
import time

import servers
import stores

PACED, PACE = 60, 20  # events, and how many of them a second


def append(bench, daybook, directory, count):
    """As fast as they are answered, one after the other; events a second."""
    took = stores.drive(bench, "daybook", daybook.where(directory, "writer"), "--seconds", 100_000,
                        "--warm-up", 0, "--events", count)
    return took["events"] / took["took"]


def append_paced(daybook, directory):
    """A few a second, as people do; when each was sent."""
    token, sent = (directory / "writer.token").read_text().strip(), []
    connection = daybook.daemon.connect()
    for number in range(PACED):
        event = {"specversion": "1.0", "id": f"paced-{number}", "source": "/bench", "type": "case.noted",
                 "subject": "case/paced", "data": {"note": "n" * 350}}
        sent.append(time.monotonic())
        connection.request("POST", "/v1/events", json.dumps(event), {
            "Authorization": f"Bearer {token}", "Content-Type": "application/cloudevents+json"})
        response = connection.getresponse()
        if response.status != 201:
            raise SystemExit(f"An event was refused: {response.read().decode()}")
        response.read()
        time.sleep(max(0, sent[0] + (number + 1) / PACE - time.monotonic()))
    return sent


@contextlib.contextmanager
def following(bench, daybook, directory, subscribers, count):
    """So many follow `count` events that are still to come; gives what asks what became of it."""
    followers = stores.driver(bench, "subscribe", daybook.where(directory, "reader"), "--writers",
                              subscribers, "--stored", daybook.size(), "--events", count, "--seconds", 10)
    with followers:
        try:
            if followers.stdout.readline() != "ready\n":
                raise SystemExit(f"The streams were not opened: {followers.stderr.read()}")
            yield lambda: stores.told(followers, "subscribe", 120)
        finally:
            followers.kill()


def take_turn(bench, subscribers, count):
    directory = bench.fresh_directory("followed")
    daybook = servers.Daybook(bench.binaries)
    with daybook.running(directory):
        alone = append(bench, daybook, directory, count)
        with following(bench, daybook, directory, subscribers, count) as ask:
            followed = append(bench, daybook, directory, count)
            said = ask()
        with following(bench, daybook, directory, subscribers, PACED) as ask:
            sent = append_paced(daybook, directory)
            had = ask()
    delays = sorted(by_all - begun for by_all, begun in zip(had["had_by_all"], sent) if by_all > 0)
    if not delays:
        raise SystemExit("No event came to every subscriber.")
    del said["had_by_all"]
    return {"alone": alone, "followed": followed, "paced_complete": had["complete"],
            "paced_p50": statistics.median(delays), "paced_p100": delays[-1], **said}


def measure(bench, _name):
    subscribers, count = bench.sizes["follow"]
    runs = []
    for turn in bench.each_turn():
        run = take_turn(bench, subscribers, count)
        runs.append(run)
        bench.say(f"  {turn}  {run['followed']:,.0f} events/s, alone {run['alone']:,.0f}; "
                  f"{run['complete']} of {subscribers} saw all {count:,} events, "
                  f"{run['deliveries'] / max(run['seconds'], 1e-9):,.0f} deliveries/s; at {PACE} a second all had one within "
                  f"{run['paced_p50'] * 1e3:.0f} ms, {run['paced_p100'] * 1e3:.0f} ms at most")
    return {"title": f"{subscribers:,} subscribers", "subscribers": subscribers, "events": count, "pace": PACE,
            "runs": {"daybook": runs}}
