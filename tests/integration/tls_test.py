"""Looks at the daemon's TLS with curl and openssl, which share no code with it but OpenSSL, and with
the command line."""

import hashlib
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from daemon import Daemon


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=60, **options)


class Authority:
    """A certificate authority, and what it signs, in a directory."""

    def __init__(self, directory, name):
        self.at, self.name = directory, name
        self.certificate = directory / f"{name}.pem"
        self.key = directory / f"{name}.key"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", self.key, "-out", self.certificate, "-subj", f"/CN={name}",
            check=True)

    def sign(self, name):
        """A certificate for localhost, and its key."""
        request, certificate = self.at / f"{name}.csr", self.at / f"{name}.pem"
        key, names = self.at / f"{name}.key", self.at / "names"
        names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", key, "-out", request, "-subj", f"/CN={name}", check=True)
        key.chmod(0o600)
        run("openssl", "x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key,
            "-CAcreateserial", "-days", "2", "-extfile", names, "-out", certificate, check=True)
        return certificate, key


def shown(daemon, *options):
    """What `openssl s_client` says of a handshake, and whether it went well."""
    ran = run("openssl", "s_client", "-connect", "%s:%d" % daemon.address, *options)
    return ran.returncode == 0, ran.stdout + ran.stderr


def check_versions(daemon, authority):
    for version in ("-tls1_2", "-tls1_3"):
        well, said = shown(daemon, version, "-CAfile", authority.certificate, "-alpn",
                           "h2,http/1.1", "-verify_return_error")
        assert well and "ALPN protocol: http/1.1" in said, said
    for version in ("-tls1", "-tls1_1"):
        well, said = shown(daemon, version, "-cipher", "ALL:@SECLEVEL=0")
        assert not well and "alert protocol version" in said, said
    for cipher in ("AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "AES256-GCM-SHA384"):
        well, said = shown(daemon, "-tls1_2", "-cipher", cipher)
        assert not well, said


def curl(daemon, *options, path="/health/live", scheme="https"):
    return run("curl", "-s", "-S", "--max-time", "30", *options,
               "%s://localhost:%d%s" % (scheme, daemon.address[1], path))


def check_trust(daemon, authority, stranger):
    assert "live" in curl(daemon, "--cacert", authority.certificate).stdout
    assert curl(daemon, "--cacert", stranger.certificate).returncode == 60
    assert curl(daemon).returncode == 60
    plain = curl(daemon, scheme="http")
    assert "https://" in plain.stdout and '"status":400' in plain.stdout, plain
    headers = curl(daemon, "--cacert", authority.certificate, "-D", "-", "-H", "Accept: text/html",
                   path="/v1/reports/scrutiny").stdout.lower()
    for field in ("strict-transport-security: max-age=", "x-content-type-options: nosniff",
                  "referrer-policy: no-referrer", "content-security-policy: default-src 'none'"):
        assert field in headers, headers


def check_clients(daemon, log, authority, stranger):
    certificate, key = authority.sign("client")
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    known = curl(daemon, "--cacert", authority.certificate, "--cert", certificate, "--key", key)
    assert "live" in known.stdout, known
    assert hashlib.sha256(der).hexdigest() in log.read_text()
    certificate, key = stranger.sign("impostor")
    unknown = curl(daemon, "--cacert", authority.certificate, "--cert", certificate, "--key", key)
    assert unknown.returncode != 0, unknown
    assert "live" in curl(daemon, "--cacert", authority.certificate).stdout


def wait_for(log, text):
    for _ in range(600):
        if text in log.read_text():
            return
        time.sleep(0.05)
    raise AssertionError(f"not in the log: {text}\n{log.read_text()}")


def serial(daemon, authority):
    """A connection, and the serial number of the certificate it was shown."""
    context = ssl.create_default_context(cafile=authority.certificate)
    connection = context.wrap_socket(socket.create_connection(daemon.address),
                                     server_hostname="localhost")
    number = connection.getpeercert()["serialNumber"]
    return connection, number


def ask(connection):
    connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = b""
    while b"live" not in answer:
        piece = connection.recv(4096)
        assert piece, "the connection ended"
        answer += piece
    while not answer.endswith(b"}\n"):
        answer += connection.recv(4096)


def check_reload(daemon, log, authority, certificate, key):
    old, before = serial(daemon, authority)
    ask(old)
    fresh_certificate, fresh_key = authority.sign("fresh")
    certificate.write_text(fresh_certificate.read_text())
    daemon.process.send_signal(signal.SIGHUP)
    wait_for(log, "the certificate stays as it was")
    assert serial(daemon, authority)[1] == before, "half of a pair was taken"
    key.write_text(fresh_key.read_text())
    daemon.process.send_signal(signal.SIGHUP)
    wait_for(log, "the certificate is loaded again")
    assert serial(daemon, authority)[1] != before
    ask(old)
    old.close()


def check_command_line(daemon, daybook, authority, stranger):
    url = "https://localhost:%d" % daemon.address[1]
    appended = run(daybook, "append", "--url", url, "--ca-file", authority.certificate, "--type",
                   "case.noted", "--subject", "case/1", "--source", "/test", "--data", "{}")
    assert appended.returncode == 0, appended
    verified = run(daybook, "verify", "--url", url,
                   env={"DAYBOOK_CA_FILE": str(authority.certificate)})
    assert verified.returncode == 0 and "All 1 events" in verified.stdout, verified
    doubted = run(daybook, "status", "--url", url, "--ca-file", stranger.certificate)
    assert doubted.returncode == 3 and "is not believed" in doubted.stderr, doubted


def check_principals(daybookd, daybook, at, authority):
    """Who has a certificate that was granted something needs no token; others do."""
    certificate, key = authority.sign("daemon")
    mine, my_key = authority.sign("auditor")
    other, other_key = authority.sign("nobody")
    daemon = Daemon(daybookd, at / "closed", "--tls-certificate", certificate, "--tls-key", key,
                    "--tls-client-ca", authority.certificate, access=None)
    url = "https://localhost:%d" % daemon.address[1]
    trust = ["--url", url, "--ca-file", authority.certificate]
    admin = ["--token-file", at / "closed/admin.token"]
    granted = run(daybook, "token", "create", "--name", "auditor", "--role", "internal-auditor",
                  "--for-certificate", mine, *trust, *admin)
    assert granted.returncode == 0, granted
    curl = ["curl", "-s", "--cacert", authority.certificate, "-o", at / "answer", "-w",
            "%{http_code}", url + "/v1/events"]
    assert run(*curl).stdout == "401"
    assert run(*curl, "--cert", other, "--key", other_key).stdout == "401"
    assert run(*curl, "--cert", mine, "--key", my_key).stdout == "200"
    as_me = [*trust, "--certificate", mine, "--key-file", my_key]
    said = run(daybook, "search", *as_me)
    assert said.returncode == 0 and "access.granted" in said.stdout, said
    refused = run(daybook, "append", *as_me, "--type", "case.noted", "--subject", "case/1",
                  "--source", "/test", "--data", "{}")
    assert refused.returncode == 3 and "internal-auditor" in refused.stderr, refused
    revoked = run(daybook, "token", "revoke", "auditor", "--reason", "Done", *trust, *admin)
    assert revoked.returncode == 0, revoked
    assert run(*curl, "--cert", mine, "--key", my_key).stdout == "401"
    assert daemon.stop() == 0


def main(daybookd, daybook):
    with tempfile.TemporaryDirectory() as directory:
        at = pathlib.Path(directory)
        authority, stranger = Authority(at, "authority"), Authority(at, "stranger")
        certificate, key = authority.sign("server")
        log = at / "log"
        with log.open("w") as file:
            daemon = Daemon(daybookd, at / "book", "--tls-certificate", certificate, "--tls-key",
                            key, "--tls-client-ca", authority.certificate, log_level="debug", stderr=file)
        check_versions(daemon, authority)
        check_trust(daemon, authority, stranger)
        check_clients(daemon, log, authority, stranger)
        check_command_line(daemon, daybook, authority, stranger)
        check_reload(daemon, log, authority, certificate, key)
        assert daemon.stop() == 0
        check_principals(daybookd, daybook, at, authority)


if __name__ == "__main__":
    main(*sys.argv[1:])
