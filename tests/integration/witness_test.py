"""Runs real witnesses and real daemons against each other, and holds them to what they promise.

A witness is killed -9 again and again while a log that it witnesses forks: of two histories it must
never have cosigned both, whatever it was doing. A daemon has its checkpoints cosigned while its
witnesses are down, slow, of another key, or restarting. Signatures are checked with openssl alone.
"""

import base64
import hashlib
import http.client
import json
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from daemon import Daemon, Process, event, get, post
from proofs_test import consistency_path, leaf_hash, root, verify_signature

KILLS = 8
ENTRIES = 12
SECONDS_TO_KILL_MAX = 0.08


class Log:
    """A log of our own: a key of openssl's, and any history we like."""

    def __init__(self, directory, origin):
        self.origin, self.at = origin, pathlib.Path(directory)
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.at / "private"],
                       check=True)
        der = subprocess.run(["openssl", "pkey", "-in", self.at / "private", "-pubout",
                              "-outform", "DER"], check=True, capture_output=True).stdout
        typed = b"\x01" + der[-32:]
        self.key_id = hashlib.sha256(origin.encode() + b"\n" + typed).digest()[:4]
        self.key = f"{origin}+{self.key_id.hex()}+{base64.b64encode(typed).decode()}"

    def text(self, leaves):
        return f"{self.origin}\n{len(leaves)}\n{base64.b64encode(root(leaves)).decode()}\n"

    def request(self, old, leaves):
        """The body of a request to cosign `leaves`, from the first `old` of them."""
        text = self.text(leaves)
        (self.at / "text").write_text(text)
        signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey",
                                    self.at / "private", "-in", self.at / "text"],
                                   check=True, capture_output=True).stdout
        path = consistency_path(old, leaves) if old else []
        proof = "".join(base64.b64encode(line).decode() + "\n" for line in path)
        line = base64.b64encode(self.key_id + signature).decode()
        return f"old {old}\n{proof}\n{text}\n— {self.origin} {line}\n".encode()


class Witness(Process):
    """A `daybook witness` that knows the logs of `keys`; on a free port, or the one it had."""

    def __init__(self, binary, state, keys, listen="127.0.0.1:0", *options):
        port_file = pathlib.Path(f"{state}.port")
        port_file.unlink(missing_ok=True)
        logs = [option for key in keys for option in ("--log", key)]
        super().__init__([binary, "witness", "--state", state, "--listen", listen,
                          "--port-file", port_file, *logs, *options], port_file,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.key = self.process.stdout.readline().strip()

    def add_checkpoint(self, body):
        connection = self.connect()
        connection.request("POST", "/add-checkpoint", body)
        response = connection.getresponse()
        answer = response.status, response.read().decode()
        connection.close()
        return answer


def verify_cosignature(text, line, key):
    """By openssl: the signature of a time and a text that a line of a note has."""
    name, encoded = line.removeprefix("— ").rsplit(" ", 1)
    _, key_id, typed = key.split("+", 2)
    typed = base64.b64decode(typed, validate=True)
    assert typed[0] == 4, "a cosignature key"
    bytes = base64.b64decode(encoded, validate=True)
    assert name == key.split("+")[0] and bytes[:4].hex() == key_id
    at = int.from_bytes(bytes[4:12], "big")
    assert abs(at - time.time()) < 3600
    verify_signature(f"cosignature/v1\ntime {at}\n{text}".encode(), bytes[12:], typed[1:])


def history(size, fork):
    return [leaf_hash(f"{fork}{number}".encode()) for number in range(size)]


def present(witness, requests, cosigned):
    """Has one history cosigned, entry by entry, until it is refused or the witness is gone."""
    try:
        for size, request in enumerate(requests, 1):
            status, _ = witness.add_checkpoint(request)
            if status != 200:
                return
            cosigned.append(size)
    except (OSError, http.client.HTTPException):
        pass


def check_kills(binary, directory):
    """Of two histories shown at once one is cosigned, and what was cosigned is never forgotten."""
    logs = []
    for number in range(KILLS):
        (pathlib.Path(directory) / str(number)).mkdir()
        logs.append(Log(f"{directory}/{number}", f"test/log-{number}"))
    state, keys = f"{directory}/witness", [log.key for log in logs]
    witness = Witness(binary, state, keys)
    key = witness.key
    answered = 0
    for log in logs:
        requests = {fork: [log.request(size, history(size + 1, fork)) for size in range(ENTRIES)]
                    for fork in "ab"}
        cosigned = {fork: [] for fork in "ab"}
        writers = [threading.Thread(target=present, args=(witness, requests[fork], cosigned[fork]))
                   for fork in "ab"]
        killer = threading.Timer(random.uniform(0, SECONDS_TO_KILL_MAX), witness.kill)
        for thread in (killer, *writers):
            thread.start()
        for thread in (killer, *writers):
            thread.join()
        witness = Witness(binary, state, keys)
        assert witness.key == key
        assert not (cosigned["a"] and cosigned["b"]), f"both histories: {cosigned}"
        for fork, other in ("ab", "ba"):
            if not cosigned[fork]:
                continue
            status, answer = witness.add_checkpoint(log.request(ENTRIES, history(ENTRIES, other)))
            recorded = int(answer) if status == 409 else ENTRIES
            assert recorded >= cosigned[fork][-1], f"{cosigned}, but only {recorded} are recorded"
            status, _ = witness.add_checkpoint(log.request(recorded, history(ENTRIES, other)))
            assert status == 422, "another history"
            status, line = witness.add_checkpoint(log.request(recorded, history(ENTRIES, fork)))
            assert status == 200, line
            verify_cosignature(log.text(history(ENTRIES, fork)), line.strip(), key)
            answered += len(cosigned[fork])
    assert answered, "it was killed too soon, each time"
    assert witness.stop() == 0
    print(f"{KILLS} kills, {answered} cosignatures before them, each of one history", flush=True)


def write_policy(path, witnesses, quorum):
    lines = [f"witness {name} {key} {url}\n" for name, (key, url) in witnesses.items()]
    lines.append(f"group enough {quorum} {' '.join(witnesses)}\nquorum enough\n")
    path.write_text("".join(lines))
    return str(path)


def wait_for(what, look):
    for _ in range(600):
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"it never came to this: {what}")


def quorum_of(daemon):
    return json.loads(get(daemon, "/health/ready")[1])["quorum"]


def wait_for_cosigned(daemon, size):
    wait_for(f"{size} cosigned", lambda: quorum_of(daemon)["size"] == str(size))
    status, note = get(daemon, "/v1/log/checkpoint/cosigned")
    assert status == 200
    return note.decode()


def failure_of(daemon, name):
    return next(witness.get("failure", "") for witness in quorum_of(daemon)["witnesses"]
                if witness["name"] == name)


def append(daemon, id):
    status, answer = post(daemon.connect(), [event(id, "case/1")])
    assert status == 201, answer


def check_note(note, witnesses):
    """A checkpoint with a cosignature of each of these; the lines of the book come first."""
    text, _, lines = note.rpartition("\n\n")
    lines = lines.splitlines()
    for witness in witnesses:
        name = witness.key.split("+")[0]
        line = next(line for line in lines if line.startswith(f"— {name} "))
        verify_cosignature(text + "\n", line, witness.key)
    return text.splitlines()


def check_daemon(daybookd, binary, directory):
    """A quorum of two: of a witness that is well, one that dies and returns, one that stalls, and
    one that is not who the policy takes it for."""
    at = pathlib.Path(directory)
    daemon = Daemon(daybookd, at / "book")
    assert get(daemon, "/v1/log/checkpoint/cosigned")[0] == 404
    book_key = get(daemon, "/v1/log/key")[1].decode().strip()
    assert daemon.stop() == 0

    (at / "keys").write_text(f"# The book\n{book_key}\n")
    well = Witness(binary, f"{at}/well", [str(at / "keys")], "127.0.0.1:0", "--name", "test/well")
    dying = Witness(binary, f"{at}/dying", [book_key])
    other = Witness(binary, f"{at}/other", [book_key])
    stalled = socket.create_server(("127.0.0.1", 0))  # accepts, and never answers
    wrong_key = Witness(binary, f"{at}/wrong", [book_key])
    assert wrong_key.stop() == 0
    policy = write_policy(at / "policy", {
        "well": (well.key, well.url),
        "dying": (dying.key, dying.url),
        "stalled": (stalled_key(directory), f"http://127.0.0.1:{stalled.getsockname()[1]}"),
        "impostor": (wrong_key.key, other.url),
    }, 2)

    daemon = Daemon(daybookd, at / "book", "--witness-policy", policy)
    append(daemon, "1")
    note = wait_for_cosigned(daemon, 1)
    assert check_note(note, [well, dying])[1] == "1"
    wait_for("the newest is the cosigned", lambda: get(daemon, "/v1/log/checkpoint")[1].decode()
             == get(daemon, "/v1/log/checkpoint/cosigned")[1].decode())
    wait_for("the impostor is seen", lambda: "no cosignature" in failure_of(daemon, "impostor"))

    # A receipt of the cosigned checkpoint, and none of what is not cosigned yet.
    receipt = get(daemon, "/v1/receipts/0?checkpoint=cosigned")[1].decode()
    assert receipt.endswith("\n\n" + note)
    assert get(daemon, "/v1/receipts/0?checkpoint=nonsense")[0] == 400

    dying.kill()
    append(daemon, "2")
    wait_for("one of two is no quorum", lambda: not quorum_of(daemon)["reached"])
    status, _ = get(daemon, "/health/ready")
    assert status == 200, "visible, not fatal"
    assert "refused" in failure_of(daemon, "dying")
    assert get(daemon, "/v1/log/checkpoint/cosigned")[1].decode() == note, "the newest there is"
    assert get(daemon, "/v1/receipts/1?checkpoint=cosigned")[0] == 404
    metrics = get(daemon, "/metrics")[1].decode()
    for line in ("daybook_quorum_reached 0", 'daybook_witness_cosigned_events{witness="well"} 2',
                 'daybook_witness_failures_total{witness="dying"}',
                 'daybook_witness_cosigned_timestamp_seconds{witness="well"}'):
        assert line in metrics, f"{line} is not in\n{metrics}"

    # Stopped while one stalls; started while one is down: it serves what it kept.
    assert daemon.stop() == 0
    daemon = Daemon(daybookd, at / "book", "--witness-policy", policy)
    assert get(daemon, "/v1/log/checkpoint/cosigned")[1].decode() == note
    dying = Witness(binary, f"{at}/dying", [book_key], dying.url.removeprefix("http://"))
    note = wait_for_cosigned(daemon, 2)
    assert check_note(note, [well, dying])[1] == "2"
    for number in range(3, 40):
        append(daemon, str(number))
    check_note(wait_for_cosigned(daemon, 39), [well, dying])

    # A copy of the book that goes on by itself is a fork, and none of its witnesses has it.
    assert daemon.stop() == 0
    (at / "fork").mkdir()
    (at / "fork/signing-key").write_bytes((at / "book/signing-key").read_bytes())
    daemon = Daemon(daybookd, at / "fork", "--witness-policy", policy)
    append(daemon, "other")
    wait_for("the fork is seen", lambda: "another copy of it" in failure_of(daemon, "well"))
    assert get(daemon, "/v1/log/checkpoint/cosigned")[0] == 404
    assert daemon.stop() == 0
    for witness in (well, dying, other):
        assert witness.stop() == 0
    stalled.close()


def stalled_key(directory):
    """A key for the witness that nobody will ever hear of."""
    typed = b"\x04" + bytes(range(32))
    key_id = hashlib.sha256(b"test/stalled\n" + typed).digest()[:4]
    return f"test/stalled+{key_id.hex()}+{base64.b64encode(typed).decode()}"


def check_refusals(binary, directory):
    """What `daybook witness` says when it cannot start."""
    log = Log(directory, "test/refused")
    state = f"{directory}/taken"
    witness = Witness(binary, state, [log.key])
    for arguments, status in (
            (["--state", state, "--log", log.key], 3),
            (["--state", f"{directory}/new", "--log", log.key, "--listen", "0.0.0.0:0"], 3),
            (["--state", f"{directory}/new", "--log", witness.key], 2),
            (["--state", f"{directory}/new", "--log", "no-such-file"], 2),
            (["--state", f"{directory}/new"], 2)):
        ran = subprocess.run([binary, "witness", *arguments], capture_output=True, text=True,
                             timeout=60, check=False)
        assert ran.returncode == status, (arguments, ran.returncode, ran.stderr)
        assert ran.stderr, "it says why"
    assert witness.stop() == 0


def main(daybookd, binary):
    for check in (check_kills, check_refusals):
        with tempfile.TemporaryDirectory() as directory:
            check(binary, directory)
    with tempfile.TemporaryDirectory() as directory:
        check_daemon(daybookd, binary, directory)


if __name__ == "__main__":
    main(*sys.argv[1:])
