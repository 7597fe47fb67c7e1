"""How long the screen stands still at most, whatever is done: a tour of every screen, and what takes long.

Held against nothing: a hand that waits does not care why. While one part of the program works, no key is answered.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import keys, peers
from benchmarks.data_sets import DataSets
from benchmarks.figure import Figure
from benchmarks.terminal import Terminal

LIMIT, AIM = 0.050, 0.025
SHOWN = 3
_RIGHT, _NEXT_STEP, _PALETTE = b"\x1b[C", b"\x0e", b"\x10"
# What is done, by what it is called in the table. Each begins where the one before it has led.
DONE: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("200 arrow keys at once", (keys.DOWN * 200,)),
    ("20 pages at once", (keys.PAGE_DOWN * 20,)),
    ("End and Home", (keys.END, keys.HOME)),
    ("all filters", (b"f",) * 9),
    ("all orders", (b"s",) * 4),
    ("a search, letter by letter, and back", (b"/", b"s", b"t", b"o", b"n", b"e", keys.ESCAPE)),
    ("the dialog of time travel", (b"t",)),
    ("travel, two steps more, and back", (b"+30d\r", b".", b".", keys.ESCAPE)),
    ("opening a trial", (b"2",)),
    ("its tabs", (_RIGHT,) * 6),
    ("leaving the trial", (keys.ESCAPE,)),
    ("opening the conversion", (b"3",)),
    ("its steps", (_NEXT_STEP,) * 4),
    ("leaving the conversion", (keys.ESCAPE,) * 5),
    ("opening shipments", (b"4",)),
    ("moving there, and leaving", (keys.DOWN, keys.PAGE_DOWN, keys.END, keys.ESCAPE)),
    ("opening the outbox", (b"b",)),
    ("moving there, and leaving", (keys.DOWN, keys.PAGE_DOWN, keys.END, keys.ESCAPE)),
    ("opening the forecast", (b"w",)),
    ("moving there, and leaving", (_RIGHT, _RIGHT, keys.ESCAPE)),
    ("opening the futures of a trial", (b"v",)),
    ("moving there, and leaving", (_RIGHT, _RIGHT, keys.ESCAPE)),
    ("help, and back", (b"?", keys.ESCAPE)),
    ("the form of a new trial, and back", (b"n", keys.ESCAPE)),
    ("the dialog of the export, and back", (b"x", keys.ESCAPE)),
    ("the palette, and back", (_PALETTE, b"theme", keys.ESCAPE)),
)


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield how long the longest holds are, each the median of the rounds."""
    held: dict[tuple[int, str], list[tuple[float, float]]] = {}
    with TemporaryDirectory() as folder:
        noted = Path(folder, "held")
        command = data.sparktui(data.large, "--read-only").command
        words = command[command.index("sparktui") + 1 :]
        watched = (sys.executable, str(Path(peers.__file__).with_name("watched.py")), str(noted), *words)
        for _ in range(rounds):
            with Terminal(watched) as terminal:
                terminal.until("left")
                terminal.rest(2.0)
                for place, (what, pressed) in enumerate(DONE):
                    noted.write_text("", encoding="utf-8")
                    for key in pressed:
                        terminal.send(key)
                        terminal.rest(0.5)
                    held.setdefault((place, what), []).append(_longest(noted))
    worst = sorted(held.items(), key=lambda found: -median(taken for taken, _ in found[1]))
    for (_, what), stretches in worst[:SHOWN]:
        taken, worked = median(taken for taken, _ in stretches), median(worked for _, worked in stretches)
        note = f"limit; {worked * 1000:.0f} ms of it CPU time"
        yield Figure(
            f"screen held up by: {what}", "ms", taken, note, limit=LIMIT, aim=AIM, is_absolute=True, samples=rounds
        )


def _longest(noted: Path) -> tuple[float, float]:
    """Return the longest stretch and the CPU time in it."""
    found = [line.split() for line in noted.read_text(encoding="utf-8").replace("\0", "").splitlines()]
    return max(((float(taken), float(worked)) for taken, worked in found), default=(0.0, 0.0))
