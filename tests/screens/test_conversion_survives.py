"""A terminal that dies takes nothing along: the real program in a real terminal, killed while somebody types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sparktui.domain.trial import Trial
from sparktui.services import maintenance
from sparktui.services.desk import Desk
from tests.pictured import Pictured
from tests.portfolio import TODAY
from tests.screens.at_the_wizard import at_the_wizard, contoso, documents, typed_in

PATIENCE = 60.0
"""Seconds after which what is waited for is given up."""
STILL = 0.3
"""Seconds without a change after which a screen stands still."""


class Terminal:
    """A program in a terminal of its own. Keys go in; what it shows is looked at until something is true."""

    def __init__(self, *command: str, env: dict[str, str]) -> None:
        self._screen, behind = pty.openpty()
        fcntl.ioctl(behind, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.program = subprocess.Popen(
            command, stdin=behind, stdout=behind, stderr=behind, env=env, start_new_session=True
        )
        os.close(behind)
        self._shown = Pictured(120, 40)
        self._decoder = getincrementaldecoder("utf-8")()

    def press(self, keys: str) -> None:
        """Send ``keys`` as a keyboard would."""
        os.write(self._screen, keys.encode())

    def until(self, is_true: Callable[[], bool]) -> None:
        """Read what is drawn until ``is_true``."""
        last = time.monotonic() + PATIENCE
        while not is_true():
            assert time.monotonic() < last, "that did not come true:\n" + "\n".join(self._shown.lines)
            self._read(0.05)

    def until_shown(self, words: str) -> None:
        """Read until ``words`` stand on the screen and nothing moves any more, as a person does who types then."""
        self.until(lambda: any(words in line for line in self._shown.lines))
        while self._read(STILL):
            pass

    def _read(self, seconds: float) -> bool:
        """Look at what is drawn within ``seconds``; return whether something was."""
        readable, _, _ = select.select([self._screen], [], [], seconds)
        if readable:
            self._shown.write(self._decoder.decode(os.read(self._screen, 65_536)))
        return bool(readable)

    def kill(self) -> None:
        """End the program without a word of warning."""
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()
        os.close(self._screen)


@contextmanager
def terminal(desk: Desk, folder: Path) -> Iterator[Terminal]:
    """Open the program on the desk's database and go to the only trial's conversion."""
    env = {**os.environ, "TERM": "xterm-256color", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    opened = Terminal(
        *(sys.executable, "-m", "sparktui", "--db", str(desk.database.path)),
        *("--as-of", str(TODAY), "--operator", desk.operator),
        env=env,
    )
    try:
        opened.until_shown("Contoso")
        opened.press("c")
        opened.until_shown("Administrator")
        yield opened
    finally:
        if opened.program.poll() is None:
            opened.kill()


def saved(desk: Desk, trial: Trial) -> str:
    """Return the deal ID in the draft, as it is recorded now."""
    found = documents(desk, trial)
    return found[0].order.deal_id if found else ""


@pytest.mark.timeout(300)
async def test_a_draft_survives_the_death_of_the_program_and_is_resumed_in_its_step(desk: Desk, tmp_path: Path) -> None:
    trial = contoso(desk, deal_id="", admin_email="jane.doe@contoso.example")
    with terminal(desk, tmp_path) as first:
        first.press("\x0e\x0e")
        first.until_shown("Management Portal access")
        first.press("00")
        first.until(lambda: saved(desk, trial) == "00")
        first.press("4231")
        first.until(lambda: saved(desk, trial).startswith("004"))
        first.kill()
    assert maintenance.check(desk.database, desk.policy) == []
    kept = saved(desk, trial)
    assert "004231".startswith(kept)
    async with at_the_wizard(desk, trial) as ada:
        ada.sees("Resumed where it stood, saved", "● 3 Order details")
        assert typed_in(ada, "deal_id") == kept
