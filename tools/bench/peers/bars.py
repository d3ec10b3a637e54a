"""What Daybook has to reach beside its peers, and how it is judged."""

import statistics

MIB = 2**20


class Bar:
    """`values` gives of a part's result what is judged, turn by turn: both sides of a ratio met the same
    neighbours on the machine. Their median has to be at least, or at most, what is wanted, if anything is."""

    def __init__(self, part, says, values, least=None, most=None, unit=""):
        self.part, self.says, self.values = part, says, values
        self.least, self.most, self.unit = least, most, unit

    def judge(self, result):
        values = self.values(result)
        if not values:
            return None
        median = statistics.median(values)
        reached, wanted = None, "–"  # shown, and held to nothing
        if self.least is not None:
            reached, wanted = median >= self.least, f"≥ {self.least:g}"
        elif self.most is not None:
            reached, wanted = median <= self.most, f"≤ {self.most:g}"
        return {"part": self.part, "title": result["title"], "says": self.says, "median": median,
                "low": min(values), "high": max(values), "turns": len(values), "wanted": wanted + self.unit,
                "unit": self.unit, "reached": reached}


def ratios(ours, theirs, measure="rate", their_measure=None):
    """Of two of a part's runs, turn by turn."""
    def values(result):
        runs = result["runs"]
        if ours not in runs or theirs not in runs:
            return []
        return [mine[measure] / other[their_measure or measure]
                for mine, other in zip(runs[ours], runs[theirs])]
    return values


def to(peer, measure="rate"):
    return ratios("daybook", peer, measure)


def disk(result):
    size = result["bytes"]
    return [size["daybook"] / (size["postgres_table"] + size["postgres_indexes"])]


def disk_packed(result):
    size = result["bytes"]
    return [size["daybook"] / (size["postgres_table"] + size["postgres_reindexed"])]


def memory(result):
    """Where it is promised. What a daemon had at most is forgotten by the next one."""
    middle = result["sizes"][1]
    return [max(step["most"] for step in result["memory"] if step["events"] <= middle * 1.001) / MIB]


def memory_at(result, events):
    """Of the three looks that were nearest: it goes up and down with what is merged."""
    nearest = sorted(result["memory"], key=lambda step: abs(step["events"] - events))[:3]
    return statistics.median(step["now"] for step in nearest)


def memory_to_middle(result):
    """What has a bound is reached by a few million events; with fewer, it says nothing."""
    middle = result["sizes"][1]
    return [memory_at(result, middle) / memory_at(result, middle / 4)] if middle >= 10_000_000 else []


def memory_to_end(result):
    _, middle, large = result["sizes"]
    return [memory_at(result, large) / memory_at(result, middle)] if middle >= 10_000_000 else []


def sustained(result):
    """The last steps of growing, to the first, which had next to nothing to compact."""
    steps = [step["rate"] for step in result["memory"]]
    return [statistics.median(steps[-3:]) / steps[0]]


def kept(result):
    return [run["followed"] / run["alone"] for run in result["runs"]["daybook"]]


def complete(result):
    return [min(run["complete"], run["paced_complete"]) / result["subscribers"]
            for run in result["runs"]["daybook"]]


BARS = [
    Bar("append-1", "events a second, to PostgreSQL's INSERT", to("postgres"), least=1.3),
    Bar("append-1", "median latency, to RocksDB's own for the same keys", to("rocksdb", "p50"), most=1.8),
    Bar("append-64", "events a second, to PostgreSQL's INSERT", to("postgres"), least=4),
    Bar("append-64", "events a second, to Redis Streams", to("redis"), least=1),
    Bar("append-64", "events a second, to Redis with ids and indexes", to("redis-indexed")),
    Bar("append-64", "99th percentile of latency, to PostgreSQL's", to("postgres", "p99"), most=0.3),
    Bar("append-256", "events a second, to PostgreSQL's INSERT", to("postgres"), least=5.5),
    Bar("append-256", "events a second, to Redis Streams", to("redis"), least=1),
    Bar("append-256", "events a second, to Redis with ids and indexes", to("redis-indexed")),
    Bar("append-batch", "events a second, to PostgreSQL's COPY", to("postgres"), least=3.3),
    Bar("append-batch", "events a second, to Redis Streams", to("redis"), least=1.3),
    Bar("append-batch", "events a second, to Redis with ids and indexes", to("redis-indexed")),
    Bar("append-batch", "events a second, to RocksDB with the same keys, a row for each", to("rocksdb"),
        least=0.9),
    Bar("read", "streaming export, to PostgreSQL's COPY … TO",
        ratios("daybook-export", "postgres-copy-out"), least=5),
    Bar("read", "streaming export, to RocksDB's iterator over the same entries",
        ratios("daybook-export", "rocksdb-scan"), least=0.6),
    Bar("rebuild", "time of SQL over jsonb, to Daybook's for the same view",
        ratios("postgres", "daybook", "seconds"), least=5),
    Bar("rebuild", "… to Daybook's for every view, compared with what is stored and stored again",
        ratios("postgres", "daybook-all", "seconds")),
    Bar("disk", "bytes an event, to PostgreSQL's table and indexes", disk, most=0.4),
    Bar("disk", "the same, PostgreSQL's indexes made anew", disk_packed, most=0.4),
    Bar("grow", "memory of the daemon at most, until it is half grown", memory, most=600, unit=" MiB"),
    Bar("grow", "memory when half grown, to that at a quarter of it", memory_to_middle, most=1.25),
    Bar("grow", "memory at the end, to that when half grown", memory_to_end),
    Bar("grow", "time to start when half grown, to that of a small book; both stopped",
        ratios("middle", "small", "start"), most=2),
    Bar("grow", "batches appended on and on: at the end, to the beginning", sustained, least=0.85),
    Bar("grow", "batches just after a kill, to the rate when empty",
        ratios("large", "empty", "batch_rate"), least=0.85),
    Bar("grow", "single events just after that, to the rate when empty",
        ratios("large", "empty", "single_rate"), least=0.85),
    Bar("follow", "appends, to their rate when nobody follows", kept, least=0.7),
    Bar("follow", "part of the subscribers that saw every event", complete, least=1),
]


def judge(results):
    judged = [bar.judge(results[bar.part]) for bar in BARS if bar.part in results]
    return [one for one in judged if one]
