"""Stops the daemon while a request is in hand: the first signal waits for it, a second does not."""

import signal
import socket
import sys
import tempfile
import time

from daemon import Daemon, get

HALF = (b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/cloudevents+json\r\n"
        b"Content-Length: 100\r\n\r\n{")


def stopping_daemon(binary, data):
    """A daemon that was asked to stop, and a connection that keeps it."""
    daemon = Daemon(binary, data, "--stop-timeout", "60")
    held = socket.create_connection(daemon.address)
    held.sendall(HALF)
    # One io thread or two, its turn comes before the answer to a request that came later.
    for _ in range(20):
        assert get(daemon, "/health/live")[0] == 200
    daemon.process.send_signal(signal.SIGTERM)
    for _ in range(1200):
        try:
            socket.create_connection(daemon.address).close()
        except ConnectionRefusedError:
            return daemon, held
        time.sleep(0.05)
    raise AssertionError("it goes on accepting connections")


def main(binary):
    for second in (signal.SIGTERM, signal.SIGINT):
        with tempfile.TemporaryDirectory() as data:
            daemon, held = stopping_daemon(binary, data)
            assert daemon.process.poll() is None, "it did not wait for the request in hand"
            daemon.process.send_signal(second)
            assert daemon.process.wait(timeout=30) == -second
            held.close()
    with tempfile.TemporaryDirectory() as data:
        daemon, held = stopping_daemon(binary, data)
        daemon.process.send_signal(signal.SIGHUP)
        held.close()
        assert daemon.process.wait(timeout=30) == 0, "a SIGHUP while it stops is no reason to end"


main(sys.argv[1])
