"""Signs in at an identity provider that is not ours (npm oidc-provider), with a bearer and with a
browser's steps, and tries what forgers try."""

import base64
import hashlib
import hmac
import http.cookiejar
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from daemon import Daemon, event

NPM = pathlib.Path(__file__).parent.parent / "npm"
AUDIENCE = "https://daybook.example/300"  # the last part is how long the provider's tokens are good
SECRET = "a secret & more"
PAGE = {"Accept": "text/html,*/*;q=0.5", "Sec-Fetch-Mode": "navigate"}


class Provider:
    """oidc-provider, until its stdin is closed: with this test, at the latest."""

    def __init__(self):
        self.process = subprocess.Popen(["node", NPM / "identity_provider.mjs"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for line in self.process.stdout:
            if line.startswith("{"):
                said = json.loads(line)
                break
        self.issuer, self.pem = said["issuer"], said["pem"]

    def token(self, audience=AUDIENCE):
        """A token for a program, of client credentials."""
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "resource": audience})
        basic = base64.b64encode(b"importer:another+secret").decode()
        request = urllib.request.Request(f"{self.issuer}/token", form.encode(),
                                         {"Authorization": f"Basic {basic}"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)["access_token"]

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


class Way(urllib.request.HTTPRedirectHandler):
    """Where a browser was led."""

    def __init__(self):
        self.led_to = []

    def redirect_request(self, request, answer, code, text, headers, url):
        self.led_to.append(url)
        return super().redirect_request(request, answer, code, text, headers, url)


class Browser:
    """Keeps cookies, and follows where it is led."""

    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.way = Way()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), self.way)

    def open(self, url, form=None, headers=PAGE):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(url, data, headers)
        try:
            response = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as refused:
            response = refused
        return response.status, response.geturl(), response.read().decode()

    def submit(self, page, **fields):
        """The one form of a page, with what is hidden in it."""
        action = re.search(r'<form[^>]* action="([^"]+)"', page).group(1)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.open(action, {**hidden, **fields})


def ask(daemon, token, path="/v1/views/status", body=None):
    headers = {"Authorization": f"Bearer {token}"}
    if body is not None:
        headers["Content-Type"] = "application/cloudevents+json"
        body = json.dumps(body).encode()
    request = urllib.request.Request(daemon.url + path, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def with_header(token, **header):
    """The same claims under another header, with the signature that was there."""
    head, claims, signature = token.split(".")
    changed = {**decode(head), **header}
    return ".".join([encode(json.dumps(changed).encode()), claims, signature])


def check_bearer(daemon, provider):
    token = provider.token()
    status, said = ask(daemon, token)
    assert status == 200, said
    status, said = ask(daemon, token, "/v1/events", {
        "specversion": "1.0", "id": "audit", "source": "/test", "type": "practice-audit.completed",
        "subject": "practice-audit/1", "data": {"grade": "good"}})
    assert status == 201, said
    _, entry = ask(daemon, token, f"/v1/events/{said['events'][0]['position']}")
    assert (entry["authtype"], entry["authid"]) == ("user", provider.issuer + "#importer"), entry


def check_forged(daemon, provider):
    token = provider.token()
    head, claims, signature = token.split(".")

    def refused(forged, why):
        status, said = ask(daemon, forged)
        assert status == 401 and why in said["detail"], (why, status, said)

    none = with_header(token, alg="none").rsplit(".", 1)[0] + "."
    refused(none, "not signed by")
    refused(with_header(token, alg="none"), "not signed by")
    # The public key as a shared secret, as libraries once took it.
    text = with_header(token, alg="HS256").rsplit(".", 1)[0]
    mac = hmac.new(provider.pem.encode(), text.encode(), hashlib.sha256).digest()
    refused(f"{text}.{encode(mac)}", "not signed by")
    refused(with_header(token, alg="PS256"), "not for its algorithm")
    refused(with_header(token, kid="ec"), "not for its algorithm")
    refused(with_header(token, kid="nobody's"), "not known to have")
    refused(with_header(token, crit=["exp"]), "not known here")
    more = encode(json.dumps({**decode(claims), "roles": ["admins"]}).encode())
    refused(f"{head}.{more}.{signature}", "signature is wrong")
    refused(provider.token("https://other.example/300"), "another audience")
    short = provider.token("https://daybook.example/1")
    refused(short, "another audience")


def check_expired(binary, directory, provider):
    audience = "https://daybook.example/2"
    daemon = start(binary, directory / "short", provider, audience, "--oidc-leeway", "0")
    token = provider.token(audience)
    status, said = ask(daemon, token)
    assert status == 200, said
    time.sleep(3.1)
    status, said = ask(daemon, token)
    assert status == 401 and "expired" in said["detail"], said
    assert daemon.stop() == 0


def sign_in(browser, daemon, name):
    """As a person does it, from the page they wanted; gives the page where that ends."""
    status, url, page = browser.open(f"{daemon.url}/v1/views/status?audience=board")
    assert status == 200 and "/sign-in?return=" in url, (status, url)
    link = re.search(r'href="(/sign-in/oidc[^"]*)"', page).group(1)
    status, url, page = browser.open(daemon.url + link)
    assert status == 200 and "/interaction/" in url, (status, url, page)
    status, url, page = browser.submit(page, login=name, password="any will do")
    assert status == 200 and "/interaction/" in url, (status, url, page)
    return browser.submit(page)  # that the daemon may know who it is


def check_browser(daemon, admin):
    browser = Browser()
    status, url, page = sign_in(browser, daemon, "ada+leads")
    assert (status, url) == (200, f"{daemon.url}/v1/views/status?audience=board"), (status, url, page)
    [cookie] = [c for c in browser.cookies if c.name == "daybook"]
    assert cookie.has_nonstandard_attr("HttpOnly") and not cookie.domain_specified, cookie
    assert cookie.get_nonstandard_attr("SameSite") == "Lax", cookie

    status, _, page = browser.open(daemon.url + "/sign-in")
    assert "#ada+leads" in page, page
    csrf = re.search(r'name="csrf" value="(\w+)"', page).group(1)
    out = daemon.url + "/sign-out"
    assert browser.open(out, {"csrf": csrf}, {})[0] == 403, "from nowhere"
    assert browser.open(out, {"csrf": csrf}, {"Origin": "http://evil.example"})[0] == 403
    own = {"Origin": daemon.url}
    assert browser.open(out, {"csrf": "0" * 64}, own)[0] == 403
    assert browser.open(daemon.url + "/v1/views/status")[0] == 200
    assert browser.open(out, {"csrf": csrf}, own)[:2] == (200, daemon.url + "/sign-in")
    assert browser.open(daemon.url + "/v1/views/status", headers={})[0] == 401

    status, url, page = sign_in(Browser(), daemon, "eve+strangers")
    assert status == 403 and "no role here" in page, (status, page)

    browser = Browser()
    sign_in(browser, daemon, "bob+leads")
    assert browser.open(daemon.url + "/v1/views/status")[0] == 200
    issuer = re.search(r"(http://[^#]+)#bob", browser.open(daemon.url + "/sign-in")[2]).group(1)
    status, said = ask(daemon, admin, "/v1/events", {
        "specversion": "1.0", "id": "out", "source": "/test", "type": "access.revoked",
        "subject": "book/control", "data": {"principal": issuer + "#bob+leads"}})
    assert status == 201, said
    assert browser.open(daemon.url + "/v1/views/status", headers={})[0] == 401


def check_replay(daemon):
    """The answer of the provider is good once, and in the browser it was for."""
    browser = Browser()
    sign_in(browser, daemon, "cleo+leads")
    [answer] = [url for url in browser.way.led_to if "/sign-in/callback?" in url]
    for who in (browser, Browser()):
        status, _, page = who.open(answer)
        assert status == 403 and "did not begin in this browser" in page, (status, page)


def check_token_form(daemon, admin):
    browser = Browser()
    page = daemon.url + "/sign-in"
    own = {"Origin": daemon.url}
    assert browser.open(page, {"token": admin[:-1] + "x"}, own)[0] == 403
    assert browser.open(page, {"token": admin}, {"Origin": "http://evil.example"})[0] == 403
    status, url, _ = browser.open(page, {"token": admin, "return": "/v1/rules"}, own)
    assert (status, url) == (200, daemon.url + "/v1/rules"), (status, url)
    request = urllib.request.Request(
        daemon.url + "/v1/events", json.dumps(event("by-cookie", "case/1")).encode(),
        {"Content-Type": "application/cloudevents+json"})
    try:
        browser.opener.open(request, timeout=30)
        raise AssertionError("a change by cookie from nowhere")
    except urllib.error.HTTPError as refused:
        assert refused.code == 403
    request.add_header("Sec-Fetch-Site", "same-origin")
    assert browser.opener.open(request, timeout=30).status == 201


def start(binary, data, provider, audience=AUDIENCE, *options, issuer=None, **process):
    secret = data.parent / "client-secret"
    secret.write_text(SECRET + "\n")
    secret.chmod(0o600)
    return Daemon(binary, data, "--oidc-issuer", issuer or provider.issuer, "--oidc-audience",
                  audience, "--oidc-client-id", "daybook", "--oidc-client-secret-file",
                  str(secret), "--oidc-role", "leads=quality-lead", "--oidc-role",
                  "press=inspector:public", *options, access=None, **process)


def check_without(binary, directory, provider):
    """The daemon serves whom the book lets in while the provider is not there, and says so."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nowhere = "http://127.0.0.1:%d" % taken.getsockname()[1]
    log = directory / "log"
    with log.open("w") as stderr:
        daemon = start(binary, directory / "alone", provider, issuer=nowhere, stderr=stderr)
    token = (directory / "alone" / "admin.token").read_text().strip()
    assert ask(daemon, token)[0] == 200
    status, said = ask(daemon, provider.token())
    assert status == 503 and "not known now" in said["detail"], said
    for _ in range(600):
        if f"The identity provider {nowhere} cannot be asked" in log.read_text():
            break
        time.sleep(0.05)
    else:
        raise AssertionError(log.read_text())
    assert daemon.stop() == 0


def main(binary):
    provider = Provider()
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        daemon = start(binary, directory / "book", provider)
        admin = (directory / "book" / "admin.token").read_text().strip()
        check_bearer(daemon, provider)
        check_forged(daemon, provider)
        check_browser(daemon, admin)
        check_replay(daemon)
        check_token_form(daemon, admin)
        assert daemon.stop() == 0
        check_expired(binary, directory, provider)
        check_without(binary, directory, provider)
    provider.stop()
    print("oidc-provider's tokens and sign-ins are taken, and forged ones are not")


if __name__ == "__main__":
    main(sys.argv[1])
