"""Those who use the daemon: each a thread, which outlives its restarts and keeps what it was told."""

import base64
import collections
import http.client
import json
import random
import threading
import time

import proofs

SOURCE = "/soak"
GONE = (OSError, http.client.HTTPException)


class Told:
    """What the daemon told anybody. Thread-safe."""

    def __init__(self):
        self.lock = threading.Lock()
        self.positions = {}  # acknowledged, by id
        self.sent = {}  # data, by id
        self.heads = []
        self.latencies = collections.defaultdict(list)  # seconds, by second since the start
        self.broken = []
        self.counts = collections.Counter()
        self.begun = time.monotonic()

    def breaks(self, what):
        with self.lock:
            if what not in self.broken:
                self.broken.append(what)

    def took(self, seconds):
        with self.lock:
            self.latencies[int(time.monotonic() - self.begun)].append(seconds)

    def count(self, what, number=1):
        with self.lock:
            self.counts[what] += number

    def some_id(self, choose):
        with self.lock:
            return choose.choice(list(self.positions)) if self.positions else None


class User(threading.Thread):
    """Does something again and again until `stopping`."""

    def __init__(self, address, told, stopping, number):
        super().__init__(daemon=True)
        self.address, self.told, self.stopping = address, told, stopping
        self.choose = random.Random(number)
        self.number = number
        self.connection = None

    def run(self):
        while not self.stopping.is_set():
            try:
                self.act()
            except GONE:
                self.connection = None  # it is being restarted
                self.told.count("connections lost")
                time.sleep(0.1)
            except Exception as error:  # what nobody foresaw is a find, too
                self.told.breaks(f"{type(self).__name__}: {error!r}")
                self.connection = None
                time.sleep(1)

    def ask(self, method, path, body=None, headers=None):
        """Status and body; waits while the daemon says that it is busy."""
        while True:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(*self.address, timeout=30)
            self.connection.request(method, path, body, headers or {})
            answer = self.connection.getresponse()
            text = answer.read()
            if answer.status not in (429, 503):
                return answer.status, text
            self.told.count(f"told {answer.status}")
            if self.stopping.wait(0.2):
                raise ConnectionError("stopping")


class Writer(User):
    """Appends batches; one that was not answered is sent again until it is."""

    unanswered = None
    made = 0

    def act(self):
        if self.unanswered is None:
            self.unanswered = [self.event() for _ in range(self.choose.choice([1, 1, 2, 5, 20]))]
        begun = time.monotonic()
        status, text = self.ask("POST", "/v1/events", json.dumps(self.unanswered),
                                {"Content-Type": "application/cloudevents-batch+json"})
        if status not in (200, 201):
            raise AssertionError(f"an append got {status}: {text[-300:]}")
        self.told.took(time.monotonic() - begun)
        answer = json.loads(text)
        head = proofs.Head(answer["checkpoint"])
        with self.told.lock:
            for event, told in zip(self.unanswered, answer["events"], strict=True):
                before = self.told.positions.setdefault(event["id"], int(told["position"]))
                if before != int(told["position"]) or before >= head.size:
                    self.told.broken.append(f"{event['id']} was answered {before}, then {told}")
                self.told.sent[event["id"]] = event["data"]
            if self.choose.random() < 0.02:
                self.told.heads.append(head)
        self.told.count("events acknowledged", len(self.unanswered))
        self.unanswered = None
        time.sleep(self.choose.uniform(0, 0.02))

    def event(self):
        self.made += 1
        id = f"{self.number}-{self.made}"
        event = {"specversion": "1.0", "id": id, "source": SOURCE}
        if self.choose.random() < 0.01:  # of the programme, so that the views have something to do
            return event | {"type": "finding.raised", "subject": f"finding/{id}",
                            "time": "2026-01-02T00:00:00Z", "timeprecision": "day",
                            "data": {"kind": "mixed", "title": f"Finding {id}", "visit": "visit/soak",
                             "verbatim": "as it was said"}}
        return event | {"type": "case.noted", "subject": f"case/{self.choose.randrange(500)}",
                        "data": {"text": "x" * self.choose.randrange(400)}}


class Reader(User):
    """Reads what was acknowledged, its proof and its views."""

    def act(self):
        id = self.told.some_id(self.choose)
        if id is None:
            time.sleep(0.1)
            return
        status, text = self.ask("GET", f"/v1/events/{id}?source={SOURCE}")
        entry = json.loads(text) if status == 200 else {}
        if status != 200 or int(entry["sequence"]) != self.told.positions[id] or (
                entry["data"] != self.told.sent[id]):
            self.told.breaks(f"{id} is acknowledged, and read as {status}: {text[:200]}")
            return
        status, receipt = self.ask("GET", f"/v1/receipts/{id}?source={SOURCE}")
        if status != 200 or proofs.check_receipt(receipt.decode()) != text:
            self.told.breaks(f"the receipt of {id} proves nothing: {status}")
        path = self.choose.choice([f"/v1/subjects/{entry['subject']}/events?limit=10",
                                   "/v1/views/status", "/v1/events?type=finding.raised&limit=20"])
        status, text = self.ask("GET", path)
        if status != 200:
            self.told.breaks(f"{path}: {status} {text[:200]}")
        self.told.count("reads", 3)
        time.sleep(self.choose.uniform(0, 0.05))


class Auditor(User):
    """Holds each head to one that it was told before."""

    last = None

    def act(self):
        head = proofs.Head(self.ask("GET", "/v1/log/checkpoint")[1].decode())
        with self.told.lock:
            earlier = [old for old in self.told.heads if 0 < old.size <= head.size]
        for old in [self.last, *self.choose.sample(earlier, min(3, len(earlier)))]:
            if old is None:
                continue
            if old.size > head.size:
                self.told.breaks(f"a head of {old.size} was taken back: now {head.size}")
                continue
            self.hold(old, head)
        if head.size > 0:
            self.last = head
        time.sleep(0.5)

    def hold(self, old, head):
        status, text = self.ask("GET", f"/v1/log/consistency?old={old.size}&size={head.size}")
        hashes = [base64.b64decode(hash) for hash in json.loads(text).get("hashes", [])]
        if status != 200 or not proofs.is_consistent(old, head, hashes):
            self.told.breaks(f"the head of {head.size} does not continue that of {old.size}")
        self.told.count("heads held to earlier ones")


class Subscriber(User):
    """Follows the stream from the beginning, and goes on where it was after each restart."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.seen = []  # ids with their source, by position
        self.begin = 0  # of a book that was there before

    def act(self):
        stream = http.client.HTTPConnection(*self.address, timeout=5)
        headers = {"Accept": "text/event-stream"}
        position = self.begin + len(self.seen)
        stream.request("GET", f"/v1/stream?from={position}", headers=headers)
        answer = stream.getresponse()
        if answer.status != 200:
            raise ConnectionError(answer.status)
        try:
            while not self.stopping.is_set():
                line = answer.readline()
                if not line:
                    raise ConnectionError("the stream ended")
                if line.startswith(b"data: {\"sequence\""):
                    self.take(json.loads(line[6:]))
        finally:
            stream.close()

    def take(self, entry):
        expected = self.begin + len(self.seen)
        if int(entry["sequence"]) != expected:
            self.told.breaks(f"a stream at {expected} was told {entry['sequence']}")
            raise ConnectionError("a hole")
        self.seen.append((entry["source"], entry["id"]))
