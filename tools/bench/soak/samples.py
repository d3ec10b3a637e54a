"""What a process takes, second by second: judged flat or not, and drawn."""

import dataclasses
import html
import os
import statistics
import threading
import time

# What may grow between the first half and the second, which both begin after a warm-up: caches and
# write buffers fill up to their limits, and a larger book is in more files.
MEMORY_FACTOR, MEMORY_SLACK_MIB = 1.25, 64
FILES_FACTOR, FILES_SLACK = 1.5, 64
LATENCY_FACTOR, LATENCY_SLACK_MS = 2.0, 25


@dataclasses.dataclass
class Sample:
    second: float
    memory_mib: float
    files: int
    p50_ms: float | None
    p99_ms: float | None


class Sampler(threading.Thread):
    """Looks once a second at the process whose id `process_id` gives (0: there is none)."""

    def __init__(self, told, stopping, process_id):
        super().__init__(daemon=True)
        self.told, self.stopping, self.process_id = told, stopping, process_id
        self.samples = []
        self.restarts = []  # seconds

    def run(self):
        while not self.stopping.wait(1):
            second = time.monotonic() - self.told.begun
            try:
                process = self.process_id()
                with open(f"/proc/{process}/status") as status:
                    pages = next(line for line in status if line.startswith("VmRSS"))
                memory, files = int(pages.split()[1]) / 1024, len(os.listdir(f"/proc/{process}/fd"))
            except (OSError, StopIteration, ValueError):
                continue  # between an end and a start
            with self.told.lock:
                took = sorted(self.told.latencies.get(int(second) - 1, []))
            p50 = took[len(took) // 2] * 1000 if took else None
            p99 = took[int(len(took) * 0.99)] * 1000 if took else None
            self.samples.append(Sample(second, memory, files, p50, p99))


def judge(samples):
    """Sentences, one for each measure, each with whether it is flat."""
    warm = samples[len(samples) // 10:]
    half = len(warm) // 2
    if half < 10:
        return [(True, "It was too short to tell whether anything grows.")]
    first, second = warm[:half], warm[half:]

    def compare(name, unit, of, factor, slack, middle):
        before, after = (middle([of(s) for s in part if of(s) is not None] or [0])
                         for part in (first, second))
        flat = after <= before * factor + slack
        return flat, f"{name}: {before:.1f} {unit} in the first half, {after:.1f} in the second" + (
            "" if flat else ": it grows")

    return [
        compare("Memory at its highest", "MiB", lambda s: s.memory_mib, MEMORY_FACTOR,
                MEMORY_SLACK_MIB, max),
        compare("Open files at their most", "files", lambda s: s.files, FILES_FACTOR, FILES_SLACK,
                max),
        compare("An append in the median", "ms", lambda s: s.p50_ms, LATENCY_FACTOR,
                LATENCY_SLACK_MS, statistics.median),
        compare("The 99th percentile of a second, in the median", "ms", lambda s: s.p99_ms,
                LATENCY_FACTOR, LATENCY_SLACK_MS, statistics.median)]


WIDTH, HEIGHT, LEFT, TOP = 900, 150, 60, 30


def _panel(samples, restarts, title, lines, top):
    end = max(samples[-1].second, 1)
    values = [of(s) for s in samples for _, _, of in lines if of(s) is not None]
    most = max([*values, 1e-9]) * 1.05

    def place(second, value):
        x = LEFT + second / end * WIDTH
        return f"{x:.1f},{top + HEIGHT - value / most * HEIGHT:.1f}"

    yield f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{html.escape(title)}</text>'
    yield (f'<path d="M{LEFT} {top}V{top + HEIGHT}H{LEFT + WIDTH}" fill="none" stroke="#888"/>'
           f'<text x="{LEFT - 6}" y="{top + 8}" text-anchor="end">{most:.0f}</text>'
           f'<text x="{LEFT - 6}" y="{top + HEIGHT}" text-anchor="end">0</text>'
           f'<text x="{LEFT + WIDTH}" y="{top + HEIGHT + 16}" text-anchor="end">'
           f'{end / 60:.1f} min</text>')
    for second in restarts:
        x = LEFT + second / end * WIDTH
        yield f'<path d="M{x:.1f} {top}v{HEIGHT}" stroke="#ccc" stroke-dasharray="3 3"/>'
    for number, (name, colour, of) in enumerate(lines):
        points = " ".join(place(s.second, of(s)) for s in samples if of(s) is not None)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        yield (f'<text x="{LEFT + WIDTH - 10}" y="{top + 14 + 16 * number}" fill="{colour}" '
               f'text-anchor="end">{html.escape(name)}</text>')


def draw(path, samples, restarts):
    """An SVG of three panels; dashed lines are restarts."""
    panels = [("Resident memory, MiB", [("memory", "#1d70b8", lambda s: s.memory_mib)]),
              ("Open files", [("files", "#00703c", lambda s: float(s.files))]),
              ("Appends, ms", [("median", "#1d70b8", lambda s: s.p50_ms),
                               ("99th percentile", "#d4351c", lambda s: s.p99_ms)])]
    parts = []
    for number, (title, lines) in enumerate(panels):
        parts += _panel(samples, restarts, title, lines, TOP + number * (HEIGHT + 60))
    size = f'width="{WIDTH + LEFT + 20}" height="{TOP + len(panels) * (HEIGHT + 60)}"'
    with open(path, "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" '
                   'font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
                   + "\n".join(parts) + "</svg>\n")
