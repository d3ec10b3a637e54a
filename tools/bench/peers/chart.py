"""A picture of what was measured: for each row, how many times as fast Daybook is as each peer."""

import html
import math
import statistics

import bars

WIDTH, LEFT, RIGHT, ROW, GAP, TOP = 960, 300, 150, 22, 26, 64
TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10]
COLOURS = {"postgres": "#336791", "redis": "#a41e11", "redis-indexed": "#c9665c", "rocksdb": "#5b3d8f", "rocksdb-commit": "#9a86bd",
           "sqlite": "#4c6b75", "nats": "#7a7a7a", "file": "#7a7a7a", "postgres-copy-out": "#336791",
           "rocksdb-scan": "#5b3d8f", "postgres-select": "#336791"}
PAIRS = {"read": [("daybook-export", "postgres-copy-out"), ("daybook-export", "rocksdb-scan"),
                  ("daybook-get", "postgres-select")]}
NOT_DRAWN = {"disk", "grow", "follow"}  # they compare Daybook with itself, or are no speed


def x_of(ratio):
    low, high = math.log(TICKS[0]), math.log(TICKS[-1])
    part = (math.log(min(max(ratio, TICKS[0]), TICKS[-1])) - low) / (high - low)
    return LEFT + part * (WIDTH - LEFT - RIGHT)


def rows_of(name, part):
    """Each peer's title, colour and ratios, turn by turn."""
    if name == "rebuild":
        ratios = bars.ratios("postgres", "daybook", "seconds")(part)
        return [("SQL over jsonb (PostgreSQL)", "#336791", ratios)]
    titles = part.get("titles") or {peer: said["title"] for peer, said in part.get("peers", {}).items()}
    pairs = PAIRS.get(name) or [("daybook", peer) for peer in part["runs"]
                               if peer not in ("daybook", "book")]
    rows = [(titles.get(theirs), COLOURS.get(theirs, "#7a7a7a"), bars.ratios(ours, theirs)(part))
            for ours, theirs in pairs]
    return [row for row in rows if row[0] and row[2]]


def text(x, y, words, more=""):
    return f'<text x="{x:.0f}" y="{y:.0f}" {more}>{html.escape(words)}</text>'


def bar(y, title, colour, ratios):
    median, low, high = statistics.median(ratios), min(ratios), max(ratios)
    left, right = sorted((x_of(1), x_of(median)))
    middle = y + ROW / 2
    return [text(LEFT - 10, middle + 5, title, 'text-anchor="end"'),
            f'<rect x="{left:.1f}" y="{y + 3}" width="{max(right - left, 1):.1f}" height="{ROW - 8}" '
            f'fill="{colour}"/>',
            f'<line x1="{x_of(low):.1f}" x2="{x_of(high):.1f}" y1="{middle - 1}" y2="{middle - 1}" '
            'stroke="#0b0c0c" stroke-width="1.5"/>',
            text(WIDTH - RIGHT + 12, middle + 5, f"{median:.2f} ({low:.2f} to {high:.2f})")]


def axis(bottom):
    marks = []
    for tick in TICKS:
        style = 'stroke="#0b0c0c"' if tick == 1 else 'stroke="#d8d8d8"'
        marks.append(f'<line x1="{x_of(tick):.1f}" x2="{x_of(tick):.1f}" y1="{TOP - 8}" y2="{bottom}" {style}/>')
        marks.append(text(x_of(tick), TOP - 14, f"{tick:g} ×", 'text-anchor="middle" fill="#505a5f"'))
    return marks


def draw(results):
    """The text of the SVG."""
    y, drawn = TOP, []
    for name, part in results.items():
        rows = rows_of(name, part) if name not in NOT_DRAWN else []
        if not rows:
            continue
        drawn.append(text(10, y + 15, part["title"][0].upper() + part["title"][1:], 'font-weight="bold"'))
        y += ROW
        for title, colour, ratios in rows:
            drawn += bar(y, title, colour, ratios)
            y += ROW
        y += GAP - ROW + 6
    head = [text(10, 24, "Daybook, as many times as fast as …", 'font-size="18" font-weight="bold"'),
            text(WIDTH - RIGHT + 30, TOP - 14, "median (range)", 'fill="#505a5f"')]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 10}" '
            f'font-family="sans-serif" font-size="13">\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
            + "\n".join([*axis(y), *head, *drawn]) + "\n</svg>\n")
