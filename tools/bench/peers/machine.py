"""The machine that something was measured on."""

import os
import pathlib
import re
import subprocess
import time


def first(pattern, path):
    found = re.search(pattern, pathlib.Path(path).read_text())
    return found[1].strip() if found else "unknown"


def commit():
    said = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True,
                          check=False, cwd=pathlib.Path(__file__).parent)
    return said.stdout.strip() or "unknown"


def file_system(directory):
    said = subprocess.run(["findmnt", "-no", "FSTYPE", "-T", directory], capture_output=True, text=True,
                          check=False)
    return said.stdout.strip() or "unknown"


def describe(directory):
    return {"processor": first(r"model name\s*: (.*)", "/proc/cpuinfo"), "cores": os.cpu_count(),
            "memory_gib": round(int(first(r"MemTotal:\s*(\d+)", "/proc/meminfo")) / 2**20),
            "kernel": os.uname().release, "file_system": file_system(directory), "commit": commit(),
            "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())}
