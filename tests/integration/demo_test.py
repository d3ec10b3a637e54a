"""Runs the demo once, as somebody new would, and looks for what it promises to show."""

import subprocess
import sys


def main(source):
    ran = subprocess.run([f"{source}/tools/demo", "--once"], capture_output=True, text=True,
                         timeout=280, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for promised in ("emergency-duty-team", "finding.raised", "\n— localhost/witness-",
                     "/v1/views/status", "/metrics"):
        assert promised in ran.stdout, f"{promised} is not in\n{ran.stdout}"


if __name__ == "__main__":
    main(*sys.argv[1:])
