"""All views made anew from the events, beside SQL over jsonb: tools/bench/programme measures it."""

import re
import subprocess
import sys

TURN = re.compile(r"^turn \d+: Daybook ([0-9.]+) ms, SQL ([0-9.]+) ms, every view ([0-9.]+) ms$", re.MULTILINE)


def measure(bench, _name):
    count = bench.sizes["rebuild"]
    said = subprocess.run(
        [sys.executable, bench.root / "tools/bench/programme", "--events", str(count), "--repeats",
         str(bench.turns), "--parts", "rebuild", "--bin", bench.binaries, "--directory", bench.directory],
        stdout=subprocess.PIPE, text=True, check=True, timeout=1_800).stdout
    turns = TURN.findall(said)
    bench.say("".join(f"  {line}\n" for line in said.splitlines() if "turn" in line or "times" in line))
    if not turns:
        raise SystemExit(f"Nothing was rebuilt: {said}")
    return {"title": f"Views made anew from {count:,} events", "stored": count,
            "runs": {name: [{"seconds": float(milliseconds) / 1e3} for milliseconds in of]
                     for name, of in zip(("daybook", "postgres", "daybook-all"), zip(*turns))}}
