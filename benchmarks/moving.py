"""Moving in the list: arrow keys, pages, ends, the scroll bar, many keys at once, and the bytes of it.

Held against Textual's DataTable with 100 rows, and a list of plain escape sequences. All stand open side by side and
are given their keys in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from benchmarks import keys, peers
from benchmarks.data_sets import DataSets
from benchmarks.expected import Expected
from benchmarks.figure import Figure, held
from benchmarks.peers import Peer
from benchmarks.terminal import Terminal
from sparktui.screens.customer_view import CustomerView

# A frame in which nearly all lines of the list hold a trial: its state is the one thing that every line says.
FULL_PAGE = r"(?>.*?(?:left|today|last day|Lost on|Converted on|Starts)){30}"
# From the first row of a hundred to the last; what does not scroll yet is a third of them.
ARROWS, FAR, BURST = 99, 4, 200
# A page of rows that have been drawn before costs less; a table of a hundred rows has so many others below the first.
NEW_PAGES, FRESH_TABLES, WARM_UP = 2, 10, 3
_SCROLL_BAR, _TOP, _MIDDLE = 79, 4, (18, 22, 16, 24)


@dataclass
class _Keys:
    """What one kind of key cost one program: seconds to its frame, bytes until it was quiet, CPU time of all."""

    seconds: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def take(self, terminal: Terminal, key: bytes, pattern: str = "") -> None:
        """Press ``key`` and wait until the screen is quiet."""
        before = terminal.cpu()
        self.seconds.append(terminal.press(key, pattern))
        self.written.append(terminal.rest(0.15).bytes)
        self.cpu += terminal.cpu() - before


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of moving."""
    many = data.sparktui(data.large)
    arrows: dict[str, _Keys] = {peer.name: _Keys() for peer in (many, peers.DATA_TABLE, peers.PLAIN_LIST)}
    pages: dict[str, _Keys] = {name: _Keys() for name in arrows}
    far = {name: _Keys() for name in ("End", "Home", "scroll bar to the middle")}
    bursts: list[float] = []
    expected = Expected(data.database(data.large))
    everything = CustomerView()
    first, last = expected.name(everything, 0), expected.name(everything, expected.total(everything) - 1)
    expected.close()
    for _ in range(rounds):
        with ExitStack() as kept:
            running = {peer.name: _started(kept, peer) for peer in (many, peers.DATA_TABLE, peers.PLAIN_LIST)}
            for _ in range(ARROWS):
                for name, terminal in running.items():
                    arrows[name].take(terminal, keys.DOWN)
            for _ in range(FRESH_TABLES):
                with ExitStack() as shortly:
                    running[peers.DATA_TABLE.name] = _started(shortly, peers.DATA_TABLE)
                    for _ in range(NEW_PAGES):
                        for name, terminal in running.items():
                            pattern = FULL_PAGE if name == many.name else ""
                            pages[name].take(terminal, keys.PAGE_DOWN, pattern)
            ours = running[many.name]
            for _ in range(FAR):
                far["End"].take(ours, keys.END, last)
                far["Home"].take(ours, keys.HOME, first)
            ours.press(keys.grab(_SCROLL_BAR, _TOP))
            for row in _MIDDLE:
                far["scroll bar to the middle"].take(ours, keys.drag(_SCROLL_BAR, row), FULL_PAGE)
            ours.press(keys.release(_SCROLL_BAR, _MIDDLE[-1]))
            ours.press(keys.HOME, first)
            ours.rest(0.5)
            ours.send(keys.DOWN * BURST)
            bursts.append(ours.rest(0.5).seconds)
    arrow, table_arrow = arrows[many.name], arrows[peers.DATA_TABLE.name]
    page, table_page = pages[many.name], pages[peers.DATA_TABLE.name]
    table = peers.DATA_TABLE.name
    cpu = arrow.cpu / table_arrow.cpu
    yield held("arrow key to frame", arrow.seconds, table, table_arrow.seconds, 0.6, 0.4, cpu=cpu)
    yield held("arrow key, 99th percentile", arrow.seconds, table, table_arrow.seconds, 0.5, 0.25, percent=99)
    cpu = page.cpu / len(page.seconds) / (table_page.cpu / len(table_page.seconds))
    yield held("page-down to new rows", page.seconds, table, table_page.seconds, 0.4, 0.2, cpu=cpu)
    own = "own page-down, median"
    usual = [median(page.seconds)]
    yield held("page-down, 99th percentile", page.seconds, own, usual, 2.5, 1.6, percent=99)
    for name, taken in far.items():
        yield held(f"{name} to new rows", taken.seconds, own, usual, 1.5, 1.1)
    yield held(f"{BURST} arrow keys in one write", bursts, "own arrow key", [median(arrow.seconds)], 50, 25)
    yield held("bytes per arrow key", arrow.written, table, table_arrow.written, 0.6, 0.4, unit="bytes")
    plain = peers.PLAIN_LIST.name
    yield held("bytes per page-down", page.written, plain, pages[plain].written, 2.5, 1.8, unit="bytes")


def _started(kept: ExitStack, peer: Peer) -> Terminal:
    terminal = kept.enter_context(Terminal(peer.command))
    terminal.until("left")
    terminal.rest(1.0)
    for _ in range(WARM_UP):  # what runs for the first time runs slowly
        terminal.press(keys.DOWN)
        terminal.rest(0.1)
        terminal.press(keys.UP)
        terminal.rest(0.1)
    return terminal
