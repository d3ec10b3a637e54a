"""Holds the alerts and the dashboard to what Prometheus says of them, to the metrics that a real daemon
exports, and to the guide that says what each alert means."""

import json
import pathlib
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

from daemon import Daemon
from tls_test import Authority
from witness_test import Witness

# Prometheus' own: whether it got an answer.
NOT_THE_DAEMONS = {"up"}
SEVERITIES = {"critical", "warning"}


def promtool(*arguments):
    ran = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def metrics_in(expression):
    """The names of the metrics in PromQL: the words that begin as metrics do."""
    bare = re.sub(r'"[^"]*"|\{[^}]*\}', "", expression)
    return set(re.findall(r"\b(?:daybook|process)_[a-z0-9_]+\b|\bup\b", bare))


def alerts_of(file):
    """Every alert with its text, by name, without a parser of YAML."""
    parts = re.split(r"^ +- alert: ", file.read_text(), flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].strip(): part for part in parts}


def expression_of(alert):
    return re.search(r"expr:(.*?)\n +(?:for|labels):", alert, re.DOTALL)[1]


def check_scraping(monitoring, scratch):
    """As it is, and as it is with TLS."""
    job = (monitoring / "scrape.yml").read_text()
    with_tls = re.sub("# (?=scheme: https$)", "", job, flags=re.MULTILINE)
    assert with_tls != job
    for text in (job, with_tls):
        (scratch / "scrape.yml").write_text(text)
        promtool("check", "config", "--syntax-only", scratch / "scrape.yml")


def check_alerts(monitoring, guide):
    said = promtool("check", "rules", monitoring / "alerts.yml")
    promtool("test", "rules", monitoring / "alerts_test.yml")
    alerts = alerts_of(monitoring / "alerts.yml")
    assert f"{len(alerts)} rules found" in said, said
    tested = (monitoring / "alerts_test.yml").read_text()
    for name, alert in alerts.items():
        severity = re.search(r"severity: (\w+)", alert)[1]
        assert severity in SEVERITIES, f"{name}: {severity}"
        assert f"runbook_url: docs/operations.md#{name.lower()}\n" in alert, name
        assert re.search(r'summary: ".{10,}"', alert), name
        assert re.search(rf"alertname: {name}\n +exp_alerts:\n", tested), f"{name} is never raised"
        section = re.search(rf"^### {name}\n\n(.*?)(?=^### |\Z)", guide, re.DOTALL | re.MULTILINE)
        assert section and len(section[1]) > 80, f"the guide does not say what {name} means"
        assert section[1].startswith(f"*{severity}.*"), f"the guide has another severity of {name}"
    headings = set(re.findall(r"^### (Daybook\w+)$", guide, re.MULTILINE))
    assert headings == set(alerts), headings ^ set(alerts)
    return {name: expression_of(alert) for name, alert in alerts.items()}


def check_dashboard(monitoring, scratch):
    """Its expressions, each of which Prometheus can parse."""
    dashboard = json.loads((monitoring / "dashboard.json").read_text())
    panels = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
    places = set()
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"])
                 for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24 and not cells & places, f"{panel['title']} lies on another"
        places |= cells
    expressions = {f"{panel['title']} {target['refId']}": target["expr"]
                   for panel in panels for target in panel["targets"]}
    rules = [{"record": f"panel:{number}",
              "expr": text.replace("$__rate_interval", "5m").replace("$instance", ".*")}
             for number, text in enumerate(expressions.values())]
    as_rules = scratch / "dashboard.yml"  # JSON is YAML
    as_rules.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", as_rules)
    return expressions


def exported(daybookd, daybook, scratch):
    """What a daemon exports that has all there is to watch."""
    authority = Authority(scratch, "authority")
    certificate, key = authority.sign("localhost")
    book = scratch / "book"
    plain = Daemon(daybookd, book)
    log_key = urllib.request.urlopen(plain.url + "/v1/log/key").read().decode().strip()
    assert plain.stop() == 0
    witness = Witness(daybook, scratch / "witness", [log_key])
    policy = scratch / "policy"
    policy.write_text(f"witness w {witness.key} {witness.url}\nquorum w\n")
    daemon = Daemon(daybookd, book, "--tls-certificate", certificate, "--tls-key", key,
                    "--backup-dir", scratch / "backups", "--witness-policy", policy,
                    "--oidc-issuer", "http://127.0.0.1:9", "--oidc-audience", "daybook", "--oidc-role", "a=analyst",
                    access=None)
    context = ssl.create_default_context(cafile=authority.certificate)
    token = (book / "admin.token").read_text().strip()

    def get(path):
        request = urllib.request.Request("https://localhost:%d%s" % (daemon.address[1], path),
                                         headers={"Authorization": f"Bearer {token}"})
        return urllib.request.urlopen(request, context=context).read().decode()

    get("/v1/events")
    for _ in range(300):
        text = get("/metrics")
        if "daybook_witness_cosigned_timestamp_seconds{" in text and "_requests_total{" in text:
            break
        time.sleep(0.1)
    assert daemon.stop() == 0
    witness.kill()
    return text


def check_values(text):
    values = dict(re.findall(r"^(\w+) (\S+)$", text, re.MULTILINE))
    now = time.time()
    assert now - 60 < float(values["process_start_time_seconds"]) <= now
    for name in ("process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds",
                 "process_max_fds", "daybook_disk_free_bytes"):
        assert float(values[name]) > 0, name
    left = float(values["daybook_tls_certificate_ends_timestamp_seconds"]) - now
    assert 86400 < left <= 2 * 86400, "the certificate is valid for two days"
    assert values["daybook_backup_made_timestamp_seconds"] == "0", "none was made"
    assert values["daybook_identity_provider_answers"] == "0", "nobody listens there"
    assert values["daybook_keyring_usable"] == "1"


def main(source, daybookd, daybook):
    source = pathlib.Path(source)
    monitoring = source / "tools" / "monitoring"
    guide = (source / "docs" / "operations.md").read_text()
    with tempfile.TemporaryDirectory() as directory:
        scratch = pathlib.Path(directory)
        check_scraping(monitoring, scratch)
        expressions = check_alerts(monitoring, guide)
        expressions.update(check_dashboard(monitoring, scratch))
        text = exported(daybookd, daybook, scratch)
        (scratch / "metrics").write_text(text)
        subprocess.run(["promtool", "check", "metrics"], input=text, text=True, check=True)
        names = set(re.findall(r"^(\w+)[ {]", text, re.MULTILINE)) | NOT_THE_DAEMONS
        for where, expression in expressions.items():
            wanted = metrics_in(expression)
            assert wanted, f"{where}: no metric is in it"
            assert wanted <= names, f"{where}: no daemon exports {wanted - names}"
        check_values(text)
    print(f"{len(expressions)} expressions over metrics that are there")


if __name__ == "__main__":
    main(*sys.argv[1:])
