"""Fills the daemon's disk, a small tmpfs: appends are refused, reading goes on, and once there is
room appending goes on too, without a restart."""

import ctypes
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from daemon import Daemon, entries, event, get, post

DISK_BYTES = 256 * 1024 * 1024
RESERVE_BYTES = 64 * 1024 * 1024


def fill(daemon, answered):
    """Appends until it is refused; gives the refusal."""
    connection = daemon.connect()
    for number in range(10_000):
        sent = event(f"{len(answered)}-{number}", f"case/{number % 7}", data="x" * 50_000)
        status, answer = post(connection, [sent])
        if status != 201:
            return status, answer
        answered.append(sent["id"])
    raise AssertionError("the disk never filled up")


def append_when_there_is_room(daemon, id):
    for _ in range(300):
        status, answer = post(daemon.connect(), [event(id, "case/late")])
        if status == 201:
            return
        assert status in (503, 507), answer
        time.sleep(0.1)
    raise AssertionError(f"still refused: {answer}")


def run(binary, disk, reserve):
    daemon = Daemon(binary, disk / "book", "--disk-reserve", str(reserve))
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (DISK_BYTES // 4))
    answered = []
    status, problem = fill(daemon, answered)
    assert status in (503, 507), problem
    assert answered, "nothing was appended at all"
    assert get(daemon, "/health/ready")[0] == 503 or reserve == 0
    assert [entry["id"] for entry in entries(daemon)] == answered, "reading goes on"

    ballast.unlink()
    append_when_there_is_room(daemon, "late")
    assert [entry["id"] for entry in entries(daemon)] == [*answered, "late"]
    assert get(daemon, "/health/ready")[0] == 200
    assert daemon.stop() == 0
    print(f"reserve {reserve}: {len(answered)} events, then {status}; room again, and it went on")


def main(binary):
    if "DAYBOOK_IN_NAMESPACE" not in os.environ:
        # A mount namespace of our own: what is mounted in it is gone with it.
        command = ["unshare", "--map-root-user", "--mount", sys.executable, *sys.argv]
        sys.exit(subprocess.run(command, env={**os.environ, "DAYBOOK_IN_NAMESPACE": "1"},
                                check=False).returncode)
    libc = ctypes.CDLL(None, use_errno=True)
    for reserve in (RESERVE_BYTES, 0):
        with tempfile.TemporaryDirectory() as directory:
            options = f"size={DISK_BYTES}".encode()
            if libc.mount(b"tmpfs", directory.encode(), b"tmpfs", 0, options) != 0:
                raise OSError(ctypes.get_errno(), "mount a tmpfs")
            try:
                run(binary, pathlib.Path(directory), reserve)
            finally:
                libc.umount2(directory.encode(), 2)


if __name__ == "__main__":
    main(sys.argv[1])
