"""Puts what was measured where it is told of: docs/performance.md, its picture, and the README."""

import json

import capacity
import chart
import report


def replace(path, name, text):
    """What stands between the marks `<!-- name -->` and `<!-- end of name -->`."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = path.read_text().split(begin)
    path.write_text(before + begin + text.strip("\n") + "\n" + end + rest.split(end)[1])


def write(root, results, parts):
    missing = [name for name in parts if name not in results]
    if missing:
        raise SystemExit(f"The documents are of all parts, and nothing is kept of {', '.join(missing)}.")
    replace(root / "docs/performance.md", "measured", report.write(results))
    lines = [capacity.sentence(results), "", *capacity.table(results)]
    for path in ("docs/performance.md", "README.md"):
        replace(root / path, "capacity", "\n".join(lines))
    (root / "docs/performance.svg").write_text(chart.draw(results))
    (root / "docs/performance.json").write_text(json.dumps(results, separators=(",", ":")) + "\n")
