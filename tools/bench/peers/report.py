"""What was measured, as a table for people."""

import statistics

import bars


def spread(values, form):
    return f"{form(statistics.median(values))} ({form(min(values))} to {form(max(values))})"


def rate(value):
    return f"{value:,.0f}"


def milliseconds(value):
    return f"{value * 1e3:.2f}"


def microseconds(value):
    return f"{value * 1e6:.0f}"


def append_table(part):
    lines = [f"### {part['title'][0].upper()}{part['title'][1:]}", "",
             "| | events a second | p50, ms | p99, ms | CPU of the server, µs an event |",
             "|---|---|---|---|---|"]
    for name, runs in part["runs"].items():
        cpu = [run["server_cpu"] / run["events"] for run in runs if "server_cpu" in run]
        lines.append("| " + " | ".join([
            part["peers"][name]["title"], spread([run["rate"] for run in runs], rate),
            spread([run["p50"] for run in runs], milliseconds),
            spread([run["p99"] for run in runs], milliseconds),
            spread(cpu, microseconds) if cpu else "in process"]) + " |")
    return lines


def bar_table(results):
    lines = ["| part | what | wanted | median of the ratios (range) | |", "|---|---|---|---|---|"]
    for one in bars.judge(results):
        lines.append(f"| {one['part']} | {one['says']} | {one['wanted']} | {one['median']:.2f} "
                     f"({one['low']:.2f} to {one['high']:.2f}) | "
                     f"{'reached' if one['reached'] else '**missed**'} |")
    return lines


def durability_table(results):
    peers = {name: peer for part in results.values() for name, peer in part.get("peers", {}).items()}
    return ["| | an answer means |", "|---|---|",
            *[f"| {peer['title']} | {peer['durable']} |" for peer in peers.values()]]


def write(results):
    parts = [bar_table(results), durability_table(results)]
    parts += [append_table(part) for part in results.values() if "writers" in part]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
