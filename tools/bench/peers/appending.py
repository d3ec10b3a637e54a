"""Appends: Daybook and each peer take turns, each time from an empty store."""

import os

import stores
from servers import processor_seconds, wipe


class Row:
    """One row of the table: how many append at once, how much, and who is compared."""

    def __init__(self, title, writers, batch, peers):
        self.title, self.writers, self.batch, self.peers = title, writers, batch, peers


PEERS = ["daybook", "postgres", "redis", "redis-indexed", "nats", "rocksdb", "rocksdb-commit", "book"]
EVERY_PEER = [*PEERS[1:], "sqlite", "file"]
ROWS = {
    "append-1": Row("single events, 1 connection", 1, 1, [*PEERS, "sqlite", "file"]),
    "append-64": Row("single events, 64 connections", 64, 1, PEERS),
    "append-256": Row("single events, 256 connections", 256, 1, PEERS),
    "append-batch": Row("batches of 100, 16 connections", 16, 100, [*PEERS, "sqlite"]),
}


def once(bench, peer, row, seconds):
    """One run: what daybook_compare printed, and what its server took of the processor from when all had
    connected until what follows from the answers was done."""
    directory = bench.fresh_directory(peer.name)
    os.sync()  # what the peer before it left to be written
    try:
        with peer.running(directory) as where:
            driver = stores.driver(bench, peer.name, where, "--writers", row.writers, "--batch", row.batch,
                                   "--seconds", seconds)
            with driver:
                if peer.pid:
                    driver.stdout.readline()
                    before = processor_seconds(peer.pid)
                run = stores.told(driver, peer.name, seconds + 120)
            peer.settle()
            if peer.pid:
                run["server_cpu"] = processor_seconds(peer.pid) - before
    finally:
        wipe(directory)
    return run


def measure(bench, name):
    row = ROWS[name]
    peers = [peer for peer in (bench.peer(name) for name in row.peers) if peer]
    runs = {peer.name: [] for peer in peers}
    for turn in bench.each_turn():
        for peer in peers:
            run = once(bench, peer, row, bench.seconds)
            runs[peer.name].append(run)
            bench.say(f"  {turn}  {peer.title:24} {run['rate']:10,.0f} events/s   "
                      f"p50 {run['p50'] * 1e3:7.3f} ms   p99 {run['p99'] * 1e3:7.3f} ms")
    return {"title": row.title, "writers": row.writers, "batch": row.batch, "runs": runs,
            "peers": {peer.name: {"title": peer.title, "durable": peer.durable} for peer in peers}}
