"""Files of evidence, with the real daemon and command line: stored by digest, linked, fetched and
checked with hashlib; an upload that a kill broke off leaves nothing."""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

from daemon import Daemon, entries, get


def files_under(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


def run_daybook(binary, daemon, *arguments):
    command = [binary, "--url", daemon.url, "evidence", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def break_off_an_upload(daemon, store):
    """Kills the daemon in the middle of it."""
    connection = daemon.connect()
    connection.putrequest("PUT", "/v1/evidence/sha256/" + "0" * 64)
    connection.putheader("Content-Length", str(64 * 1024 * 1024))
    connection.endheaders()
    while not [path for path in files_under(store / "incoming") if path.stat().st_size > 0]:
        connection.send(os.urandom(256 * 1024))
    daemon.kill()


def main(daybookd, daybook):
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        store = directory / "book" / "evidence"
        daemon = Daemon(daybookd, directory / "book")
        break_off_an_upload(daemon, store)
        daemon = Daemon(daybookd, directory / "book")
        assert not files_under(store), "what the broken upload left is gone"

        file = directory / "sample.pdf"
        file.write_bytes(os.urandom(5_000_000))
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        for _ in range(2):  # the second time changes nothing
            printed = run_daybook(daybook, daemon, "add", str(file), "--id", "sample",
                                  "--target", "finding/edt-capacity")
            assert printed == f"{digest}  evidence/sample\n", printed
        types = [entry["type"] for entry in entries(daemon)]
        assert types == ["evidence.added", "evidence.linked"], types
        assert files_under(store) == [store / digest[:2] / digest]

        daemon.kill()
        daemon = Daemon(daybookd, directory / "book")
        status, body = get(daemon, f"/v1/evidence/sha256/{digest}")
        assert status == 200 and hashlib.sha256(body).hexdigest() == digest
        fetched = directory / "fetched.pdf"
        run_daybook(daybook, daemon, "get", "evidence/sample", "--output", str(fetched))
        assert fetched.read_bytes() == file.read_bytes()
        assert daemon.stop() == 0
        print("stored, linked, fetched and checked; nothing left of a broken upload")


if __name__ == "__main__":
    main(*sys.argv[1:])
