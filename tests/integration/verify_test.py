"""The real command line verifies a real daemon's book, and whatever is done to it is noticed."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from daemon import Daemon, event, get

EVENTS = 600


def daybook(binary, *arguments, code=0):
    """Runs the command line, which must end with `code`: what it says."""
    ran = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True,
                         timeout=120, check=False)
    assert ran.returncode == code, (arguments, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def largest(directory, pattern):
    return max(directory.glob(pattern), key=lambda file: file.stat().st_size)


def finding(number):
    return event(f"f{number}", f"finding/{number % 9}", type="finding.impact-assessed",
                 data={"level": "not-yet-evident", "findings": [f"finding/{number % 4}"]})


def write_events(path, numbers):
    path.write_text("".join(json.dumps(finding(number)) + "\n" for number in numbers))


def main(daybookd, binary):
    with tempfile.TemporaryDirectory() as directory:
        at = pathlib.Path(directory)
        data, receipt, key, head = at / "book", at / "receipt", at / "key", at / "head"
        data.mkdir()
        write_events(at / "some", range(EVENTS // 2))
        write_events(at / "more", range(EVENTS // 2, EVENTS))

        daemon = Daemon(daybookd, data)
        daybook(binary, "import", at / "some", "--url", daemon.url)
        assert daemon.stop() == 0
        shutil.copytree(data / "journal", at / "old")
        daemon = Daemon(daybookd, data)
        daybook(binary, "import", at / "more", "--url", daemon.url)
        key.write_bytes(get(daemon, "/v1/log/key")[1])
        daybook(binary, "receipt", "f17", "--output", receipt, "--url", daemon.url, "--key", key)
        daybook(binary, "export", "--output", at / "export", "--url", daemon.url)
        daybook(binary, "export", "--type", "none.such", "-o", at / "part", "--url", daemon.url)
        said = daybook(binary, "verify", "--url", daemon.url, "--key", key, "--save", head)
        assert f"All {EVENTS} events" in said, said
        assert "is open in process" in daybook(binary, "verify", "--data", data, code=3)
        daybook(binary, "trail", "finding/1", "--min-position", EVENTS - 1, "--url", daemon.url)
        assert daemon.stop() == 0

        assert "position 17" in daybook(binary, "verify", receipt, "--key", key)
        daybook(binary, "verify", at / "export", "--key", key, "--since", head)
        assert "not the export of a whole book" in daybook(
            binary, "verify", at / "part", "--key", key, code=1)
        said = daybook(binary, "verify", "--data", data, "--key", key, "--since", head)
        assert f"All {EVENTS} events" in said and "not compared" not in said, said

        # Bits flip in whatever holds most of the entries.
        damaged = at / "damaged"
        shutil.copytree(data, damaged)
        log = largest(damaged / "journal", "*.log")
        content = bytearray(log.read_bytes())
        content[len(content) // 2] ^= 1
        log.write_bytes(content)
        daybook(binary, "verify", "--data", damaged, "--key", key, code=1)

        # An old copy in the book's place.
        shutil.rmtree(damaged / "journal")
        shutil.copytree(at / "old", damaged / "journal")
        said = daybook(binary, "verify", "--data", damaged, "--key", key, "--since", head, code=1)
        assert f"First wrong position: {EVENTS // 2}" in said, said
        assert f"{EVENTS} events were acknowledged" in said, said

        # The other book was not touched by being looked at.
        daemon = Daemon(daybookd, data)
        daybook(binary, "verify", "--url", daemon.url, "--key", key, "--since", head)
        assert daemon.stop() == 0
        print(f"{EVENTS} events: receipt, export, daemon and directory verified, damage noticed")


if __name__ == "__main__":
    main(*sys.argv[1:])
