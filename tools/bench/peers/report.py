"""What was measured, as tables for people."""

import statistics

import bars
from bars import MIB


def ranged(form, median, low, high, turns):
    return f"{form(median)} ({form(low)} to {form(high)})" if turns > 1 else form(median)


def spread(values, form):
    return ranged(form, statistics.median(values), min(values), max(values), len(values))


def rate(value):
    return f"{value:,.0f}"


def milliseconds(value):
    return f"{value * 1e3:.2f}"


def microseconds(value):
    return f"{value * 1e6:.0f}"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head),
            *["| " + " | ".join(row) + " |" for row in rows]]


def append_table(part):
    rows = []
    for name, runs in part["runs"].items():
        cpu = [run["server_cpu"] / run["events"] for run in runs if "server_cpu" in run]
        rows.append([part["peers"][name]["title"], spread([run["rate"] for run in runs], rate),
                     spread([run["p50"] for run in runs], milliseconds),
                     spread([run["p99"] for run in runs], milliseconds),
                     spread(cpu, microseconds) if cpu else "in process"])
    return table(["", "events a second", "p50, ms", "p99, ms", "CPU of the server, µs an event"], rows)


def read_table(part):
    return table(["", "events a second"],
                 [[part["titles"][task], spread([run["rate"] for run in runs], rate)]
                  for task, runs in part["runs"].items()])


def disk_table(part):
    size = part["bytes"]
    table_bytes = size["postgres_table"]
    return table(["", "bytes an event"], [
        ["Daybook, all it keeps, compacted", rate(size["daybook"])],
        ["Daybook, as it was left by appending, with its log", rate(size["daybook_before"])],
        ["PostgreSQL, table and indexes", rate(table_bytes + size["postgres_indexes"])],
        ["PostgreSQL, its indexes made anew", rate(table_bytes + size["postgres_reindexed"])]])


def rebuild_table(part):
    names = {"daybook": "Daybook, the status", "postgres": "PostgreSQL, the same by SQL over jsonb",
             "daybook-all": "Daybook, every view, compared with what is stored and stored again"}
    return table(["", "time, ms"], [[names[name], spread([run["seconds"] for run in runs], milliseconds)]
                                    for name, runs in part["runs"].items()])


# What a start found.
WAYS = {"empty": "new", "small": "stopped", "small first": "just filled, stopped", "middle": "stopped",
        "middle first": "just filled, stopped", "large": "killed at full speed"}


def grow_table(part):
    rows = [[rate(step["events"]), rate(step["now"] / MIB), rate(step["most"] / MIB), rate(step["rate"])]
            for step in part["memory"]]
    lines = table(["events in the book", "memory now, MiB", "at most", "appended a second until then"],
                  rows)
    rows = [[f"{of[0]['events']:,}, {WAYS[name]}", spread([run["start"] for run in of], milliseconds),
             *[spread([run[key] for run in of], rate) if key in of[0] else ""
               for key in ("batch_rate", "single_rate")]] for name, of in part["runs"].items()]
    return lines + [""] + table(["events in the book", "start, ms", "batches, events a second",
                                 "64 connections, events a second"], rows)


def follow_table(part):
    runs = part["runs"]["daybook"]
    return table(["", ""], [
        ["appended a second, nobody following", spread([run["alone"] for run in runs], rate)],
        [f"… {part['subscribers']:,} following", spread([run["followed"] for run in runs], rate)],
        ["deliveries a second", spread([run["deliveries"] / max(run["seconds"], 1e-9) for run in runs], rate)],
        ["subscribers that saw every event", spread([run["complete"] for run in runs], rate)],
        [f"at {part['pace']} events a second, ms from sending one until all had it",
         spread([run["paced_p50"] for run in runs], milliseconds)],
        ["… and at most", spread([run["paced_p100"] for run in runs], milliseconds)]])


TABLES = {"read": read_table, "disk": disk_table, "rebuild": rebuild_table, "grow": grow_table,
          "follow": follow_table}


def bar_table(results):
    def judged(one):
        def form(value):
            return f"{value:,.0f}{one['unit']}" if one["unit"] else f"{value:.2f}"
        return ranged(form, one["median"], one["low"], one["high"], one["turns"])

    return table(["work", "what", "wanted", "median (range)", ""], [
        [one["title"], one["says"], one["wanted"], judged(one),
         {None: "", True: "reached", False: "**missed**"}[one["reached"]]] for one in bars.judge(results)])


def durability_table(results):
    peers = {name: peer for part in results.values() for name, peer in part.get("peers", {}).items()}
    return table(["", "an answer means"], [[peer["title"], peer["durable"]] for peer in peers.values()])


def machine_lines(results):
    """Where, when and of what: parts may have been measured at different times."""
    machines = [part["machine"] for part in results.values() if "machine" in part]
    if not machines:
        return []
    one, when = machines[0], sorted(machine["when"] for machine in machines)
    commits = sorted({machine["commit"] for machine in machines})
    turns = {max(map(len, part["runs"].values())) for part in results.values() if part.get("runs")}
    return [f"{one['processor']}, {one['cores']} cores for servers and clients together, {one['memory_gib']} GiB, "
            f"Linux {one['kernel']}, {one['file_system']}. Measured {when[0]} to {when[-1]}, at "
            f"{', '.join(commits)}. Medians of {' or '.join(map(str, sorted(turns)))} turns, with their range; each part's own "
            "date and commit are in the JSON."]


def write(results):
    """Markdown of all of it."""
    parts = [machine_lines(results), bar_table(results)]
    if any("peers" in part for part in results.values()):
        parts.append(durability_table(results))
    for name, part in results.items():
        title = part["title"][0].upper() + part["title"][1:]
        parts.append([f"### {title}", "", *TABLES.get(name, append_table)(part)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
