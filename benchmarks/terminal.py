"""A program in a real terminal: started, watched until something stands on its screen, and given keys.

One job: wall-clock times as a person would feel them. Must not: understand what is shown beyond finding a text in it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from types import TracebackType

_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07")
# What a terminal answers to the questions that Textual asks on its way up.
_QUESTIONS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
COLUMNS, ROWS = 120, 40


class Terminal:
    """A program running in a terminal of 120 by 40."""

    def __init__(self, command: Sequence[str]) -> None:
        self.started = time.perf_counter()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def until(self, text: str, seconds: float = 60.0) -> float:
        """Return the seconds since the start at which ``text`` had been written.

        Raises:
            TimeoutError: when it is not written in time.
        """
        seen, wanted = b"", text.encode()
        while time.perf_counter() - self.started < seconds:
            seen += self._read(0.05)
            if wanted in _CONTROL.sub(b"", seen):
                return time.perf_counter() - self.started
        raise TimeoutError(f"{text!r} was not shown within {seconds} s")

    def press(self, key: bytes) -> float:
        """Return the seconds from ``key`` to the end of the first burst of what it changes."""
        self.rest()
        pressed = time.perf_counter()
        os.write(self._master, key)
        last = pressed
        while not self._read(2.0):
            pass
        while self._read(0.015):
            last = time.perf_counter()
        return last - pressed if last > pressed else time.perf_counter() - pressed - 0.015

    def rest(self, quiet: float = 0.3) -> None:
        """Wait until nothing has been written for ``quiet`` seconds."""
        while self._read(quiet):
            pass

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            found = os.read(self._master, 65_536)
        except OSError:
            return b""
        for question, answer in _QUESTIONS.items():
            if question in found:
                os.write(self._master, answer)
        return found
