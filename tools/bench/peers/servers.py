"""Daybook and its peers, each started by itself on loopback, in a directory of its own."""

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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process):
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"{process.args[0]} does not listen.")


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
        """Ends what start() began."""

    def after(self, _events):
        """What is to be told of it once so many events were answered."""
        return {}


class Daybook(Peer):
    name, title = "daybook", "Daybook"
    durable = "synced (RocksDB's log), signed, indexed off the path"

    def __init__(self, binaries, *options):
        self.binaries, self.options = binaries, options
        self.daemon = None

    def start(self, directory):
        self.open(directory)
        return [self.where(), "--token-file", str(directory / "writer.token")]

    def open(self, directory):
        """A book that is new, with whom it is written and read by; or one that was left there."""
        book = directory / "book"
        is_new = not book.exists()
        self.daemon = Daemon(self.binaries / "daybookd", book, *self.options, access="")
        self.pid = self.daemon.process.pid
        self.admin = (book / "admin.token").read_text().strip()
        if is_new:
            self.token("bench-writer", "system", directory / "writer.token")
            self.token("bench-reader", "internal-auditor", directory / "reader.token")
            self.register_schema()

    def where(self):
        return "{}:{}".format(*self.daemon.address)

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

    def after(self, _events):
        """How long the index of searches took to stand where the book does."""
        begun = time.perf_counter()
        self.await_search(self.size())
        return {"search_behind": time.perf_counter() - begun}

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
        self.daemon.stop()


class Server(Peer):
    """A program of somebody else that listens at a port of loopback."""
    process = None

    def run(self, port, command, **options):
        self.process = subprocess.Popen(command, **QUIET, **options)
        self.pid = self.process.pid
        wait_for_port(port, self.process)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


class Redis(Server):
    name, title = "redis", "Redis Streams"
    durable = "synced (appendfsync always); no indexes, no ids checked"

    def start(self, directory):
        port = free_port()
        self.run(port, ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--dir",
                        str(directory), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
                        "--auto-aof-rewrite-percentage", "0", "--maxclients", "2000"],
                 executable=REDIS)
        return [f"127.0.0.1:{port}"]


class RedisIndexed(Redis):
    name, title = "redis-indexed", "Redis, ids and indexes too"
    durable = "synced (appendfsync always); ids checked and indexes kept by a function in Lua"

    def start(self, directory):
        where = super().start(directory)
        said = subprocess.run(["redis-cli", "-h", "127.0.0.1", "-p", where[0].rsplit(":", 1)[1], "-x",
                               "FUNCTION", "LOAD"], input=(HERE / "events.lua").read_bytes(),
                              capture_output=True, check=True)
        if said.stdout.strip() != b"events":
            raise SystemExit(f"Redis took no function: {said.stdout.decode()}")
        return where


class Nats(Server):
    name, title = "nats", "NATS JetStream (not durable)"
    durable = "NOT durable: answered from memory, synced every 2 minutes"

    def __init__(self, program):
        self.program = program

    def start(self, directory):
        port = free_port()
        self.run(port, [str(self.program), "-a", "127.0.0.1", "-p", str(port), "-js", "-sd",
                        str(directory)])
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
        subprocess.run([*self.user, self.programs / "initdb", "-D", self.directory / "cluster",
                        "--auth=trust", "-U", "postgres", "-E", "UTF8", "--locale=C"], check=True,
                       cwd="/", **QUIET)

    def start(self, directory, fresh=True):
        if not self.directory.exists():
            self.make_cluster()
        self.port = free_port()
        self.process = subprocess.Popen(
            [*self.user, self.programs / "postgres", "-D", self.directory / "cluster", "-p",
             str(self.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
             "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "shared_buffers=1GB", "-c",
             "max_wal_size=4GB", "-c", "max_connections=300"], cwd="/", **QUIET)
        wait_for_port(self.port, self.process)
        self.await_ready()
        pid_file = self.directory / "cluster/postmaster.pid"
        self.pid = int(pid_file.read_text().split("\n")[0])
        if fresh:
            self.sql((HERE / "events.sql").read_text())
        return [f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"]

    def await_ready(self):
        for _ in range(300):
            if subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p",
                               str(self.port)], check=False).returncode == 0:
                return
            time.sleep(0.05)

    def sql(self, text, **options):
        done = subprocess.run(
            [self.programs / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qAt",
             "-v", "ON_ERROR_STOP=1"], input=text.encode(), check=True, capture_output=True, **options)
        return done.stdout.decode().strip()

    def stop(self):
        os.kill(self.pid, signal.SIGINT)  # a fast shutdown
        self.process.wait(timeout=120)


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
