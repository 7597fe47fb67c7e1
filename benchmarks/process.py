"""A whole process, from its start to its end.

One job: the time on the clock, the CPU time and the memory that a command takes. Must not: look at what it prints.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.terminal import environment


class Run(NamedTuple):
    """What one run took: seconds, seconds of CPU time, and at most so many MB of memory."""

    seconds: float
    cpu: float
    memory: float


def run(command: Sequence[str], *, reading: Path | None = None) -> Run:
    """Run ``command``, with the file ``reading`` as its standard input.

    Raises:
        RuntimeError: when it fails; the message holds what it said.
    """
    with TemporaryDirectory() as home, open(reading or os.devnull, "rb") as told, open(f"{home}/said", "w+b") as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=told, stdout=said, stderr=said, env=environment(home))
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said.read()[-2000:]!r}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
