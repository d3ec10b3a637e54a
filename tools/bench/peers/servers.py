"""Daybook and its peers, each started by itself on loopback, in a directory of its own."""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration"))
from daemon import Daemon  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
# Debian's redis-tools has the program, which goes by its first argument; redis-server is a name for
# it, and a service.
REDIS = "/usr/bin/redis-check-rdb"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
LOG = "server.log"  # what a server says, in its directory


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process, how, timeout=60):
    """Whatever has become of it already."""
    if process is None or process.poll() is not None:
        return
    how()
    try:
        process.wait(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def children(pid):
    try:
        tasks = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in tasks]


def processor_seconds(pid):
    """Of a process, of those it has started, and of those of them that have ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    own = sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(child) for child in children(pid))


class Peer:
    """What is compared. `durable` says what an answer promises."""
    name = title = durable = ""
    pid = None  # of its server, where it has one

    def start(self, directory):
        """In an empty directory; gives what daybook_compare is told: where, and more options."""
        return [str(directory)]

    def stop(self):
        """Ends what start() began, as far as it came."""

    def settle(self):
        """Waits for what follows from the answers."""

    @contextlib.contextmanager
    def running(self, directory, **options):
        """Started for as long as this lasts; gives what start() does."""
        try:
            yield self.start(directory, **options)
        finally:
            self.stop()


class Daybook(Peer):
    name, title = "daybook", "Daybook"
    durable = "synced (RocksDB's log), signed, indexed off the path"

    def __init__(self, binaries, *options):
        self.binaries, self.options = binaries, options
        self.daemon = None

    def start(self, directory):
        """A book that is new, with whom it is written and read by; or one that was left there."""
        book = directory / "book"
        is_new = not book.exists()
        begun = time.perf_counter()
        self.daemon = Daemon(self.binaries / "daybookd", book, *self.options, access="")
        self.start_seconds = time.perf_counter() - begun
        self.pid = self.daemon.process.pid
        self.admin = (book / "admin.token").read_text().strip()
        if is_new:
            self.token("bench-writer", "system", directory / "writer.token")
            self.token("bench-reader", "internal-auditor", directory / "reader.token")
            self.register_schema()
        return self.where(directory, "writer")

    def where(self, directory, who):
        """What daybook_compare is told to come as the `writer`, or the `reader`."""
        return ["{}:{}".format(*self.daemon.address), "--token-file", str(directory / f"{who}.token")]

    def token(self, name, role, out):
        subprocess.run([self.binaries / "daybook", "token", "create", "--name", name, "--role", role,
                        "--out", out, "--url", self.daemon.url, "--token-file",
                        self.daemon.data / "admin.token"], check=True, **QUIET)

    def ask(self, method, path, body=None, accept="application/json"):
        connection = self.daemon.connect()
        connection.request(method, path, body, {
            "Authorization": f"Bearer {self.admin}", "Accept": accept,
            "Content-Type": "application/cloudevents+json"})
        response = connection.getresponse()
        text = response.read()
        connection.close()
        return response.status, text

    def register_schema(self):
        """So that each event is checked by one, as those of the programme are."""
        schema = {"type": "object", "required": ["note"], "additionalProperties": False,
                  "properties": {"note": {"type": "string", "minLength": 1, "maxLength": 4000}}}
        event = {"specversion": "1.0", "id": "schema", "source": "/bench", "type": "schema.registered",
                 "subject": "book/control",
                 "data": {"type": "case.noted", "version": 1, "schema": schema}}
        status, text = self.ask("POST", "/v1/events", json.dumps(event))
        if status != 201:
            raise SystemExit(f"The schema was refused: {text.decode()}")

    def settle(self):
        """The index of searches stands where the book does; a daemon stores ids and streams later."""
        self.await_search(self.size())

    def size(self):
        _, text = self.ask("GET", "/v1/log/checkpoint", accept="text/plain")
        return int(text.split(b"\n")[1])

    def await_search(self, size):
        path = f"/v1/events?order=-recorded&limit=1&min_position={size - 1}"
        for _ in range(120):
            status, text = self.ask("GET", path)
            if status == 200:
                return
        raise SystemExit(f"The index does not catch up: {text.decode()}")

    def memory(self):
        """Bytes of it that are in memory now, and that were at most."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return [int(status.split(field)[1].split()[0]) * 1024 for field in ("VmRSS:", "VmHWM:")]

    def stop(self):
        if self.daemon:
            end(self.daemon.process, self.daemon.process.terminate)


class Server(Peer):
    """A program of somebody else that listens at a port of loopback."""
    process = None

    def run(self, directory, command, listens, **options):
        """Once `listens` says so."""
        log = directory / LOG
        with log.open("wb") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said, **options)
        self.pid = self.process.pid
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if listens():
                return
            time.sleep(0.05)
        raise SystemExit(f"{self.title} does not run: {log.read_text(errors='replace')[-2_000:]}")

    def stop(self):
        if self.process:
            end(self.process, self.process.terminate)


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Redis(Server):
    name, title = "redis", "Redis Streams"
    durable = "synced (appendfsync always), a batch by MULTI; no indexes, no ids checked"

    def start(self, directory):
        port = free_port()
        self.run(directory, ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir",
                             str(directory), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
                             "--auto-aof-rewrite-percentage", "0", "--maxclients", "2000"],
                 lambda: is_open(port), executable=REDIS)
        return [f"127.0.0.1:{port}"]


class RedisIndexed(Redis):
    name, title = "redis-indexed", "Redis, ids and indexes too"
    durable = "synced (appendfsync always); ids checked, and indexes and batches kept, by a function in Lua"

    def start(self, directory):
        where = super().start(directory)
        said = subprocess.run(["redis-cli", "-h", "127.0.0.1", "-p", where[0].rsplit(":", 1)[1], "-x",
                               "FUNCTION", "LOAD"], input=(HERE / "events.lua").read_bytes(),
                              capture_output=True, check=False)
        if said.stdout.strip() != b"events":
            raise SystemExit(f"Redis took no function: {(said.stdout + said.stderr).decode()}")
        return where


class Nats(Server):
    name, title = "nats", "NATS JetStream (not durable)"
    durable = "NOT durable: answered from memory, synced every 2 minutes; a batch is so many messages"

    def __init__(self, program):
        self.program = program

    def start(self, directory):
        port = free_port()
        self.run(directory, [str(self.program), "-a", "127.0.0.1", "-p", str(port), "-js", "-sd",
                             str(directory)], lambda: is_open(port))
        self.make_stream(port)
        return [f"127.0.0.1:{port}"]

    @staticmethod
    def make_stream(port):
        stream = json.dumps({"name": "EVENTS", "subjects": ["events"], "storage": "file"})
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            lines = connection.makefile("rwb")
            lines.readline()
            lines.write(b'CONNECT {"verbose":false}\r\nSUB made 1\r\nPUB $JS.API.STREAM.CREATE.EVENTS made '
                        + f"{len(stream)}\r\n{stream}\r\n".encode())
            lines.flush()
            lines.readline()
            answer = lines.readline()
        if b'"error"' in answer or b"EVENTS" not in answer:
            raise SystemExit(f"NATS made no stream: {answer.decode()}")


class Postgres(Server):
    name, title = "postgres", "PostgreSQL 15"
    durable = "synced (fsync, synchronous_commit), all indexes in the commit"

    def __init__(self, programs, directory):
        """`directory` keeps the cluster for all runs; its table is made anew for each."""
        self.programs, self.directory = programs, directory
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def make_cluster(self):
        self.directory.mkdir(parents=True)
        if self.user:
            owner = pwd.getpwnam("postgres")
            os.chown(self.directory, owner.pw_uid, owner.pw_gid)
        made = subprocess.run([*self.user, self.programs / "initdb", "-D", self.directory / "cluster",
                               "--auth=trust", "-U", "postgres", "-E", "UTF8", "--locale=C"],
                              check=False, cwd="/", capture_output=True, text=True)
        if made.returncode != 0:
            raise SystemExit(f"{self.title}: {made.stderr}")

    def start(self, directory, fresh=True):
        if not self.directory.exists():
            self.make_cluster()
        self.port = free_port()
        self.run(self.directory,
                 [*self.user, self.programs / "postgres", "-D", self.directory / "cluster", "-p",
                  str(self.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                  "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "shared_buffers=1GB", "-c",
                  "max_wal_size=4GB", "-c", "max_connections=300"], self.is_ready, cwd="/")
        pid_file = self.directory / "cluster/postmaster.pid"
        self.pid = int(pid_file.read_text().split("\n")[0])
        if fresh:
            self.sql((HERE / "events.sql").read_text())
        return [f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"]

    def is_ready(self):
        return subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                              check=False).returncode == 0

    def sql(self, text, **options):
        done = subprocess.run(
            [self.programs / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qAt",
             "-v", "ON_ERROR_STOP=1"], input=text.encode(), check=True, capture_output=True, **options)
        return done.stdout.decode().strip()

    def stop(self):
        if self.process:
            end(self.process, lambda: os.kill(self.pid, signal.SIGINT), timeout=120)  # a fast shutdown


class Book(Peer):
    name, title = "book", "Daybook as a library"
    durable = "synced, signed, indexed off the path; in process, nobody asked who they are, no schemas"


class Sqlite(Peer):
    name, title = "sqlite", "SQLite, in process"
    durable = "synced (WAL, synchronous=FULL), all indexes in the commit; one writer"


class Rocks(Peer):
    name, title = "rocksdb", "RocksDB, all keys"
    durable = "synced; entries, streams, ids, tree and rows of search in one batch, a row for each event"


class RocksCommit(Peer):
    name, title = "rocksdb-commit", "RocksDB, what a commit writes"
    durable = "synced; entries, tree and head alone, which the rest follows from"


class File(Peer):
    name, title = "file", "a file, fdatasync"
    durable = "synced; the bytes alone"


def wipe(directory):
    shutil.rmtree(directory, ignore_errors=True)
