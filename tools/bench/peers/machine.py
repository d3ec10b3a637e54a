"""The machine that something was measured on."""

import mmap
import multiprocessing
import os
import pathlib
import re
import subprocess
import time


POPULATE_WRITE = 23  # MADV_POPULATE_WRITE, for which Python has no name: writes to each page
SPARED = 1 << 30  # of the free memory, bytes


def first(pattern, path):
    found = re.search(pattern, pathlib.Path(path).read_text())
    return found[1].strip() if found else "unknown"


def populate(size):
    with mmap.mmap(-1, size) as memory:
        memory.madvise(POPULATE_WRITE)


def touch_memory():
    """Writes to all memory that is free. The host of a virtual machine gives it memory when that is first
    written to, which takes longer than an event does: a book that grows into it would seem to become
    slower. In a process of its own, since it may be ended for want of memory."""
    free = int(first(r"MemFree:\s*(\d+)", "/proc/meminfo")) * 1024 - SPARED
    if free > 0:
        toucher = multiprocessing.Process(target=populate, args=(free,))
        toucher.start()
        toucher.join()


def asked(*command):
    """What another program says of it."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False,
                              cwd=pathlib.Path(__file__).parent)
    except FileNotFoundError:
        return "unknown"
    return said.stdout.strip() or "unknown"


def describe(directory):
    return {"processor": first(r"model name\s*: (.*)", "/proc/cpuinfo"), "cores": os.cpu_count(),
            "memory_gib": round(int(first(r"MemTotal:\s*(\d+)", "/proc/meminfo")) / 2**20),
            "kernel": os.uname().release, "commit": asked("git", "describe", "--always", "--dirty"),
            "file_system": asked("findmnt", "-no", "FSTYPE", "-T", directory),
            "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())}
