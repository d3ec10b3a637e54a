"""What the comparison needs, beyond what tools/setup installs for building: only what is missing."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TO_BUILD = ["libpq-dev", "libsqlite3-dev"]
PEERS = ["postgresql-15", "redis-tools"]  # which has redis-server, too
POLICY = pathlib.Path("/usr/sbin/policy-rc.d")


def as_root():
    return [] if os.geteuid() == 0 else ["sudo"]


def is_installed(package):
    said = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}", package],
                          capture_output=True, text=True, check=False)
    return said.stdout.startswith("ii")


def install_packages(packages):
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    print("Installing", *missing, flush=True)
    # What is installed to be compared is not to be started as a service of this machine.
    held = not POLICY.exists()
    if held:
        subprocess.run([*as_root(), "install", "-m", "755", "/dev/stdin", POLICY], check=True,
                       input=b"#!/bin/sh\nexit 101\n")
    try:
        subprocess.run([*as_root(), "apt-get", "update", "-q"], check=True)
        subprocess.run([*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y",
                        "-q", "--no-install-recommends", *missing], check=True)
    finally:
        if held:
            subprocess.run([*as_root(), "rm", POLICY], check=True)


def nats_server(tools):
    """Its package makes a service of it; the one program is taken out. None where there is none."""
    found = shutil.which("nats-server")
    if found:
        return pathlib.Path(found)
    program = tools / "nats-server"
    if not program.exists():
        print("Installing nats-server", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            os.chmod(directory, 0o755)
            fetched = subprocess.run(
                "apt-get download -q nats-server && dpkg-deb -x nats-server_*.deb .", shell=True, check=False,
                cwd=directory, capture_output=True, text=True)
            if fetched.returncode != 0:
                print(f"NATS is left out: {fetched.stderr.strip()}", flush=True)
                return None
            tools.mkdir(parents=True, exist_ok=True)
            shutil.copy(pathlib.Path(directory) / "usr/sbin/nats-server", program)
    return program


def build(root):
    """Where the programs are that are driven, and that drives them."""
    subprocess.run([root / "tools/setup", "--build"], check=True)
    install_packages(TO_BUILD)
    print("Building", flush=True)
    for command in (["cmake", "--preset", "release"],
                    ["cmake", "--build", "--preset", "release", "--target", "daybookd", "daybook",
                     "daybook_compare", "daybook_generate"]):
        done = subprocess.run(command, cwd=root, check=False, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if done.returncode != 0:
            sys.exit(f"{done.stdout}\n{' '.join(command)}: failed")
    return root / "build/release/bin"


def everything(root, binaries):
    """Where the programs are: those that are built, and those of the peers."""
    install_packages(PEERS)
    programs = {"postgres": pathlib.Path("/usr/lib/postgresql/15/bin"),
                "nats": nats_server(root / "build/peers")}
    return binaries or build(root), programs
