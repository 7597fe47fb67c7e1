"""A program in a real terminal: started, given keys, and watched until it has answered.

One job: wall-clock times as a person would feel them, with the bytes, CPU time and memory behind them.
Must not: understand what is shown beyond finding a text in it (`picture`).

A frame ends where the program says so (synchronized output); of a program that does not, where it first falls silent.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple

from benchmarks.picture import Picture

COLUMNS, ROWS = 120, 40
END_OF_FRAME = b"\x1b[?2026l"
SILENCE, PAUSE = 0.015, 0.05
# What a terminal answers to the questions that programs ask on their way up.
_QUESTIONS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
_TICKS = os.sysconf("SC_CLK_TCK")


class Rest(NamedTuple):
    """What came after a key until the program fell silent: seconds to the last byte, and how many bytes."""

    seconds: float
    bytes: int


class Terminal:
    """A program running in a terminal of 120 by 40, with settings and state of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._home = TemporaryDirectory(prefix="benchmark-")
        self._written = bytearray()
        self._stamps: list[tuple[int, float]] = []
        self._picture = Picture(COLUMNS, ROWS)
        self._drawn = 0
        self._is_synchronized = False
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._since = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment(self._home.name), start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
        self._home.cleanup()

    def until(self, pattern: str = "", seconds: float = 120.0) -> float:
        """Return the seconds from the start, or the last key, to the end of the first frame that shows ``pattern``.

        It is looked for in the lines that have changed since then.

        Raises:
            TimeoutError: when none is written in time.
        """
        wanted = re.compile(pattern, re.DOTALL)
        while time.perf_counter() - self._since < seconds:
            # First come the times, and when nothing more comes, what it means: that takes longer than some frames.
            if not self._read(PAUSE):
                for end, at in self._frames():
                    self._draw_up_to(end)
                    if wanted.search(self._picture.new_lines()):
                        return at - self._since
        raise TimeoutError(f"{pattern or 'anything'!r} was not shown within {seconds} s:\n{self._picture.new_lines()}")

    def press(self, key: bytes, pattern: str = "") -> float:
        """Return the seconds from ``key`` to the end of the first frame that shows ``pattern``, where it did not."""
        self.send(key)
        return self.until(pattern)

    def send(self, keys: bytes) -> None:
        """Type ``keys`` in one write; `until` and `rest` tell of what comes from then on."""
        self._draw_up_to(len(self._written))
        self._picture.remember()
        self._written.clear()
        self._stamps.clear()
        self._drawn = 0
        self._since = time.perf_counter()
        os.write(self._master, keys)

    def rest(self, quiet: float = 0.3) -> Rest:
        """Wait until nothing has been written for ``quiet`` seconds, and tell what came since the last key."""
        while self._read(quiet):
            pass
        last = self._stamps[-1][1] if self._stamps else self._since
        return Rest(last - self._since, len(self._written))

    def cpu(self) -> float:
        """Return the seconds of CPU time that the program has taken so far."""
        fields = self._kernel_file("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def fine_cpu(self) -> float:
        """Return the same for its living threads, to the nanosecond."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def peak_memory(self) -> float:
        """Return the most memory that it has held, in MB."""
        return self._memory("VmHWM")

    def memory(self) -> float:
        """Return the memory that it holds, in MB."""
        return self._memory("VmRSS")

    def _memory(self, name: str) -> float:
        found = re.search(rf"{name}:\s+(\d+) kB", self._kernel_file("status"))
        assert found is not None
        return int(found[1]) / 1024

    def _kernel_file(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def _frames(self) -> Iterator[tuple[int, float]]:
        """Return where the frames end that have been written and not been drawn yet, and when the last byte came."""
        for number, (end, at) in enumerate(self._stamps, start=1):
            if self._is_synchronized:
                last = self._written.rfind(END_OF_FRAME, self._drawn, end)
                if last >= 0:
                    yield last + len(END_OF_FRAME), at
            elif end > self._drawn and (number == len(self._stamps) or self._stamps[number][1] - at > SILENCE):
                yield end, at

    def _draw_up_to(self, end: int) -> None:
        self._picture.draw(bytes(self._written[self._drawn : end]))
        self._drawn = end

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            found = os.read(self._master, 65_536)
        except OSError as error:
            self._draw_up_to(len(self._written))
            raise RuntimeError(f"the program has ended:\n{self._picture.new_lines().strip()}") from error
        self._written += found
        self._stamps.append((len(self._written), time.perf_counter()))
        self._is_synchronized = self._is_synchronized or END_OF_FRAME in self._written
        for question, answer in _QUESTIONS.items():
            if question in found:
                os.write(self._master, answer)
        return True


def environment(home: str) -> dict[str, str]:
    """Return the environment of a measured program: its settings and state stand in ``home``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARKTUI_", "FZF_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "HOME": home, "TMPDIR": home}
    return kept | own | {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
