"""Runs the commands of the operations guide as they are written, one after another in one shell, and
holds what they show to what is said (as tour_test does). The machine is a new one, without personal
data, up to the drill; then a person comes, the drill is held again, and the settings are lost.

They run below a directory that stands for `/`, against a real daemon with TLS; systemctl and
journalctl are stood in for by the first words of this file, so that no systemd is needed.
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from tls_test import Authority
from tour_test import blocks, expect

STATE = ("daybook", "daybook.keyring", "daybook.secrets")

# Stand for the user of the service, nobody; only root can give files to another.
UID, GID = (65534, 65534) if os.geteuid() == 0 else (os.geteuid(), os.getegid())

PERSON = """
daybook append --type person.registered --subject person/head-of-edt \
  --data '{"name":"Ada Lovelace","role":"Head of the team"}'
"""
LOSS = "rm -r /etc/daybook/* /etc/systemd/system/daybook*"

SYSTEMCTL = '''#!/bin/sh
exec {python} {test} --systemctl {root} {daybookd} "$@"
'''
JOURNALCTL = '''#!/bin/sh
exec cat {root}/journal
'''


def is_the_services(path):
    return path.lstat().st_uid == UID


def give(directory):
    """To the service, with all that is in it."""
    for path in (directory, *directory.rglob("*")):
        os.chown(path, UID, GID, follow_symlinks=False)


def give_state(root):
    """As systemd does it: a directory that is the service's already is not looked into."""
    for name in STATE:
        directory = root / "var/lib/private" / name
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        link = root / "var/lib" / name
        if not link.is_symlink():
            link.symlink_to(f"private/{name}")
        if not is_the_services(directory):
            give(directory)
        others = [path for path in directory.rglob("*") if not is_the_services(path)]
        assert not others, f"the service cannot read {others}"


def start(root, daybookd, *flags):
    """As the unit does: its directories, and ready when it answers."""
    give_state(root)
    command = f"{daybookd} --config {root}/etc/daybook/daybookd.toml"
    once = root / "run/systemd/system/daybookd.service.d/once.conf"
    if once.exists():
        command = re.findall(r"^ExecStart=(.+)$", once.read_text(), re.MULTILINE)[-1]
    port = root / "port"
    port.unlink(missing_ok=True)
    with open(root / "journal", "ab") as journal:
        command = " ".join(("exec", command, "--port-file", str(port), *flags))
        # Without the environment of the shell that asks, as systemd does it.
        daemon = subprocess.Popen(["sh", "-c", command], stdout=journal, stderr=journal,
                                  env={"PATH": os.environ["PATH"]})
    (root / "pid").write_text(str(daemon.pid))
    for _ in range(3_000):
        if port.exists():
            return
        if daemon.poll() is not None:
            (root / "pid").unlink()
            raise AssertionError((root / "journal").read_text())
        time.sleep(0.01)
    raise AssertionError("not ready within 30 s")


def stop(root):
    pid = int((root / "pid").read_text())
    os.kill(pid, signal.SIGTERM)
    for _ in range(6_000):
        try:
            os.kill(pid, 0)
            if pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                break
        except (ProcessLookupError, FileNotFoundError):
            break
        time.sleep(0.01)
    (root / "pid").unlink()
    for name in STATE:  # here it runs as whoever tests, there it would have made them as the service
        give(root / "var/lib/private" / name)


def systemctl(root, daybookd, verb, *words):
    if verb == "daemon-reload" or "daybookd" not in words:
        return
    if verb in ("stop", "restart"):
        stop(root)
    if verb in ("start", "restart"):
        start(root, daybookd)
    if verb == "reload":
        os.kill(int((root / "pid").read_text()), signal.SIGHUP)
        time.sleep(0.5)  # it notifies systemd when it is done


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def as_here(text, root, daybookd, daybook, ports):
    """The same commands, below a directory and on ports of their own."""
    text = text.replace("/usr/bin/daybookd ", f"{daybookd} ").replace("/usr/bin/daybook ", f"{daybook} ")
    text = re.sub(r"(?<![\w.$/-])/(var/lib|etc|srv|root|run/systemd|usr/share/daybook)/",
                  rf"{root}/\1/", text)
    text = re.sub(r"=/srv/", f"={root}/srv/", text)
    text = text.replace("book.example.org:7117", f"localhost:{ports[0]}").replace(":7118", f":{ports[1]}")
    text = text.replace('"0.0.0.0:7117"', f'"127.0.0.1:{ports[0]}"')
    # There are no such users here.
    text = text.replace("-o daybook ", f"-o {UID} ").replace("-g daybook ", f"-g {GID} ")
    text = text.replace("chown -R daybook: ", f"chown -R {UID}:{GID} ")
    return text.replace("chown root:prometheus", "chown $(id -u)")


def steps(guide):
    """The commands in their order, those of one block together, each with what they shall show."""
    parts = blocks(guide)
    assert guide.count("```sh") == sum(kind == "sh" for kind, _ in parts), "a command is not run"
    following = [*parts[1:], ("", "")]
    return [(text, shown if kind_next == "text" else "")
            for (kind, text), (kind_next, shown) in zip(parts, following) if kind == "sh"]


def as_it_goes(guide):
    """The guide's steps, and what befalls the machine: after the drill, in which nothing was sealed,
    personal data comes, and the settings are lost before they are restored in earnest."""
    def only(words):
        step, = (step for step in guide if words in step[0])
        return step

    secrets, backup, drill = only("ls /root/daybook"), only("daybook backup list"), only("drill=")
    after = guide.index(drill) + 1
    return [*guide[:after], (PERSON, ""), (secrets[0], "master-key\nsigning-key\n"), backup, drill,
            (LOSS, ""), *guide[after:]]


def install(source, root, daybookd, daybook):
    """What the package does, and what an authority gives; gives the shell's environment."""
    for path in ("bin", "etc/daybook", "etc/prometheus", "etc/systemd/system", "srv", "root",
                 "usr/share/daybook"):
        (root / path).mkdir(parents=True)
    shutil.copytree(source / "tools/monitoring", root / "usr/share/daybook/monitoring")
    for name, text in (("systemctl", SYSTEMCTL), ("journalctl", JOURNALCTL)):
        file = root / "bin" / name
        file.write_text(text.format(python=sys.executable, test=pathlib.Path(__file__).resolve(),
                                    root=root, daybookd=daybookd))
        file.chmod(0o755)
    authority = Authority(root, "authority")
    for name, chain, key in (("old", "root/chain.pem", "root/key.pem"),
                             ("new", "root/new-chain.pem", "root/new-key.pem")):
        for made, place in zip(authority.sign(name), (chain, key)):
            shutil.copy2(made, root / place)
    settings = (source / "tools/package/daybookd.toml").read_text()
    settings = settings.replace('"/', f'"{root}/')
    settings = settings.replace("\n#data = ", "\ndata = ")  # below the directory, the default is elsewhere
    (root / "etc/daybook/daybookd.toml").write_text(settings)
    binaries = {str(pathlib.Path(binary).parent) for binary in (daybookd, daybook)}
    return {**os.environ, "PATH": ":".join([str(root / "bin"), *binaries, os.environ["PATH"]]),
            "CURL_CA_BUNDLE": str(authority.certificate),
            "DAYBOOK_CA_FILE": str(authority.certificate)}


def check_commands(source, root, daybookd, daybook):
    all_steps = as_it_goes(steps((source / "docs/operations.md").read_text()))
    ports = free_port(), free_port()
    environment = install(source, root, daybookd, daybook)
    script = "set -euo pipefail\n"
    for number, (text, _) in enumerate(all_steps):
        script += f"echo '== {number}'\n{as_here(text, root, daybookd, daybook, ports)}\necho\n"
    start(root, daybookd, "--listen", f"127.0.0.1:{ports[0]}")  # another test may have the default's port
    ran = subprocess.run(["bash", "-c", script], cwd=root / "root", env=environment, timeout=240,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    said = dict(re.findall(r"^== (\d+)\n(.*?)(?=^== |\Z)", ran.stdout, re.DOTALL | re.MULTILINE))
    for number, (_, shown) in enumerate(all_steps):
        expect(shown, said[str(number)])
    mode = (root / "etc/prometheus/daybook.token").stat().st_mode & 0o777
    assert mode == 0o640, f"Prometheus cannot read its token any more: {mode:o}"
    journal = (root / "journal").read_text()
    assert " error " not in journal, journal
    return len(all_steps)


def main(source, daybookd, daybook):
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        try:
            count = check_commands(pathlib.Path(source), root, daybookd, daybook)
        finally:
            if (root / "pid").exists():
                stop(root)
    print(f"{count} steps of the guide ran as written")


if __name__ == "__main__":
    if sys.argv[1] == "--systemctl":
        systemctl(pathlib.Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(*sys.argv[1:])
