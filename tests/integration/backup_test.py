"""Backups of the real daemon while it is written to, restored and verified by the command line."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

from daemon import Daemon, entries, event, get, post

def run(*command, code=0):
    """Runs a program, which must end with `code`: what it says."""
    ran = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120,
                         check=False)
    assert ran.returncode == code, (command, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


class Writers:
    """Append until they are stopped; `count` is how many events were acknowledged so far."""

    def __init__(self, daemon, how_many=3):
        self.daemon, self.count, self.going = daemon, 0, True
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.write, args=(n,)) for n in range(how_many)]
        for thread in self.threads:
            thread.start()

    def write(self, writer):
        connection = self.daemon.connect()
        for turn in range(100_000):
            if not self.going:
                break
            batch = [event(f"w{writer}-{turn}-{i}", f"case/{writer}") for i in range(10)]
            status, answer = post(connection, batch)
            assert status in (200, 201), answer
            with self.lock:
                self.count += len(batch)

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join()


def back_up(daybook, daemon):
    return run(daybook, "backup", "make", "--url", daemon.url)


def restore(daybook, backups, data, *options, code=0):
    return run(daybook, "restore", backups, data, *options, code=code)


def check_prefix(daybookd, data, signing_key, all_entries, least):
    """What was restored opens, and is how the book begins."""
    shutil.copy(signing_key, data / "signing-key")
    daemon = Daemon(daybookd, data, "--disk-reserve", "1048576")
    restored = entries(daemon)
    assert daemon.stop() == 0
    assert least <= len(restored) <= len(all_entries), (least, len(restored), len(all_entries))
    assert restored == all_entries[:len(restored)]


def back_up_while_written(daybookd, daybook, directory):
    backups, data = directory / "backups", directory / "book"
    daemon = Daemon(daybookd, data, "--disk-reserve", "1048576", "--backup-dir", backups,
                    "--backup-keep", "2")
    key = directory / "book.vkey"
    key.write_bytes(get(daemon, "/v1/log/key", "text/plain")[1])
    writers, least = Writers(daemon), {}
    for number in (1, 2, 3):
        least[number] = writers.count
        said = back_up(daybook, daemon)
        assert f"Backup {number} has the" in said, said
    writers.stop()
    newer = directory / "newer.head"
    run(daybook, "verify", "--url", daemon.url, "--key", key, "--save", newer)
    all_entries = entries(daemon)
    assert daemon.stop() == 0

    listed = run(daybook, "backup", "list", backups).splitlines()
    assert [line.split()[0] for line in listed] == ["2", "3"], listed
    run(daybook, "backup", "verify", backups)
    restore(daybook, backups, directory / "none", "--backup", "1", code=2)
    for number in (2, 3):
        to = directory / f"restored-{number}"
        said = restore(daybook, backups, to, "--backup", str(number), "--key", key)
        assert "are as they were signed" in said, said
        assert not (to / "signing-key").exists()
        restore(daybook, backups, to, code=3)  # it is there already
        check_prefix(daybookd, to, data / "signing-key", all_entries, least[number])
    check_rollback(daybookd, daybook, directory, newer, key)


def check_rollback(daybookd, daybook, directory, newer, key):
    """A book of before is told from the book by a newer head that somebody kept."""
    to = directory / "older"
    restore(daybook, directory / "backups", to, "--backup", "2", "--key", key)
    run(daybook, "verify", "--data", to, "--key", key, "--since", newer, code=1)
    for file in ("signing-key", "published"):
        shutil.copy(directory / "book" / file, to / file)
    run(daybookd, "--data", to, "--listen", "127.0.0.1:0", "--open", code=3)
    daemon = Daemon(daybookd, to, "--disk-reserve", "1048576", "--accept-rollback", "a drill")
    assert entries(daemon)[-1]["type"] == "book.rollback-accepted"
    assert daemon.stop() == 0


def main(daybookd, daybook):
    with tempfile.TemporaryDirectory() as name:
        back_up_while_written(daybookd, daybook, pathlib.Path(name))
    print("Backups restore to how the book began")


if __name__ == "__main__":
    main(*sys.argv[1:])
