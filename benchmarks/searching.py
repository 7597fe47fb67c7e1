"""Typing into the search, letter by letter, until the screen is settled.

Held against fzf over the same names. Both stand open side by side and are given the same letters in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import keys, peers
from benchmarks.data_sets import DataSets
from benchmarks.expected import Expected
from benchmarks.figure import Figure, held
from benchmarks.terminal import Terminal
from sparktui.screens.customer_view import CustomerView

# Found in the middle of names and at their beginning, some often and some never.
WORDS = ("stone", "arbor", "quill", "zzzz")
# Longer than either takes between two things that it writes of one answer.
QUIET = 1.0
_CLEAR_LINE = b"\x15"


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of searching."""
    many, fzf = data.sparktui(data.large), peers.fzf(data.names(data.large))
    answers = {word: _answers(data, word) for word in WORDS}
    shown: list[float] = []
    settled: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        with ExitStack() as kept:
            mine = kept.enter_context(Terminal(many.command))
            mine.until("left")
            mine.rest(QUIET)
            other = kept.enter_context(Terminal(fzf.command)) if fzf else None
            if other:
                other.until(rf"{data.large}/{data.large}")
                other.rest(QUIET)
            for word in WORDS:
                mine.send(b"/")
                mine.rest(QUIET)
                for letter, answer in zip(word.encode(), answers[word], strict=True):
                    shown.append(mine.press(bytes([letter]), answer))
                    settled.append(mine.rest(QUIET).seconds)
                    if other:
                        other.send(bytes([letter]))
                        theirs.append(other.rest(QUIET).seconds)
                mine.send(keys.ESCAPE)
                mine.rest(QUIET)
                if other:
                    other.send(_CLEAR_LINE)
                    other.rest(QUIET)
    against = fzf.name if fzf else "fzf (not installed)"
    yield held("search letter to settled screen", settled, against, theirs or None, 1.0, 0.6)
    yield held("search letter to new rows", shown, against, theirs or None)
    yield held("the slowest letter, to settled", [max(settled)], against, [max(theirs)] if theirs else None)


def _answers(data: DataSets, word: str) -> list[str]:
    """Return for each letter of ``word`` what appears on the screen when its answer is there.

    That is another trial at the top, or the same in a list of another length; where neither changes, anything.
    """
    expected = Expected(data.database(data.large))
    found: list[str] = []
    top, before = expected.name(CustomerView(), 0), expected.total(CustomerView())
    for end in range(1, len(word) + 1):
        view = CustomerView(text=word[:end])
        total = expected.total(view)
        first = expected.name(view, 0) if total else "Nothing matches"
        found.append(first if first != top else f"{total:,}" if total != before else "")
        top, before = first, total
    expected.close()
    return found
