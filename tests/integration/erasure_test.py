"""Personal data is sealed, opened for readers, and gone for good once a person is erased: nothing
that the daemon keeps, answers or logs has it, and every proof still holds."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from daemon import Daemon, event, get, post

NAME = "Zebedee Quillfeather"
ROLE = "Keeper of the Zithers"


def files_naming(directory, text):
    """Whatever is in a directory, as raw bytes."""
    return [path for path in pathlib.Path(directory).rglob("*")
            if path.is_file() and text.encode() in path.read_bytes()]


def register(daemon):
    return post(daemon.connect(), [
        event("reg", "person/z", type="person.registered", data={"name": NAME, "role": ROLE}),
        event("own", "action/x", type="action.proposed",
              data={"title": "T", "findings": ["finding/f"]}),
        event("agreed", "action/x", type="action.agreed",
              data={"owner": "person/z", "due": "2027-01-01"}),
        event("case", "case/1", data={"who": {"@sealed": {"person": "person/z", "value": NAME}}}),
    ])[0]


def erase(daemon):
    return post(daemon.connect(), [event("erase", "person/z", type="person.erased", data={})])[0]


ANSWERS = [("/v1/subjects/person/z", "application/json"),
           ("/v1/views/workload", "text/csv"),
           ("/v1/subjects/person/z/trail", "application/json"),
           ("/v1/events", "application/json")]
EXACT = [("/v1/events", "application/x-ndjson"), ("/v1/events", "text/csv"),
         ("/v1/events/0", "*/*"), ("/v1/receipts/0", "*/*")]


def naming(daemon, answers):
    return [path for path, accept in answers if NAME.encode() in get(daemon, path, accept)[1]]


def verify(daybook, work, *what):
    return subprocess.run([daybook, "verify", *what, "--key", str(work / "vkey")],
                          stdout=subprocess.DEVNULL).returncode


def a_person_is_erased(daybookd, daybook, work):
    log = work / "log"
    book = work / "book"
    with log.open("w") as stderr:
        daemon = Daemon(daybookd, book, log_level="debug", stderr=stderr)
    (work / "vkey").write_bytes(get(daemon, "/v1/log/key", "*/*")[1])
    assert register(daemon) == 201
    assert register(daemon) == 200, "the same again is a repetition"
    assert naming(daemon, ANSWERS) == [path for path, _ in ANSWERS]
    assert naming(daemon, EXACT) == []
    (work / "receipt").write_bytes(get(daemon, "/v1/receipts/0", "*/*")[1])
    assert "Back both up" in log.read_text()
    # Two copies: the one of the book has no keys in it.
    shutil.copytree(book, work / "backup")
    shutil.copytree(work / "book.keyring", work / "keys-before")

    assert erase(daemon) == 201
    assert naming(daemon, ANSWERS + EXACT) == []
    assert register(daemon) == 409, "nobody can tell whether it is the same"
    assert verify(daybook, work, "--url", daemon.url) == 0
    assert verify(daybook, work, str(work / "receipt")) == 0, "what was issued stays valid"
    assert daemon.stop() == 0
    assert verify(daybook, work, "--data", str(book)) == 0
    for text in (NAME, ROLE):
        assert files_naming(work, text) == [], files_naming(work, text)
    assert list((work / "book.keyring" / "keys-1").iterdir()) == []

    again = Daemon(daybookd, book)
    assert naming(again, ANSWERS + EXACT) == []
    assert again.stop() == 0
    return work / "keys-before"


def a_key_that_is_there_still_is_destroyed_at_the_start(daybookd, work, keys_before):
    """As after a crash between the erasure and the destruction of the key."""
    shutil.rmtree(work / "book.keyring")
    shutil.copytree(keys_before, work / "book.keyring")
    daemon = Daemon(daybookd, work / "book", stderr=subprocess.DEVNULL)
    assert list((work / "book.keyring" / "keys-1").iterdir()) == []
    assert naming(daemon, ANSWERS) == []
    assert daemon.stop() == 0


def another_master_key_is_put_in_its_place(daybookd, daybook, work):
    book = work / "second"
    daemon = Daemon(daybookd, book, stderr=subprocess.DEVNULL)
    assert register(daemon) == 201
    rewrap = [daybook, "keyring", "rewrap", "--keyring", str(work / "second.keyring"),
              "--old-master", str(work / "second.master-key"), "--new-master", str(work / "new")]
    assert subprocess.run(rewrap, stderr=subprocess.DEVNULL).returncode == 3, "it is in use"
    assert daemon.stop() == 0
    assert subprocess.run(rewrap, stdout=subprocess.DEVNULL).returncode == 0

    wrong = Daemon(daybookd, book, stderr=subprocess.DEVNULL)
    assert json.loads(get(wrong, "/v1/subjects/person/z")[1])["name"] == "[sealed]"
    status, problem = post(wrong.connect(), [event("reg2", "person/y", type="person.registered",
                                                   data={"name": "Y"})])
    assert status == 503 and "is not the master key" in problem["detail"], problem
    assert post(wrong.connect(), [event("other", "case/2")])[0] == 201
    assert wrong.stop() == 0

    right = Daemon(daybookd, book, "--master-key", str(work / "new"))
    assert json.loads(get(right, "/v1/subjects/person/z")[1])["name"] == NAME
    assert right.stop() == 0


def main():
    daybookd, daybook = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        work = pathlib.Path(directory)
        keys_before = a_person_is_erased(daybookd, daybook, work)
        a_key_that_is_there_still_is_destroyed_at_the_start(daybookd, work, keys_before)
        another_master_key_is_put_in_its_place(daybookd, daybook, work)


if __name__ == "__main__":
    main()
