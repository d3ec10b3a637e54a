"""Runs the real daemon, and speaks HTTP to it without any of its code."""

import atexit
import http.client
import json
import pathlib
import signal
import subprocess
import tempfile
import time


class Process:
    """A program that says in `port_file` where it listens, once it does."""

    def __init__(self, command, port_file, **options):
        self.process = subprocess.Popen(command, **options)
        atexit.register(self.process.kill)  # whatever becomes of the test
        for _ in range(12_000):
            if port_file.exists() and port_file.read_text().endswith("\n"):
                break
            if self.process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {self.process.returncode}")
            time.sleep(0.005)
        host, port = port_file.read_text().strip().rsplit(":", 1)
        self.address = (host, int(port))
        self.url = f"http://{host}:{port}"

    def connect(self):
        return http.client.HTTPConnection(*self.address, timeout=60)

    def kill(self):
        """kill -9, at whatever it is doing."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """SIGTERM; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


class Daemon(Process):
    """A daybookd on a free port of loopback, open to all. `data` is its directory."""

    def __init__(self, binary, data, *options, access="--open", log_level="warn", **process):
        self.data = pathlib.Path(data)
        if access:
            options += (access,)
        with tempfile.TemporaryDirectory() as directory:
            port_file = pathlib.Path(directory) / "port"
            super().__init__(
                [binary, "--data", str(data), "--listen", "127.0.0.1:0", "--log-level", log_level,
                 "--port-file", str(port_file), *options], port_file, **process)


def event(id, subject, **more):
    return {"specversion": "1.0", "id": id, "source": "/test", "type": "case.noted",
            "subject": subject, **more}


def post(connection, events):
    """Appends a batch: the status and the decoded answer."""
    connection.request("POST", "/v1/events", json.dumps(events),
                       {"Content-Type": "application/cloudevents-batch+json"})
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def get(daemon, path, accept="application/json"):
    connection = daemon.connect()
    connection.request("GET", path, headers={"Accept": accept})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def entries(daemon, query="order=recorded"):
    """Every entry a search gives, in its order, and the summary that ends it."""
    status, body = get(daemon, f"/v1/events?{query}", "application/x-ndjson")
    assert status == 200, body
    lines = [json.loads(line) for line in body.decode().splitlines()]
    summary = lines.pop()["summary"]
    assert int(summary["count"]) == len(lines), summary
    return lines
