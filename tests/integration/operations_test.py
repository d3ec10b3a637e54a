"""Runs the commands of the operations guide as they are written, one after another in one shell, and
holds what they show to what is said (as tour_test does).

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

SYSTEMCTL = '''#!/bin/sh
exec {python} {test} --systemctl {root} {daybookd} "$@"
'''
JOURNALCTL = '''#!/bin/sh
exec cat {root}/journal
'''


def start(root, daybookd):
    """As the unit does: its directories, and ready when it answers."""
    (root / "var/lib/private").mkdir(parents=True, exist_ok=True)
    for name in STATE:
        (root / "var/lib/private" / name).mkdir(mode=0o700, exist_ok=True)
        link = root / "var/lib" / name
        if not link.is_symlink():
            link.symlink_to(f"private/{name}")
    command = f"{daybookd} --config {root}/etc/daybook/daybookd.toml"
    once = root / "run/systemd/system/daybookd.service.d/once.conf"
    if once.exists():
        command = re.findall(r"^ExecStart=(.+)$", once.read_text(), re.MULTILINE)[-1]
    port = root / "port"
    port.unlink(missing_ok=True)
    with open(root / "journal", "ab") as journal:
        # Without the environment of the shell that asks, as systemd does it.
        daemon = subprocess.Popen(["sh", "-c", f"exec {command} --port-file {port}"], stdout=journal,
                                  stderr=journal, env={"PATH": os.environ["PATH"]})
    (root / "pid").write_text(str(daemon.pid))
    for _ in range(3_000):
        if port.exists():
            return
        assert daemon.poll() is None, (root / "journal").read_text()
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
    # There are no such users here.
    return text.replace("-o daybook ", "").replace("chown root:prometheus", "chown $(id -u)")


def install(source, root, daybookd, daybook, port):
    """What the package does, and what is said of TLS; gives the shell's environment."""
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
    for name, chain, key in (("old", "etc/daybook/chain.pem", "etc/daybook/key.pem"),
                             ("new", "root/new-chain.pem", "root/new-key.pem")):
        for made, place in zip(authority.sign(name), (chain, key)):
            shutil.copy2(made, root / place)
    settings = (source / "tools/package/daybookd.toml").read_text()
    settings = settings.replace('"/', f'"{root}/')
    settings = re.sub(r"^#(data|tls-certificate|tls-key) = ", r"\1 = ", settings, flags=re.MULTILINE)
    settings = settings.replace('#listen = "127.0.0.1:7117"', f'listen = "127.0.0.1:{port}"')
    (root / "etc/daybook/daybookd.toml").write_text(settings)
    binaries = {str(pathlib.Path(binary).parent) for binary in (daybookd, daybook)}
    return {**os.environ, "PATH": ":".join([str(root / "bin"), *binaries, os.environ["PATH"]]),
            "CURL_CA_BUNDLE": str(authority.certificate),
            "DAYBOOK_CA_FILE": str(authority.certificate)}


def check_commands(source, root, daybookd, daybook):
    guide = (source / "docs/operations.md").read_text()
    parts = blocks(guide)
    assert guide.count("```sh") == sum(kind == "sh" for kind, _ in parts), "a command is not run"
    ports = free_port(), free_port()
    environment = install(source, root, daybookd, daybook, ports[0])
    script = "set -euo pipefail\n"
    for number, (kind, text) in enumerate(parts):
        if kind == "sh":
            script += f"echo '== {number}'\n{as_here(text, root, daybookd, daybook, ports)}\necho\n"
    start(root, daybookd)
    person = ["daybook", "append", "--url", f"https://localhost:{ports[0]}", "--token-file",
              root / "var/lib/daybook/admin.token", "--type", "person.registered", "--subject",
              "person/head-of-edt", "--data", '{"name":"Ada Lovelace","role":"Head of the team"}']
    subprocess.run(person, env=environment, check=True, stdout=subprocess.DEVNULL)
    ran = subprocess.run(["bash", "-c", script], cwd=root / "root", env=environment, timeout=240,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    said = dict(re.findall(r"^== (\d+)\n(.*?)(?=^== |\Z)", ran.stdout, re.DOTALL | re.MULTILINE))
    for number, (kind, text) in enumerate(parts):
        if kind == "text":
            expect(text, said[str(number - 1)])
    journal = (root / "journal").read_text()
    assert " error " not in journal, journal
    return len(parts)


def main(source, daybookd, daybook):
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        try:
            count = check_commands(pathlib.Path(source), root, daybookd, daybook)
        finally:
            if (root / "pid").exists():
                stop(root)
    print(f"{count} blocks of the guide ran as written")


if __name__ == "__main__":
    if sys.argv[1] == "--systemctl":
        systemctl(pathlib.Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(*sys.argv[1:])
