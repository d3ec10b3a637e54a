"""The tree of RFC 6962, as a reader computes it: nothing of this is the daemon's code."""

import base64
import hashlib


def _node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


class Head:
    """What a checkpoint says: how many events, and the root."""

    def __init__(self, note):
        origin, size, root = note.split("\n")[:3]
        self.origin, self.size, self.root = origin, int(size), base64.b64decode(root)


def inclusion_root(hash, index, size, proof):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    fn, sn = index, size - 1
    for step in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            hash = _node(step, hash)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            hash = _node(hash, step)
        fn, sn = fn >> 1, sn >> 1
    return hash if sn == 0 else None


def is_consistent(old, new, proof):
    """Whether the tree of `new` begins with that of `old` (RFC 9162, 2.1.4.2)."""
    if old.size == new.size:
        return old.root == new.root and not proof
    if old.size == 0:
        return not proof
    if old.size & (old.size - 1) == 0:
        proof = [old.root, *proof]
    fn, sn = old.size - 1, new.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not proof:
        return False
    fr = sr = proof[0]
    for step in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = _node(step, fr), _node(step, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = _node(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old.root and sr == new.root


def check_receipt(text):
    """Whether a receipt (C2SP tlog-proof) leads to its checkpoint; gives the entry."""
    head, rest = text.split("index ", 1)
    entry = base64.b64decode(head.split("extra ", 1)[1])
    proof, note = rest.split("\n\n", 1)
    index, *hashes = proof.split("\n")
    checkpoint = Head(note)
    root = inclusion_root(leaf(entry), int(index), checkpoint.size,
                          [base64.b64decode(hash) for hash in hashes])
    return entry if root == checkpoint.root else None
