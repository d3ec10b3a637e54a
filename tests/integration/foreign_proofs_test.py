"""Checks a book with libraries that are not ours, before, during and after a rotation of its key.

The Go project's packages for transparent logs check the whole book by its tiles, Sigstore's
JavaScript checks receipts. Neither shares code with Daybook, or with this test.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from daemon import Daemon, event, get, post

HERE = pathlib.Path(__file__).parent
GO_PACKAGES = "/usr/share/gocode"  # where Debian's golang-golang-x-mod-dev puts sources
RECEIPTS = (0, 1, 43, 255, 256, 299)


def build_checkbook(directory):
    binary = pathlib.Path(directory) / "checkbook"
    subprocess.run(["go", "build", "-o", binary, HERE / "go" / "checkbook.go"], check=True,
                   env={"HOME": str(pathlib.Path.home()), **os.environ, "GO111MODULE": "off",
                        "GOPATH": GO_PACKAGES, "GOFLAGS": ""})
    return binary


def keys_of(daemon):
    """The verifier keys it says to trust, the current one first."""
    return get(daemon, "/v1/log/key")[1].decode().splitlines()


def append(daemon, first, last):
    connection = daemon.connect()
    for number in range(first, last, 30):
        status, _ = post(connection, [event(f"e{n}", f"case/{n % 5}")
                                      for n in range(number, min(number + 30, last))])
        assert status == 201


def check_book(checkbook, daemon, keys, signatures, entries):
    said = subprocess.run([checkbook, daemon.url, *keys], check=True, capture_output=True,
                          text=True).stdout
    assert said.startswith(f"{signatures} signatures, {entries} entries"), said


def refuses_book(checkbook, daemon, keys):
    refused = subprocess.run([checkbook, daemon.url, *keys], capture_output=True, text=True)
    assert refused.returncode != 0
    assert "note has no verifiable signatures" in refused.stderr, refused.stderr


def receipts_of(daemon, positions):
    return [get(daemon, f"/v1/receipts/{position}")[1].decode() for position in positions]


def check_receipts(receipts, keys):
    said = subprocess.run(["node", HERE.parent / "npm" / "check_receipt.js", *keys], check=True,
                          input=json.dumps(receipts), stdout=subprocess.PIPE, text=True).stdout
    assert said == f"{len(receipts)} receipts\n", said


def restart(daemon, binary, *options):
    assert daemon.stop() == 0
    return Daemon(binary, daemon.data, *options)


def main(binary):
    with tempfile.TemporaryDirectory() as directory:
        checkbook = build_checkbook(directory)
        daemon = Daemon(binary, pathlib.Path(directory) / "book", "--origin", "example.org/book")
        append(daemon, 0, 300)
        [old] = keys_of(daemon)
        check_book(checkbook, daemon, [old], 1, 300)
        early = receipts_of(daemon, RECEIPTS)
        check_receipts(early, [old])

        daemon = restart(daemon, binary, "--rotate-key", "the administrator left")
        new, also_old = keys_of(daemon)
        assert also_old == old
        rotated = json.loads(get(daemon, "/v1/events/300")[1])
        assert rotated["type"] == "key.rotated", rotated
        assert rotated["reason"] == "the administrator left"
        assert rotated["data"] == {"verifierKey": new, "previousKey": old}
        append(daemon, 300, 310)
        for keys, signatures in (([old], 1), ([new], 1), ([new, old], 2)):
            check_book(checkbook, daemon, keys, signatures, 311)
        between = receipts_of(daemon, RECEIPTS)
        check_receipts(between, [new, old])

        daemon = restart(daemon, binary)
        assert keys_of(daemon) == [new, old], "both sign until the old one is retired"
        daemon = restart(daemon, binary, "--retire-key", "everybody has taken up the new one")
        assert keys_of(daemon) == [new]
        check_book(checkbook, daemon, [new], 1, 312)
        check_book(checkbook, daemon, [new, old], 1, 312)
        refuses_book(checkbook, daemon, [old])
        check_receipts(receipts_of(daemon, RECEIPTS), [new])
        check_receipts(early, [old])
        assert daemon.stop() == 0
        print("x/mod/sumdb and @sigstore/verify agree, through a rotation of the key")


if __name__ == "__main__":
    main(sys.argv[1])
