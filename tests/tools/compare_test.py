"""What tools/bench/compare makes of what it measured."""

import argparse
import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/bench/peers"))
import bars  # noqa: E402
import chart  # noqa: E402
import flame  # noqa: E402
import report  # noqa: E402


def run(rate, p50=0.001, p99=0.004):
    return {"rate": rate, "p50": p50, "p99": p99, "events": 10, "server_cpu": 0.001}


def part(**rates):
    """A row of appends: the rates of each peer, turn by turn."""
    return {"title": "single events, 64 connections", "writers": 64, "batch": 1,
            "runs": {peer: [run(rate) for rate in of] for peer, of in rates.items()},
            "peers": {peer: {"title": peer.title(), "durable": f"{peer} syncs"} for peer in rates}}


def judged(results, says):
    return next((one for one in bars.judge(results) if says in one["says"]), None)


class Bars(unittest.TestCase):
    def test_the_ratio_is_taken_turn_by_turn_and_not_of_the_medians(self):
        # A slow minute met both in the second turn.
        results = {"append-64": part(daybook=[400, 40, 500], postgres=[100, 10, 50])}
        one = judged(results, "PostgreSQL's INSERT")
        self.assertEqual((one["median"], one["low"], one["high"]), (4, 4, 10))
        self.assertTrue(one["reached"])

    def test_a_bar_that_is_missed_by_little_is_missed(self):
        results = {"append-64": part(daybook=[399], postgres=[100])}
        self.assertFalse(judged(results, "PostgreSQL's INSERT")["reached"])
        self.assertIn("**missed**", report.write(results))

    def test_a_latency_has_to_be_at_most_what_is_wanted(self):
        results = {"append-64": part(daybook=[1], postgres=[1])}
        results["append-64"]["runs"]["daybook"][0]["p99"] = 0.001
        self.assertTrue(judged(results, "99th percentile")["reached"])
        results["append-64"]["runs"]["daybook"][0]["p99"] = 0.002
        self.assertFalse(judged(results, "99th percentile")["reached"])

    def test_a_peer_that_was_left_out_is_not_judged(self):
        results = {"append-64": part(daybook=[1], postgres=[1])}
        self.assertIsNone(judged(results, "Redis"))

    def test_the_room_of_an_event_is_compared_with_table_and_indexes(self):
        size = {"daybook": 300, "postgres_table": 600, "postgres_indexes": 400, "postgres_reindexed": 100}
        results = {"disk": {"title": "Disk", "bytes": size}}
        self.assertAlmostEqual(judged(results, "table and indexes")["median"], 0.3)
        self.assertFalse(judged(results, "made anew")["reached"])

    def test_memory_is_judged_at_the_size_that_is_named(self):
        mib = 2**20
        steps = [{"events": n * 10, "now": n * mib, "most": n * mib, "rate": 1} for n in range(1, 21)]
        results = {"grow": {"title": "Grow", "sizes": (1, 100, 200), "memory": steps,
                            "runs": {name: [] for name in ("small", "middle", "empty", "large")}}}
        self.assertEqual(judged(results, "memory of the daemon at most")["median"], 10)

    def test_one_subscriber_that_missed_an_event_is_one_too_many(self):
        turn = {"followed": 80, "alone": 100, "complete": 1_000, "paced_complete": 999}
        results = {"follow": {"title": "Follow", "subscribers": 1_000, "runs": {"daybook": [turn]}}}
        self.assertTrue(judged(results, "nobody follows")["reached"])
        self.assertFalse(judged(results, "saw every event")["reached"])


class Report(unittest.TestCase):
    def test_says_of_each_peer_what_its_answer_means(self):
        said = report.write({"append-64": part(daybook=[1], nats=[1])})
        self.assertIn("| Nats | nats syncs |", said)

    def test_gives_the_median_and_the_range(self):
        said = report.write({"append-64": part(daybook=[1_000, 3_000, 2_000])})
        self.assertIn("2,000 (1,000 to 3,000)", said)


class Picture(unittest.TestCase):
    def test_has_a_bar_for_each_peer_to_the_right_if_daybook_is_ahead(self):
        drawn = ElementTree.fromstring(chart.draw(
            {"append-64": part(daybook=[200], postgres=[100], redis=[400])}))
        one = str(round(chart.x_of(1), 1))
        bars_drawn = [rect for rect in drawn.iter("{http://www.w3.org/2000/svg}rect") if rect.get("x")]
        self.assertEqual(len(bars_drawn), 2)
        self.assertEqual(bars_drawn[0].get("x"), one)
        self.assertNotEqual(bars_drawn[1].get("x"), one)

    def test_a_ratio_beyond_the_axis_stays_within_the_picture(self):
        self.assertEqual(chart.x_of(1_000), chart.x_of(10))


SCRIPT = """daybookd  7  1.5:  5025125 cpu-clock:
\t    55d0 std::vector<int, std::allocator<int> >::push_back(int&&)+0x1f (/usr/bin/daybookd)
\t    4000 main+0x20 (/usr/bin/daybookd)

daybookd  7  1.6:  5025125 cpu-clock:
\t    4000 main+0x24 (/usr/bin/daybookd)
"""


class Flame(unittest.TestCase):
    def test_stacks_are_read_from_the_outside_in_without_arguments(self):
        self.assertEqual(flame.read(SCRIPT), {("daybookd", "main", "std::vector::push_back"): 1,
                                              ("daybookd", "main"): 1})

    def test_a_share_is_of_the_stacks_that_have_all_of_the_frames(self):
        stacks = flame.read(SCRIPT)
        self.assertEqual(flame.share(stacks, "main"), 100)
        self.assertEqual(flame.share(stacks, "main", "std::vector"), 50)

    def test_is_a_picture_that_says_how_often_each_was_seen(self):
        said = flame.graph(flame.read(SCRIPT))
        ElementTree.fromstring(said)
        self.assertIn("<title>std::vector::push_back: 50.0 %</title>", said)


def load_command():
    path = str(ROOT / "tools/bench/compare")
    loader = importlib.machinery.SourceFileLoader("compare", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", loader))
    loader.exec_module(module)
    return module


class Command(unittest.TestCase):
    def test_a_part_begins_no_more_turns_once_its_time_is_over(self):
        command = load_command()
        bench = command.Bench.__new__(command.Bench)
        bench.turns, bench.options = 5, argparse.Namespace(limit=-1)
        bench.say = lambda text: None
        self.assertEqual(list(bench.each_turn()), [1])
        bench.options.limit = 60
        self.assertEqual(list(bench.each_turn()), [1, 2, 3, 4, 5])

    def test_every_bar_is_of_a_part_that_there_is(self):
        self.assertLessEqual({bar.part for bar in bars.BARS}, set(load_command().PARTS))


if __name__ == "__main__":
    unittest.main()
