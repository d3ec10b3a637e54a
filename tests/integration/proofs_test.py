"""Checks the book's proofs with nothing of ours: hashlib for the tree, openssl for the signature.

Everything is computed from the public formats (RFC 6962, C2SP signed-note, tlog-checkpoint,
tlog-tiles, tlog-proof) and what the daemon serves over HTTP.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

from daemon import Daemon, event, get, post

EVENTS = 300


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root(leaves[:split]), root(leaves[split:]))


def inclusion_path(index, leaves):
    """RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*inclusion_path(index, leaves[:split]), root(leaves[split:])]
    return [*inclusion_path(index - split, leaves[split:]), root(leaves[:split])]


def consistency_path(old, leaves, whole=True):
    """RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= split:
        return [*consistency_path(old, leaves[:split], whole), root(leaves[split:])]
    return [*consistency_path(old - split, leaves[split:], False), root(leaves[:split])]


def verify_signature(message, signature, key):
    """By openssl: that the holder of the Ed25519 key (32 bytes) signed it."""
    with tempfile.TemporaryDirectory() as directory:
        at = pathlib.Path(directory)
        (at / "message").write_bytes(message)
        (at / "signature").write_bytes(signature)
        # A public key as X.509 has it: a fixed prefix (RFC 8410) and the 32 bytes.
        (at / "key").write_bytes(bytes.fromhex("302a300506032b6570032100") + key)
        subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER",
                        "-inkey", at / "key", "-in", at / "message", "-sigfile", at / "signature"],
                       check=True, stdout=subprocess.DEVNULL)


def verify_note(note, key):
    """The text of a note, whose signature by `key` openssl has verified."""
    name, key_id, encoded = key.split("+", 2)
    typed = base64.b64decode(encoded, validate=True)
    assert typed[0] == 1, "Ed25519"
    assert hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() == key_id
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    lines = [line for line in signatures.splitlines() if line.startswith(f"— {name} ")]
    signature = base64.b64decode(lines[0].split(" ")[2], validate=True)
    assert signature[:4].hex() == key_id
    verify_signature(text.encode(), signature[4:], typed[1:])
    return text


def parse_checkpoint(note, key):
    origin, size, head = verify_note(note, key).splitlines()
    assert origin == key.split("+")[0]
    return int(size), base64.b64decode(head, validate=True)


def bundle_entries(body):
    entries = []
    while body:
        length = int.from_bytes(body[:2], "big")
        entries.append(body[2:2 + length])
        body = body[2 + length:]
    return entries


def check_receipt(text, key, leaves):
    head, _, note = text.partition("\n\n")
    magic, extra, index, *hashes = head.splitlines()
    assert magic == "c2sp.org/tlog-proof@v1"
    index = int(index.removeprefix("index "))
    size, top = parse_checkpoint(note, key)
    entry = base64.b64decode(extra.removeprefix("extra "), validate=True)
    assert leaf_hash(entry) == leaves[index]
    assert [base64.b64decode(line) for line in hashes] == inclusion_path(index, leaves[:size])
    assert root(leaves[:size]) == top


def main(binary):
    with tempfile.TemporaryDirectory() as directory:
        daemon = Daemon(binary, directory)
        key = get(daemon, "/v1/log/key")[1].decode().strip()
        early = get(daemon, "/v1/log/checkpoint")[1].decode()
        assert parse_checkpoint(early, key) == (0, root([]))

        connection = daemon.connect()
        promises = []
        for first in range(0, EVENTS, 20):
            status, answer = post(connection, [event(f"e{number}", f"case/{number % 5}")
                                               for number in range(first, first + 20)])
            assert status == 201
            promises.append(answer["checkpoint"])

        bundles = [get(daemon, f"/v1/log/tile/entries/{path}") for path in ("000", "001.p/44")]
        assert all(status == 200 for status, _ in bundles)
        entries = [entry for _, body in bundles for entry in bundle_entries(body)]
        assert [json.loads(entry)["id"] for entry in entries] == [f"e{n}" for n in range(EVENTS)]
        assert entries[7] == get(daemon, "/v1/events/7")[1], "exact bytes"
        leaves = [leaf_hash(entry) for entry in entries]

        for note in [*promises, get(daemon, "/v1/log/checkpoint")[1].decode()]:
            size, top = parse_checkpoint(note, key)
            assert root(leaves[:size]) == top
        hashes = get(daemon, "/v1/log/tile/0/000")[1] + get(daemon, "/v1/log/tile/0/001.p/44")[1]
        assert hashes == b"".join(leaves)
        assert get(daemon, "/v1/log/tile/1/000.p/1")[1] == root(leaves[:256])

        for index in (0, 1, 43, 255, 256, 299):
            check_receipt(get(daemon, f"/v1/receipts/{index}")[1].decode(), key, leaves)
        for old, new in ((1, 2), (3, 7), (64, 300), (255, 257), (299, 300), (300, 300)):
            answer = json.loads(get(daemon, f"/v1/log/consistency?old={old}&size={new}")[1])
            assert [base64.b64decode(line) for line in answer["hashes"]] == consistency_path(
                old, leaves[:new]), (old, new)
        assert daemon.stop() == 0
        print(f"{len(entries)} entries, {len(promises) + 1} heads, proofs: all as computed here")


if __name__ == "__main__":
    main(sys.argv[1])
