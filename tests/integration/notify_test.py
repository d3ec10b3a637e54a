"""Stands in for systemd: the daemon, started with the settings that are installed, says when it is
ready, loads its certificate again, and stops."""

import os
import pathlib
import signal
import socket
import sys
import tempfile

from daemon import Daemon, get


def told(manager):
    """The lines of the next message."""
    return manager.recv(4096).decode().splitlines()


def main(binary, settings):
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "notify"
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        manager.bind(str(path))
        manager.settimeout(30)
        daemon = Daemon(binary, pathlib.Path(directory) / "book", "--config", settings,
                        env={**os.environ, "NOTIFY_SOCKET": str(path)})
        assert told(manager) == ["READY=1", f"STATUS=Listening on {daemon.url}"]
        assert get(daemon, "/health/live")[0] == 200, "ready, and answers nobody"
        daemon.process.send_signal(signal.SIGHUP)
        assert told(manager) == ["RELOADING=1"]
        assert told(manager) == ["READY=1"]
        daemon.process.send_signal(signal.SIGTERM)
        assert told(manager) == ["STOPPING=1"]
        assert daemon.process.wait(timeout=60) == 0


main(sys.argv[1], sys.argv[2])
