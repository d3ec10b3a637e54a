"""Uses a daemon for some minutes as hard as a small machine can, and checks everything it says.

See tools/soak --help.
"""

import argparse
import base64
import collections
import http.client
import json
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import load
import proofs
import samples


class Daemon:
    """A daybookd of our own, always at the same address."""

    def __init__(self, binary, data):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = free.getsockname()
        self.command = [binary, "--data", data, "--listen", "127.0.0.1:%d" % self.address[1],
                        "--open", "--log-level", "error"]
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command)
        wait_until_ready(self.address, self.process)

    def end(self, how):
        self.process.send_signal(how)
        code = self.process.wait(timeout=120)
        if how == signal.SIGTERM and code != 0:
            raise AssertionError(f"the daemon ended with {code}")


def wait_until_ready(address, process=None):
    for _ in range(1_200):
        if process is not None and process.poll() is not None:
            raise AssertionError(f"the daemon ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection(*address, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except load.GONE:
            pass
        time.sleep(0.1)
    raise AssertionError("the daemon is not ready within two minutes")


class Restarter(threading.Thread):
    """Ends the daemon and starts it again: in order, or by kill -9."""

    def __init__(self, daemon, told, stopping, every, sampler):
        super().__init__(daemon=True)
        self.daemon_process, self.told, self.stopping = daemon, told, stopping
        self.every, self.sampler = every, sampler

    def run(self):
        choose = random.Random(1)
        number = 0
        while not self.stopping.wait(self.every * choose.uniform(0.5, 1.5)):
            number += 1
            how = signal.SIGTERM if number % 3 == 0 else signal.SIGKILL
            self.sampler.restarts.append(time.monotonic() - self.told.begun)
            try:
                self.daemon_process.end(how)
                self.daemon_process.start()
            except (AssertionError, subprocess.TimeoutExpired) as error:
                self.told.breaks(f"a restart: {error}")
                return
            self.told.count("ended by " + how.name)


class Replayer(load.User):
    """Has the views made anew from the book, beside those that answer."""

    def act(self):
        if self.stopping.wait(20):
            return
        status, text = self.ask("POST", "/v1/replay")
        if status not in (200, 202, 409):
            raise AssertionError(f"a replay got {status}: {text[:200]}")
        self.told.count("replays begun")


def all_entries(address):
    """Every entry of the book, in its order."""
    connection = http.client.HTTPConnection(*address, timeout=120)
    connection.request("GET", "/v1/events?order=recorded", headers={"Accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in connection.getresponse().read().splitlines()]
    summary = lines.pop()["summary"]
    assert int(summary["count"]) == len(lines), "an export has as many events as it says"
    return lines


def check_book(address, told, subscribers, begin):
    entries = all_entries(address)
    seen = collections.Counter((entry["source"], entry["id"]) for entry in entries)
    for position, entry in enumerate(entries):
        if int(entry["sequence"]) != position:
            told.breaks(f"position {position} has {entry['sequence']}")
            break
    for key, number in seen.items():
        if number != 1:
            told.breaks(f"{key} is there {number} times")
    for id, position in told.positions.items():
        if position >= len(entries) or entries[position]["id"] != id:
            told.breaks(f"{id} was acknowledged at {position} and is not there")
    revisions = collections.Counter()
    for entry in entries:
        if int(entry["revision"]) != revisions[entry["subject"]]:
            told.breaks(f"{entry['subject']} has a gap at {entry['revision']}")
        revisions[entry["subject"]] += 1
    recorded = [entry["recordedtime"] for entry in entries]
    if recorded != sorted(recorded):
        told.breaks("recorded times went back")
    book = [(entry["source"], entry["id"]) for entry in entries][begin:]
    for subscriber in subscribers:
        if subscriber.seen != book:
            told.breaks(f"a stream saw {len(subscriber.seen)} events of {len(book)}")
    return len(entries)


def check_heads(address, told):
    connection = http.client.HTTPConnection(*address, timeout=60)

    def get(path):
        connection.request("GET", path)
        return connection.getresponse().read()

    head = proofs.Head(get("/v1/log/checkpoint").decode())
    for old in told.heads[-500:]:
        text = get(f"/v1/log/consistency?old={old.size}&size={head.size}")
        hashes = [base64.b64decode(hash) for hash in json.loads(text)["hashes"]]
        if not proofs.is_consistent(old, head, hashes):
            told.breaks(f"the last head does not continue that of {old.size}")


def check_by_command_line(binary, url, told):
    """`daybook verify` and `daybook replay`: the whole book by its signature, and the views."""
    with tempfile.TemporaryDirectory() as directory:
        key = pathlib.Path(directory) / "book.vkey"
        connection = http.client.HTTPConnection(*address_of(url), timeout=60)
        connection.request("GET", "/v1/log/key")
        key.write_bytes(connection.getresponse().read())
        for arguments in (["verify", "--url", url, "--key", str(key)], ["replay", "--url", url]):
            done = subprocess.run([binary, *arguments], capture_output=True, text=True, check=False)
            print("  " + (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1])
            if done.returncode != 0:
                told.breaks(f"daybook {arguments[0]}: {done.stdout} {done.stderr}")


def address_of(url):
    parts = urllib.parse.urlsplit(url)
    return parts.hostname, parts.port


def read_arguments():
    parser = argparse.ArgumentParser(prog="tools/soak", description=(
        "Runs writers, readers, subscribers, auditors and replays against a daemon, which it starts, "
        "ends by SIGTERM and kill -9, and starts again; checks all that they are told; judges "
        "whether memory, open files and latency stay as they are, and draws them. A restart puts "
        "the write-ahead log into tables, so after a few of them tables are compacted."))
    parser.add_argument("minutes", type=float, help="how long; the checks at the end come on top")
    parser.add_argument("--bin", default="build/release/bin", help="where daybookd and daybook are")
    parser.add_argument("--url", help="a daemon that runs already, open to all: it is not restarted")
    parser.add_argument("--pid", type=int, default=0, help="with --url: its process, to be measured")
    parser.add_argument("--data", help="where the book is made; a temporary directory if not given")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--subscribers", type=int, default=2)
    parser.add_argument("--restart-every", type=float, default=30, metavar="SECONDS",
                        help="in the mean; 0: never")
    parser.add_argument("--plot", default="soak.svg", help="where the drawing goes")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    with tempfile.TemporaryDirectory() as directory:
        told = load.Told()
        stopping, following = threading.Event(), threading.Event()
        daemon = None
        if not arguments.url:
            daemon = Daemon(arguments.bin + "/daybookd", arguments.data or directory + "/book")
        address = address_of(arguments.url) if arguments.url else daemon.address
        try:
            return run(arguments, told, stopping, following, daemon, address)
        finally:
            stopping.set()
            following.set()
            if daemon is not None and daemon.process.poll() is None:
                daemon.process.kill()
                daemon.process.wait()


def run(arguments, told, stopping, following, daemon, address):
    url = f"http://{address[0]}:{address[1]}"
    begin = int(proofs.Head(get_checkpoint(address)).size)
    process_id = (lambda: daemon.process.pid) if daemon else (lambda: arguments.pid)
    sampler = samples.Sampler(told, stopping, process_id)
    users = [kind(address, told, stopping, f"{round(time.time())}-{kind.__name__}-{number}")
             for kind, count in ((load.Writer, arguments.writers), (load.Reader, arguments.readers),
                                 (load.Auditor, 1), (Replayer, 1)) for number in range(count)]
    subscribers = [load.Subscriber(address, told, following, f"subscriber-{number}")
                   for number in range(arguments.subscribers)]
    threads = [sampler, *users]
    if daemon is not None and arguments.restart_every > 0:
        threads.append(Restarter(daemon, told, stopping, arguments.restart_every, sampler))
    for subscriber in subscribers:
        subscriber.begin = begin
    for thread in [*threads, *subscribers]:
        thread.start()
    end = time.monotonic() + arguments.minutes * 60
    while time.monotonic() < end and not told.broken:
        time.sleep(min(10, max(0.1, end - time.monotonic())))
        print(f"{time.monotonic() - told.begun:6.0f} s  {told.counts['events acknowledged']} events, "
              f"{told.counts['reads']} reads, {len(sampler.restarts)} restarts", flush=True)
    stopping.set()
    for thread in threads:
        thread.join(timeout=180)
    size = int(proofs.Head(get_checkpoint(address)).size)
    for _ in range(600):  # a stream may be reconnecting
        if all(begin + len(subscriber.seen) >= size for subscriber in subscribers):
            break
        time.sleep(0.1)
    following.set()
    return report(arguments, told, subscribers, sampler, daemon, address, url, begin)


def get_checkpoint(address):
    connection = http.client.HTTPConnection(*address, timeout=30)
    connection.request("GET", "/v1/log/checkpoint")
    return connection.getresponse().read().decode()


def report(arguments, told, subscribers, sampler, daemon, address, url, begin):
    print("What is kept is held to what was told:")
    size = check_book(address, told, subscribers, begin)
    check_heads(address, told)
    check_by_command_line(arguments.bin + "/daybook", url, told)
    for what, number in sorted(told.counts.items()):
        print(f"  {number} {what}")
    grows = False
    if sampler.samples:
        for flat, sentence in samples.judge(sampler.samples):
            grows = grows or not flat
            print(f"  {sentence}")
        samples.draw(arguments.plot, sampler.samples, sampler.restarts)
        print(f"  drawn in {arguments.plot}")
    if daemon is not None:
        daemon.end(signal.SIGTERM)
    for what in told.broken[:20]:
        print(f"broken: {what}", file=sys.stderr)
    print(f"{size} events, {len(sampler.restarts)} restarts: " + (
        "NOT every promise was kept" if told.broken else "every promise was kept")
        + (", and something grows" if grows else ""))
    return 1 if told.broken or grows else 0


if __name__ == "__main__":
    sys.exit(main())
