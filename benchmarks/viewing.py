"""Other trials, another order, another day: from the key to the first frame with the new rows.

Held against the program's own page-down, which shows as many new rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from benchmarks import keys
from benchmarks.data_sets import DAY, DataSets
from benchmarks.expected import Expected
from benchmarks.figure import Figure, held
from benchmarks.moving import FULL_PAGE
from benchmarks.terminal import Terminal
from sparktui.domain.lifecycle import Phase
from sparktui.screens.customer_view import CustomerView

PAGES, DAYS = 8, 6
# What these filters show has no row in common with what the filter before them shows.
_DISJOINT = (Phase.EXPIRING, Phase.ACTIVE, Phase.SCHEDULED, Phase.CONVERTED, Phase.LOST)


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of other views."""
    expected = Expected(data.database(data.large))
    pages: list[float] = []
    taken: dict[str, list[float]] = {"phase filter": [], "sort change": [], "time-travel step": []}
    for _ in range(rounds):
        with Terminal(data.sparktui(data.large).command) as terminal:
            terminal.until(expected.name(CustomerView(), 0))
            terminal.rest(1.0)
            pages += [_pressed(terminal, keys.PAGE_DOWN, FULL_PAGE) for _ in range(PAGES)]
            _pressed(terminal, keys.HOME)
            taken["phase filter"] += _filters(terminal, expected)
            taken["sort change"] += _sorts(terminal, expected)
            taken["time-travel step"] += _days(terminal, expected)
    expected.close()
    for name, seconds in taken.items():
        yield held(f"{name} to new rows", seconds, "own page-down", pages, 3, 1.5)


def _filters(terminal: Terminal, expected: Expected) -> Iterator[float]:
    """Press the key for the next filter all the way round."""
    view = CustomerView().with_next_filter()
    while view.filter != CustomerView().filter:
        name = expected.name(view, 0)
        seconds = _pressed(terminal, b"f", name if view.filter in _DISJOINT else "")
        if view.filter in _DISJOINT:
            yield seconds
        view = view.with_next_filter()
    _pressed(terminal, b"f")


def _sorts(terminal: Terminal, expected: Expected) -> Iterator[float]:
    """Press the key for the next order all the way round; the cursor stays on its trial."""
    view = CustomerView()
    trial_id = expected.trial_id(view, 0)
    for _ in range(4):
        view = view.with_next_sort()
        yield _pressed(terminal, b"s", expected.neighbours(view, trial_id))


def _days(terminal: Terminal, expected: Expected) -> Iterator[float]:
    """Look a day further, and further, from the last of the active trials, among all."""
    active = replace(CustomerView(), filter=str(Phase.ACTIVE))
    last = expected.total(active) - 1
    trial_id = expected.trial_id(active, last)
    view = CustomerView()
    while view != active:
        view = view.with_next_filter()
        _pressed(terminal, b"f")
    _pressed(terminal, keys.END, expected.name(active, last))
    _pressed(terminal, keys.ESCAPE)
    _pressed(terminal, b"t")
    _pressed(terminal, b"+1d" + keys.ENTER, "LOOKING AT")
    for ahead in range(2, 2 + DAYS):
        yield _pressed(terminal, b".", expected.label(trial_id, DAY + timedelta(days=ahead)))


def _pressed(terminal: Terminal, key: bytes, pattern: str = "") -> float:
    seconds = terminal.press(key, pattern)
    terminal.rest(0.4)
    return seconds
