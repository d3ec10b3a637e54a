"""The Debian package: made by cpack, judged by lintian, and installed, upgraded and removed in a root
of its own.

The root has no system in it: maintainer scripts run beside it, as dpkg has them do for a root that is
another machine's (DPKG_ROOT), and the programs run with the libraries of this machine, which are those
that the package depends on. What systemd makes of the units is in systemd_test.py.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "integration"))
from daemon import Daemon  # noqa: E402

SETTINGS = "etc/daybook/daybookd.toml"


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def field(package, name):
    return run("dpkg-deb", "--field", package, name).strip()


def make(build, directory):
    run("cpack", "-G", "DEB", "-B", directory, cwd=build)
    package, = directory.glob("*.deb")
    said = run("lintian", "--allow-root", "--fail-on", "error,warning", package)
    assert not said, said
    assert pathlib.Path(package).stat().st_size < 20_000_000
    return package


def later(package, directory):
    """The same as version 99, whose settings begin with another line."""
    content = directory / "content"
    run("dpkg-deb", "--raw-extract", package, content)
    control = content / "DEBIAN/control"
    control.write_text(re.sub("(?m)^Version: .*", "Version: 99", control.read_text()))
    settings = content / SETTINGS
    settings.write_text("# Of version 99.\n" + settings.read_text())
    made = directory / "later.deb"
    run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", content, made)
    return made


class Root:
    """A root with nothing but what dpkg must know: what the package depends on, as it is here."""

    def __init__(self, path, package):
        self.path = path
        for directory in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "etc"):
            (path / directory).mkdir(parents=True)
        needed = set(re.findall(r"[a-z0-9][a-z0-9+.-]+(?= \(|,| \||$)", field(package, "Depends")))
        known = run("dpkg-query", "-W", "-f",
                    "Package: ${Package}\nStatus: ${Status}\nVersion: ${Version}\nProvides: ${Provides}\n"
                    "Architecture: ${Architecture}\nMaintainer: nobody\nDescription: here\n\n")
        status = [entry for entry in known.split("\n\n") if "Status: install ok installed" in entry and
                  needed & set(re.findall(r"[^\s(),]+", " ".join(re.findall(
                      "(?m)^(?:Package|Provides): (.*)", entry))))]
        text = "\n\n".join(status).replace("Provides: \n", "") + "\n\n"
        (path / "var/lib/dpkg/status").write_text(text)

    def __truediv__(self, name):
        return self.path / name

    def dpkg(self, *arguments):
        # Between two versions of the settings dpkg asks; nobody is there, and it keeps those in force.
        return run("dpkg", f"--root={self.path}", "--force-script-chrootless", "--force-confdef",
                   "--force-confold", "--log=/dev/null", *arguments,
                   env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})

    def start(self):
        book = self / "var/lib/daybook"
        return Daemon(str(self / "usr/bin/daybookd"), book, "--config", str(self / SETTINGS),
                      "--master-key", str(self / "var/lib/daybook.secrets/master-key"), access=None)

    def daybook(self, daemon, *arguments):
        token = self / "var/lib/daybook/admin.token"
        return run(self / "usr/bin/daybook", *arguments, "--url", daemon.url, "--token-file", token)


def check_installed(root):
    for name in ("daybookd.service", "daybook-witness.service"):
        unit = (root / "lib/systemd/system" / name).read_text()
        for program, arguments in re.findall(r"(?m)^Exec\w+=(\S+)(.*)", unit):
            # What is no Debian without; /bin/kill is not among that.
            assert program == "/bin/sh" or os.access(root / program[1:], os.X_OK), program
            for file in re.findall(r"/etc/\S+", arguments):
                assert (root / file[1:]).is_file(), file
    wanted = root / "etc/systemd/system/multi-user.target.wants"
    assert [path.name for path in wanted.iterdir()] == ["daybookd.service"]
    assert "\ndaybook:" in "\n" + (root / "etc/passwd").read_text()
    for page in ("man1/daybook.1.gz", "man8/daybookd.8.gz"):
        assert "SYNOPSIS" in re.sub(".\b", "", run("mandoc", root / "usr/share/man" / page))


def main(build):
    if os.geteuid() != 0:
        print("only root can install")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        package = make(build, directory / "made")
        root = Root(directory / "root", package)
        root.dpkg("--install", package)
        check_installed(root)
        (root / "var/lib/daybook.secrets").mkdir()

        daemon = root.start()
        root.daybook(daemon, "append", "--type", "case.noted", "--subject", "case/1", "--id", "kept")
        assert daemon.stop() == 0
        settings = root / SETTINGS
        settings.write_text(settings.read_text() + 'log-format = "json"\n')
        mine = settings.read_text()

        root.dpkg("--install", later(package, directory))
        assert "Version: 99" in root.dpkg("--status", "daybook")
        assert settings.read_text() == mine, "the settings are another's"
        assert "Of version 99" in settings.with_name("daybookd.toml.dpkg-dist").read_text()
        daemon = root.start()
        assert "kept" in root.daybook(daemon, "search", "--subject", "case/1", "--json")
        root.daybook(daemon, "verify")
        assert daemon.stop() == 0

        root.dpkg("--remove", "daybook")
        assert not (root / "usr/bin/daybookd").exists()
        assert settings.read_text() == mine
        root.dpkg("--purge", "daybook")
        assert not settings.exists() and not settings.parent.exists()
        assert (root / "var/lib/daybook/signing-key").exists(), "a purge took the book"


main(sys.argv[1])
