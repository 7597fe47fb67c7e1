"""What the program costs the machine: memory, and what it does while nobody does anything.

Held against a Textual app that shows one line of text, and against itself with few trials.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import keys, peers
from benchmarks.data_sets import DataSets
from benchmarks.figure import Figure, held
from benchmarks.terminal import Terminal

IDLE_SECONDS = 20.0
# Every screen and what is opened over them, each left again.
TOUR = (
    *(b"2", b"\x1b[C", b"\x1b[C", b"\x1b[C", b"\x1b[C", b"\x1b[C", keys.ESCAPE),
    *(b"3", keys.ESCAPE, b"4", keys.ESCAPE, b"b", keys.ESCAPE, b"w", keys.ESCAPE, b"v", keys.ESCAPE),
    *(
        b"?",
        keys.ESCAPE,
        b"n",
        keys.ESCAPE,
        b"x",
        keys.ESCAPE,
        b"/",
        b"stone",
        keys.ESCAPE,
        b"t",
        b"+30d\r",
        keys.ESCAPE,
    ),
    *(keys.END, keys.HOME, b"f", keys.PAGE_DOWN, b"s", keys.PAGE_DOWN, b"s", b"s", b"s", keys.ESCAPE),
)


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of memory and of idling."""
    few, many, bare = data.sparktui(data.small), data.sparktui(data.large), peers.BARE_APP
    peaks: dict[str, list[float]] = {peer.name: [] for peer in (few, many, bare)}
    toured: dict[str, list[float]] = {peer.name: [] for peer in (few, many)}
    idle_cpu: dict[str, list[float]] = {name: [] for name in peaks}
    idle_bytes: list[float] = []
    for _ in range(rounds):
        with ExitStack() as kept:
            running = {peer.name: kept.enter_context(Terminal(peer.command)) for peer in (few, many, bare)}
            for terminal in running.values():
                terminal.until("left|nothing but")
                terminal.rest(3.0)
            for name, terminal in running.items():
                idle_cpu[name].append(-terminal.fine_cpu())
                terminal.send(b"")
            time.sleep(IDLE_SECONDS)
            for name, terminal in running.items():
                idle_cpu[name][-1] += terminal.fine_cpu()
            idle_bytes.append(running[many.name].rest(0.01).bytes)
            for name, terminal in running.items():
                terminal.send(keys.PAGE_DOWN * 20)
                terminal.rest(0.5)
                peaks[name].append(terminal.peak_memory())
            for name in toured:
                toured[name].append(_toured(running[name]))
    yield held("memory, peak", peaks[many.name], bare.name, peaks[bare.name], 2.2, 1.8, unit="MB")
    yield held(
        "memory, peak of a tour of every screen", toured[many.name], few.name, toured[few.name], 1.5, 1.2, unit="MB"
    )
    yield held("the same", toured[many.name], bare.name, peaks[bare.name], unit="MB")
    yield Figure(
        f"idle for {IDLE_SECONDS:.0f} s, written", "bytes", max(idle_bytes), "nothing", limit=0, aim=0,
        is_absolute=True, samples=rounds,
    )  # fmt: skip
    yield held(f"idle for {IDLE_SECONDS:.0f} s, CPU", idle_cpu[many.name], bare.name, idle_cpu[bare.name], 2, 1.2)


def _toured(terminal: Terminal) -> float:
    for key in TOUR:
        terminal.send(key)
        terminal.rest(0.6)
    return terminal.peak_memory()
