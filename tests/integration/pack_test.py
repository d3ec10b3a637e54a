"""An evidence pack of the Peterborough history, made by the real daemon and command line, and
checked with nothing of ours: unzip, zipfile, hashlib for manifest and tree, openssl for signatures.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

from daemon import Daemon, entries, get
from proofs_test import check_receipt, leaf_hash, parse_checkpoint, root

HISTORY = pathlib.Path(__file__).parents[2] / "replay/histories/peterborough/events.ndjson"


def run(*command, code=0):
    """Runs a program, which must end with `code`: what it says."""
    ran = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120,
                         check=False)
    assert ran.returncode == code, (command, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def check_manifest(pack):
    """Every member is in it with its size and SHA-256, in order, and nothing else."""
    manifest = json.loads(pack.read("manifest.json"))
    names = pack.namelist()
    assert names.pop() == "manifest.json"
    assert names == sorted(set(names)) == [member["name"] for member in manifest["members"]]
    for member in manifest["members"]:
        content = pack.read(member["name"])
        assert len(content) == int(member["bytes"]), member
        assert hashlib.sha256(content).hexdigest() == member["sha256"], member
    return manifest


def check_events(pack, key):
    """They hash to the root in the checkpoint, which the holder of the key signed."""
    *events, summary = pack.read("events.ndjson").splitlines()
    checkpoint = pack.read("checkpoint").decode()
    assert parse_checkpoint(checkpoint, key) == (len(events), root([*map(leaf_hash, events)]))
    size = str(len(events))
    summary = json.loads(summary)["summary"]
    assert summary == {"count": size, "position": size, "checkpoint": checkpoint}, summary
    return events


def check_receipts(pack, events, key):
    """Each proves the event of its position, at the checkpoint of the pack."""
    leaves = [leaf_hash(entry) for entry in events]
    for position in range(len(events)):
        receipt = pack.read(f"receipts/{position:012}.tlog-proof").decode()
        assert f"\nindex {position}\n" in receipt
        assert receipt.endswith("\n\n" + pack.read("checkpoint").decode())
        check_receipt(receipt, key, leaves)


def check_report(pack):
    """It says what was found, and every event it names is in the pack."""
    html = pack.read("report.html").decode()
    for said in ("Second monitoring visit", "too limited a resource", "Impact not yet evident",
                 "Where sources disagree"):
        assert said in html, said
    linked = {part.split('"')[0] for part in html.split('<a href="receipts/')[1:]}
    assert len(linked) > 50 and all(f"receipts/{name}" in pack.namelist() for name in linked)


def flip_a_byte(source, target):
    content = bytearray(source.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)


def main(daybookd, daybook):
    with tempfile.TemporaryDirectory() as directory:
        at = pathlib.Path(directory)
        daemon = Daemon(daybookd, at / "book")
        run(daybook, "import", HISTORY, "--url", daemon.url)
        key = get(daemon, "/v1/log/key")[1].decode().strip()
        first, second, part = at / "first.zip", at / "second.zip", at / "part.zip"
        said = run(daybook, "pack", "--for", "reinspection", "--output", first, "--url", daemon.url)
        assert hashlib.sha256(first.read_bytes()).hexdigest() in said, said
        run(daybook, "pack", "--for", "reinspection", "--output", second, "--url", daemon.url)
        told = [entry for entry in entries(daemon) if entry["type"] == "pack.exported"]
        assert [entry["data"]["sha256"] for entry in told] == [
            hashlib.sha256(pack.read_bytes()).hexdigest() for pack in (first, second)], told
        run(daybook, "pack", "--for", "scrutiny", "--audience", "committee", "--output", part,
            "--url", daemon.url)
        # Without a daemon there is no key to open what is sealed.
        report = [daybook, "report", "scrutiny", "--known", "2100-01-01", "--output"]
        run(*report, at / "report.html", "--sealed", "--url", daemon.url)
        assert daemon.stop() == 0
        run(*report, at / "offline.html", "--data", at / "book")
        assert (at / "report.html").read_bytes() == (at / "offline.html").read_bytes()

        run("unzip", "-qt", first)
        with zipfile.ZipFile(first) as pack:
            assert pack.testzip() is None
            manifest = check_manifest(pack)
            assert manifest["events"] == manifest["book"]["size"] == "90", manifest
            events = check_events(pack, key)
            check_receipts(pack, events, key)
            check_report(pack)
            pack.extract("receipts/000000000049.tlog-proof", at)
        assert "position 49" in run(daybook, "verify", at / "receipts/000000000049.tlog-proof",
                                    "--key", key)
        with zipfile.ZipFile(part) as pack:
            assert int(check_manifest(pack)["events"]) < 90
            everything = b"".join(pack.read(name) for name in pack.namelist())
            assert b"gives no year for 20 February" not in everything, "that note is internal"

        assert "All 90 events" in run(daybook, "verify", first, "--key", key)
        assert "of the 92 events" in run(daybook, "verify", part, "--key", key)
        run(daybook, "verify", first, code=2)  # whose signature counts?
        flip_a_byte(first, at / "flipped.zip")
        run(daybook, "verify", at / "flipped.zip", "--key", key, code=1)
        print("packed, told of, verified offline, and checked with unzip, hashlib and openssl")


if __name__ == "__main__":
    main(*sys.argv[1:])
