"""What a benchmark leaves behind, however it ends: no program that it measured, and no file that it made for a while.

A second process holds the end of a pipe, which closes when the benchmark is over, stopped or killed. Then it ends what
still runs at home in the benchmark's folder, and removes the folder.

One job: that. Must not: be what ends a program or removes a file in a run that goes well.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def cleared(parent: Path) -> Iterator[None]:
    """Let all temporary folders be made in a new one in ``parent``, which is gone at the end with what runs in it."""
    parent.mkdir(parents=True, exist_ok=True)
    folder, before = tempfile.mkdtemp(prefix="run-", dir=parent), tempfile.tempdir
    # A session of its own: what stops the benchmark from the keyboard must not stop the clearing.
    command = [sys.executable, "-m", __name__, folder]
    clearing = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before
        clearing.communicate()


def _clear(folder: Path) -> None:
    while running := list(_at_home_in(folder)):
        for process in running:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def _at_home_in(folder: Path) -> Iterator[int]:
    """Yield the processes whose home is a folder in ``folder``: those that the benchmark started, and theirs."""
    home = f"HOME={folder}{os.sep}".encode()
    for told in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has ended meanwhile, or is somebody else's
            if any(line.startswith(home) for line in told.read_bytes().split(b"\0")):
                yield int(told.parent.name)


if __name__ == "__main__":
    sys.stdin.read()
    _clear(Path(sys.argv[1]))
