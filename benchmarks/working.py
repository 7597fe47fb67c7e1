"""A day's owed work, without the start of a process: notices that fall due, and organisations that are lost.

Held against the bare statement that writes the very same notices, against itself among fewer trials, and against
deleting as many trials with their customers and what finds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data_sets import DataSets
from benchmarks.figure import Figure, held
from benchmarks.next_day import NextDay

FEWER = 10_000
# A reminder goes to the customer's administrator and to the partner's two: 10,000 notices.
REMINDED = 3_334
LOST = 10_000


def measure(data: DataSets, rounds: int) -> Iterator[Figure]:
    """Yield the figures of a day's work."""
    with TemporaryDirectory() as folder:
        many = NextDay(data.copy(data.large, Path(folder)))
        yield from _reminders(many, NextDay(data.copy(FEWER, Path(folder))), rounds)
        yield _losses(many, min(LOST, data.large // 10), rounds)
        many.close()


def _reminders(many: NextDay, few: NextDay, rounds: int) -> Iterator[Figure]:
    for day in (many, few):
        day.brings_reminders(REMINDED)
    ours: list[float] = []
    bare: list[float] = []
    theirs: list[float] = []
    for round_ in range(rounds + 1):
        taken = (many.work(), many.insert_again(), few.work())
        assert taken[0][1] == taken[2][1], "as many notices are due among many trials as among few"
        if round_:  # the first work loads what writing mails takes
            ours.append(taken[0][0])
            bare.append(taken[1])
            theirs.append(taken[2][0])
    few.close()
    yield held(f"tick, {taken[0][1]:,} notices due", ours, "INSERT … SELECT of the same", bare, 3, 1.5)
    yield held("the same", ours, f"{FEWER:,} trials, as many due", theirs, 1.5, 1.2)


def _losses(many: NextDay, lost: int, rounds: int) -> Figure:
    many.brings_losses(lost)
    taken = [many.work() for _ in range(rounds)]
    assert all(count == lost for _, count in taken), "all organisations are lost, and nothing else happens"
    deleted = [many.delete(lost) for _ in range(rounds)]
    return held(f"loss of {lost:,} organisations", [seconds for seconds, _ in taken], "bare DELETEs", deleted, 2, 1.2)
