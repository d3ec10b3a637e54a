"""Stands in for systemd: the daemon, started with the settings that are installed, says when it is
ready, loads its certificate again, and stops; so does the witness, but for the certificate."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile

from daemon import Daemon, Process, get


class Manager:
    """What a service is started by."""

    def __init__(self, directory):
        self.path = directory / "notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        self.socket.settimeout(30)

    def environment(self, **more):
        return {**os.environ, "NOTIFY_SOCKET": str(self.path), **more}

    def told(self):
        """The lines of the next message."""
        return self.socket.recv(4096).decode().splitlines()


def check_daemon(manager, binary, directory, settings):
    """Gives the verifier key of its book."""
    daemon = Daemon(binary, directory / "book", "--config", settings, env=manager.environment())
    assert manager.told() == ["READY=1", f"STATUS=Listening on {daemon.url}"]
    assert get(daemon, "/health/live")[0] == 200, "ready, and answers nobody"
    key = get(daemon, "/v1/log/key", "*/*")[1].decode()
    daemon.process.send_signal(signal.SIGHUP)
    assert manager.told() == ["RELOADING=1"]
    assert manager.told() == ["READY=1"]
    daemon.process.send_signal(signal.SIGTERM)
    assert manager.told() == ["STOPPING=1"]
    assert daemon.process.wait(timeout=60) == 0
    return key


def check_watchdog(manager, binary, directory):
    """It pings for as long as it runs, if that is wanted."""
    daemon = Daemon(binary, directory / "book", env=manager.environment(WATCHDOG_USEC="200000"))
    assert manager.told()[0] == "READY=1"
    for _ in range(3):
        assert manager.told() == ["WATCHDOG=1"]
    assert daemon.stop() == 0
    while manager.told() != ["STOPPING=1"]:
        pass


def check_witness(manager, binary, directory, logs, key):
    """Its file of logs is of no use until a key stands in it."""
    port_file = directory / "port"
    command = [binary, "witness", "--state", directory / "witness", "--listen", "127.0.0.1:0",
               "--port-file", port_file, "--log"]
    assert subprocess.run([*command, logs], capture_output=True).returncode == 2
    file = directory / "logs"
    file.write_text(logs.read_text() + key)
    witness = Process([*command, file], port_file, env=manager.environment(),
                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert manager.told() == ["READY=1", f"STATUS=Listening on {witness.url}"]
    witness.process.send_signal(signal.SIGTERM)
    assert manager.told() == ["STOPPING=1"]
    assert witness.process.wait(timeout=60) == 0


def main(daybookd, daybook, files):
    files = pathlib.Path(files)
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        manager = Manager(directory)
        key = check_daemon(manager, daybookd, directory, files / "daybookd.toml")
        check_watchdog(manager, daybookd, directory)
        check_witness(manager, daybook, directory, files / "witness.logs", key)


main(*sys.argv[1:])
