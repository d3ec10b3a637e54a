"""A daemon is killed while it replays, and replays while it is asked: views are there, and right."""

import json
import pathlib
import subprocess
import sys
import tempfile
import threading

from daemon import Daemon, event, get

EVENTS = 4000


def daybook(binary, *arguments):
    """Runs the command line, which must find nothing wrong: what it says."""
    ran = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True,
                         timeout=120, check=False)
    assert ran.returncode == 0, (arguments, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def told(number):
    if number % 3 == 0:
        return event(f"e{number}", f"finding/{number % 70}", type="finding.impact-assessed",
                     data={"level": "emerging"})
    if number % 3 == 1:
        return event(f"e{number}", f"action/{number % 90}", type="action.proposed",
                     data={"title": f"Title {number}", "findings": [f"finding/{number % 70}"]})
    return event(f"e{number}", f"action/{number % 90}", type="action.progressed",
                 data={"text": f"News {number}"})


def status(daemon):
    """The rows of the status, all events told, and its position."""
    code, body = get(daemon, f"/v1/views/status?min_position={EVENTS - 1}")
    assert code == 200, body
    view = json.loads(body)
    return view["rows"], int(view["position"])


def start_replay(daemon):
    connection = daemon.connect()
    connection.request("POST", "/v1/replay", b"")
    response = connection.getresponse()
    assert response.status == 202, response.read()
    connection.close()


def stores(data):
    """What is kept of the programme: the stores, and which of them is in force."""
    return sorted(path.name for path in (data / "derived" / "programme").iterdir())


def main(daybookd, binary):
    with tempfile.TemporaryDirectory() as directory:
        data, lines = pathlib.Path(directory) / "book", pathlib.Path(directory) / "lines"
        lines.write_text("".join(json.dumps(told(number)) + "\n" for number in range(EVENTS)))
        daemon = Daemon(daybookd, data)
        daybook(binary, "import", lines, "--url", daemon.url)
        rows, _ = status(daemon)

        # Killed at the beginning, on the way, and perhaps when it had just ended.
        for looks in (0, 3, 10, 40):
            start_replay(daemon)
            for _ in range(looks):
                get(daemon, "/v1/replay")
            daemon.kill()
            daemon = Daemon(daybookd, data)
            left = stores(data)
            assert len(left) == 2 and left[1] == "current", left
            assert status(daemon)[0] == rows

        # Asked all the while.
        ended = threading.Event()
        asked = []

        def ask():
            last = 0
            while not ended.is_set():
                now, position = status(daemon)
                assert now == rows and position >= last
                last = position
                asked.append(position)

        reader = threading.Thread(target=ask)
        reader.start()
        said = [daybook(binary, "replay", "--url", daemon.url) for _ in range(2)]
        ended.set()
        reader.join()
        assert all("its views are what they come to" in line for line in said), said
        assert asked, "nobody was answered"
        assert daemon.stop() == 0

        said = daybook(binary, "replay", "--data", data)
        assert f"all that was stored of {EVENTS:,} is what they come to" in said, said
        said = daybook(binary, "replay", "--data", data, "--view", "status", "--json")
        assert json.loads(said.splitlines()[0])["rows"] == rows, said
        said = daybook(binary, "verify", "--data", data)
        assert "not compared" not in said, said
        daemon = Daemon(daybookd, data)
        assert status(daemon)[0] == rows
        assert daemon.stop() == 0
        print(f"{EVENTS} events replayed, killed on the way and asked meanwhile: {len(asked)} answers")


if __name__ == "__main__":
    main(*sys.argv[1:])
