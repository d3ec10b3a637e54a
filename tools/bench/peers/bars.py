"""What Daybook has to reach beside its peers, and how it is judged."""

import statistics


def pairs(part, measure, ours, theirs):
    """The ratio of a measure, turn by turn: both turns of a pair met the same neighbours."""
    runs = part["runs"]
    if ours not in runs or theirs not in runs:
        return []
    return [mine[measure] / other[measure] for mine, other in zip(runs[ours], runs[theirs])]


class Bar:
    def __init__(self, part, says, least=None, most=None, peer=None, measure="rate", ratios=None):
        self.part, self.says, self.least, self.most = part, says, least, most
        self.ratios = ratios or (lambda result: pairs(result, measure, "daybook", peer))

    def judge(self, result):
        ratios = self.ratios(result)
        if not ratios:
            return None
        median = statistics.median(ratios)
        reached = median >= self.least if self.least is not None else median <= self.most
        wanted = f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"
        return {"part": self.part, "says": self.says, "median": median, "low": min(ratios),
                "high": max(ratios), "wanted": wanted, "reached": reached}


BARS = [
    Bar("append-1", "events a second, to PostgreSQL INSERT", least=1.3, peer="postgres"),
    Bar("append-1", "median latency, to a raw synced write's (RocksDB, same keys)", most=1.8,
        peer="rocksdb", measure="p50"),
    Bar("append-64", "events a second, to PostgreSQL INSERT", least=4, peer="postgres"),
    Bar("append-64", "events a second, to Redis Streams", least=1, peer="redis"),
    Bar("append-64", "99th percentile of latency, to PostgreSQL's", most=0.3, peer="postgres",
        measure="p99"),
    Bar("append-256", "events a second, to PostgreSQL INSERT", least=5.5, peer="postgres"),
    Bar("append-256", "events a second, to Redis Streams", least=1, peer="redis"),
    Bar("append-batch", "events a second, to PostgreSQL COPY", least=3.3, peer="postgres"),
    Bar("append-batch", "events a second, to Redis Streams", least=1.3, peer="redis"),
    Bar("append-batch", "events a second, to RocksDB, same keys", least=0.9, peer="rocksdb"),
]


def judge(results):
    judged = [bar.judge(results[bar.part]) for bar in BARS if bar.part in results]
    return [one for one in judged if one]
