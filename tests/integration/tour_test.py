"""Runs the README's tour as it is written, and holds what it shows to what is said.

Blocks of `sh` between the markers are run one after another in one shell, in the top directory. A
`text` block lists what the block before it says: each line must be in it, in this order; `…` in a
line stands for anything.
"""

import pathlib
import re
import subprocess
import sys


def blocks(readme):
    tour = readme.split("<!-- tour -->")[1].split("<!-- end of tour -->")[0]
    return re.findall(r"```(sh|text)\n(.*?)```", tour, re.DOTALL)


def expect(lines, said):
    at = 0
    for line in lines.splitlines():
        pattern = ".*?".join(re.escape(part) for part in line.split("…"))
        found = re.compile(pattern).search(said, at)
        assert found, f"not there, or not in its place: {line}\nin: {said}"
        at = found.end()


def main(source, binaries):
    parts = blocks((pathlib.Path(source) / "README.md").read_text())
    script = "set -eu\n"
    for number, (kind, text) in enumerate(parts):
        if kind == "sh":
            text = text.replace("$PWD/build/release/bin", binaries)
            script += f"echo '== {number}'\n{text}\necho\n"
    ran = subprocess.run(["bash", "-c", script], cwd=source, capture_output=True, text=True,
                         timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said = dict(re.findall(r"^== (\d+)\n(.*?)(?=^== |\Z)", ran.stdout, re.DOTALL | re.MULTILINE))
    expected = 0
    for number, (kind, text) in enumerate(parts):
        if kind == "text":
            expect(text, said[str(number - 1)])
            expected += 1
    assert expected >= 5
    print(f"{len(parts)} blocks ran as written")


if __name__ == "__main__":
    main(*sys.argv[1:])
