"""Kills the daemon under load, again and again: what it acknowledged must be there.

Writers append batches and single events, and remember every answer. After each kill -9 the book is
opened again and held to what was answered: every acknowledged event once, at the position answered;
positions and revisions without gaps; streams, ids and search agreeing with the entries; and a batch
whole or not there. A second run of an unanswered batch settles it.
"""

import collections
import http.client
import json
import random
import sys
import tempfile
import threading
import time

from daemon import Daemon, entries, event, get, post

KILLS = 8
WRITERS = 8
SECONDS_BETWEEN_KILLS = 0.7


class Writer(threading.Thread):
    """Appends until its daemon is gone."""

    def __init__(self, number, daemon, batches, answered, unanswered):
        super().__init__()
        self.number, self.daemon_under_test = number, daemon
        self.batches, self.answered, self.unanswered = batches, answered, unanswered

    def run(self):
        connection = self.daemon_under_test.connect()
        choose = random.Random(self.number)
        while True:
            count = choose.choice([1, 1, 1, 3, 20])
            batch = [event(f"w{self.number}-{next(self.batches)}", f"case/{choose.randrange(20)}",
                           data={"n": index}) for index in range(count)]
            self.unanswered[self.number] = batch
            try:
                status, answer = post(connection, batch)
            except (OSError, http.client.HTTPException, json.JSONDecodeError):
                return
            if status != 201:
                raise AssertionError(f"{status}: {answer}")
            for sent, told in zip(batch, answer["events"], strict=True):
                assert told["id"] == sent["id"]
                self.answered[sent["id"]] = int(told["position"])
            self.unanswered[self.number] = None


def check(daemon, answered, unanswered):
    book = entries(daemon)
    where = {}
    streams = collections.defaultdict(list)
    for position, entry in enumerate(book):
        assert int(entry["sequence"]) == position, "a gap"
        assert entry["id"] not in where, f"{entry['id']} is there twice"
        where[entry["id"]] = position
        assert int(entry["revision"]) == len(streams[entry["subject"]]), "a gap in a stream"
        streams[entry["subject"]].append(entry)
    recorded = [entry["recordedtime"] for entry in book]
    assert recorded == sorted(recorded), "recorded time went back"
    for id, position in answered.items():
        assert where.get(id) == position, f"{id}: answered {position}, found {where.get(id)}"
    for batch in filter(None, unanswered.values()):
        there = sum(sent["id"] in where for sent in batch)
        assert there in (0, len(batch)), f"{there} of a batch of {len(batch)}"
    for subject, stream in streams.items():
        assert entries(daemon, f"subject={subject}") == stream, f"search disagrees on {subject}"
        status, body = get(daemon, f"/v1/subjects/{subject}/events", "application/x-ndjson")
        assert status == 200
        lines = [json.loads(line) for line in body.decode().splitlines()]
        assert lines[: len(stream)] == stream, f"the stream disagrees on {subject}"
    for id in random.sample(sorted(where), min(50, len(where))):
        assert json.loads(get(daemon, f"/v1/events/{id}?source=/test")[1]) == book[where[id]]
    return len(book)


def main(binary):
    answered = {}
    unanswered = {}
    numbers = [iter(range(number * 10**9, (number + 1) * 10**9)) for number in range(WRITERS)]
    with tempfile.TemporaryDirectory() as directory:
        for kill in range(KILLS):
            daemon = Daemon(binary, directory)
            # What nobody heard of last time is sent again: stored once, whether then or now.
            for number, batch in unanswered.items():
                if batch is None:
                    continue
                status, answer = post(daemon.connect(), batch)
                assert status in (200, 201), answer
                for told in answer["events"]:
                    answered[told["id"]] = int(told["position"])
            unanswered.clear()
            writers = [Writer(number, daemon, numbers[number], answered, unanswered)
                       for number in range(WRITERS)]
            for writer in writers:
                writer.start()
            time.sleep(SECONDS_BETWEEN_KILLS)
            daemon.kill()
            for writer in writers:
                writer.join()
            daemon = Daemon(binary, directory)
            size = check(daemon, answered, unanswered)
            print(f"kill {kill + 1} of {KILLS}: {len(answered)} acknowledged, {size} in the book",
                  flush=True)
            assert daemon.stop() == 0
    assert len(answered) > KILLS * WRITERS, "hardly anything was written"


if __name__ == "__main__":
    main(sys.argv[1])
