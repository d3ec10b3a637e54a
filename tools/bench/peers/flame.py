"""A flame graph: stacks that were sampled, each as wide as it was often seen, as one SVG."""

import html
import re

WIDTH, ROW, LEAST = 1200, 17, 0.4  # pixels; narrower frames are left out

# `daybookd  123  456.789:  250000 cpu-clock:` and then `  55d0 symbol+0x1f (file)` from the inside out.
FRAME = re.compile(r"^\s+[0-9a-f]+ (.*?)(?:\+0x[0-9a-f]+)? \(([^()]*)\)$")


def short(symbol):
    """Without arguments and template arguments, which nobody could read in a box."""
    kept, depth = [], 0
    for character in symbol:
        depth += character in "<("
        if depth == 0:
            kept.append(character)
        depth -= character in ">)" and depth > 0
    return "".join(kept).strip() or symbol


def read(script):
    """Stacks, from the outside in, with their counts: what `perf script` printed."""
    stacks = {}
    for sample in script.split("\n\n"):
        lines = sample.strip("\n").split("\n")
        frames = [short(found[1]) for found in map(FRAME.match, lines[1:]) if found]
        if frames:
            stack = (lines[0].split()[0], *reversed(frames))
            stacks[stack] = stacks.get(stack, 0) + 1
    return stacks


def share(stacks, *frames):
    """The part of all samples, in per cent, that has each of these somewhere in its stack, by how its name
    begins."""
    seen = sum(count for stack, count in stacks.items()
               if all(any(name.startswith(frame) for name in stack) for frame in frames))
    return 100 * seen / max(sum(stacks.values()), 1)


class Node:
    def __init__(self):
        self.count, self.inner = 0, {}


def tree(stacks):
    root = Node()
    for stack, count in stacks.items():
        node = root
        node.count += count
        for name in stack:
            node = node.inner.setdefault(name, Node())
            node.count += count
    return root


def depth(node):
    return 1 + max(map(depth, node.inner.values()), default=0)


def colour(name):
    warm = sum(map(ord, name)) % 55
    return f"rgb({205 + warm % 50},{90 + 2 * warm % 130},{40 + warm % 30})"


def draw(node, name, left, level, scale, total, boxes):
    width = node.count * scale
    if width < LEAST:
        return
    label = html.escape(name)
    letters = int(width / 6.6)
    text = label if len(name) <= letters else html.escape(name[:letters - 1]) + "…" if letters > 3 else ""
    boxes.append(f'<g><title>{label}: {100 * node.count / total:.1f} %</title>'
                 f'<rect x="{left:.1f}" y="{level * ROW}" width="{width:.1f}" height="{ROW - 1}" '
                 f'fill="{colour(name)}"/><text x="{left + 2:.1f}" y="{level * ROW + 12}">{text}</text></g>')
    for inner_name, inner in sorted(node.inner.items()):
        draw(inner, inner_name, left, level + 1, scale, total, boxes)
        left += inner.count * scale


def graph(stacks):
    """The text of the SVG; the outermost frame is at the top."""
    root, boxes = tree(stacks), []
    draw(root, "all", 0, 0, WIDTH / max(root.count, 1), max(root.count, 1), boxes)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {depth(root) * ROW}" '
            'font-family="monospace" font-size="11">\n' + "\n".join(boxes) + "\n</svg>\n")
